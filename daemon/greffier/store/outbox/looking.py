"""Look at the outbox: what left today, what has no copy yet, what needs a person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, func, or_, true, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from greffier.model.letter import STAFF_KINDS, LetterKind
from greffier.store.columns import bare, utc
from greffier.store.outbox.values import FORGOTTEN, IN_SENT, STUCK, Copy, Posted, Spent, State
from greffier.store.tables import Letters

COPIES_AT_ONCE = 50
"""Letters whose copies are made in one round: their bytes are in memory meanwhile."""


def counts_today(session: Session, now: datetime, zone: ZoneInfo) -> Spent:
    """Count what left since midnight in `zone`: a recipient, a domain, a dossier, a conversation, in all."""
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(UTC)
    sent = select(Letters.recipients, Letters.operator, Letters.thread, Letters.kind)
    left = session.exec(sent.where(col(Letters.left_at) >= midnight)).all()
    addresses = [address.lower() for recipients, *_ in left for address in recipients]
    return Spent(
        by_address=Counter(addresses),
        by_domain=Counter(address.rpartition("@")[2] for address in addresses),
        by_dossier=Counter(operator for _, operator, _, kind in left if operator and kind not in STAFF_KINDS),
        by_thread=Counter(thread for _, _, thread, _ in left if thread),
        total=len(left),
    )


def unfiled(session: Session) -> tuple[Copy, ...]:
    """Return sent letters whose copy is not in the Sent folder yet, oldest first."""
    sent_ones = select(Letters.id, Letters.message_id, Letters.raw).where(
        Letters.state == State.SENT, col(Letters.filed_at).is_(None)
    )
    return tuple(Copy(*row) for row in session.exec(sent_ones.order_by(col(Letters.number)).limit(COPIES_AT_ONCE)))


def filed(session: Session, letter: str, now: datetime) -> None:
    """Note that the copy is there, or that none is wanted; a link that opens an access is then kept nowhere here."""
    kept = case((col(Letters.kind) == LetterKind.ACCESS, b""), else_=col(Letters.raw))
    session.exec(update(Letters).where(col(Letters.id) == letter).values(filed_at=utc(now), raw=kept))


def known_message_ids(session: Session, message_ids: Iterable[str]) -> frozenset[str]:
    """Return which of these Message-IDs are letters of ours."""
    wanted = [bare(one) for one in message_ids]
    return frozenset(session.exec(select(Letters.message_id).where(col(Letters.message_id).in_(wanted))))


def attention(session: Session, since: datetime | None = None) -> tuple[Posted, ...]:
    """Return the letters that need a person: what is held, and what became uncertain or failed after `since`."""
    fresh = col(Letters.changed_at) > utc(since) if since else true()
    return posted(session, col(Letters.state).in_(STUCK), or_(col(Letters.state) == State.HELD, fresh))


def met_since(session: Session, instant: datetime) -> tuple[Posted, ...]:
    """Return the letters that the Sent folder told us of since `instant`, against what we believed."""
    told = col(Letters.reply).in_((IN_SENT, FORGOTTEN))
    return posted(session, col(Letters.state) == State.SENT, told, col(Letters.changed_at) >= utc(instant))


def kinds_by(session: Session, cause: str) -> tuple[str, ...]:
    """Return the kinds of the letters that this cause brought about, whatever became of them."""
    return tuple(session.exec(select(Letters.kind).where(col(Letters.cause).endswith(f":{cause}", autoescape=True))))


def last_number(session: Session) -> int:
    """Return the number of the newest letter; 0 where there is none."""
    return session.exec(select(func.max(Letters.number))).one() or 0


def queued(session: Session) -> tuple[Posted, ...]:
    """Return the letters that wait to leave."""
    return posted(session, col(Letters.state) == State.QUEUED)


def of_operator(session: Session, operator: str) -> tuple[Posted, ...]:
    """Return all letters of a dossier, oldest first."""
    return posted(session, col(Letters.operator) == operator)


def to_staff(session: Session, message_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the causes of those letters among these Message-IDs that staff got, the newest first."""
    wanted = [bare(one) for one in message_ids]
    theirs = (col(Letters.message_id).in_(wanted), col(Letters.kind).in_([str(kind) for kind in STAFF_KINDS]))
    return tuple(session.exec(select(Letters.cause).where(*theirs).order_by(col(Letters.number).desc())))


def posted(session: Session, *conditions: ColumnElement[bool]) -> tuple[Posted, ...]:
    """Return the letters that meet all conditions, without their bytes, oldest first."""
    shown = (getattr(Letters, field.name) for field in fields(Posted))
    rows = session.connection().execute(select_columns(*shown).where(*conditions).order_by(col(Letters.number)))
    return tuple(Posted(**{**row._mapping, "recipients": tuple(row.recipients)}) for row in rows)


def overdue_since(session: Session) -> datetime | None:
    """Return since when the oldest queued letter could have left; None where none is queued."""
    return session.exec(select(func.min(Letters.due_at)).where(Letters.state == State.QUEUED)).one()


def counts(session: Session) -> dict[str, int]:
    """Return how many letters there are in each state."""
    return dict(session.exec(select(Letters.state, func.count()).group_by(Letters.state)).all())
