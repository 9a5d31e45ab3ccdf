"""Mails that came: where they were found, which are due, what became of each. Known by their bytes, never by UID.

What one mail costs in fsyncs (WAL, synchronous=FULL; a commit that writes is one):

- spooled: 2, the file and its folder (once 3, when the sub-folder is new), before anything else is known of it;
- recorded with the cursor: 1; its attempt counted: 1; handled with all that follows from it: 1;
- each paper kept: 2, the file and its folder; flagged on the server: 1;
- each letter it brings about: claimed 1, sent 1, filed in the Sent folder 1.

A text mail that is answered costs 9. WAL checkpoints add 2 for about every thousand pages written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, update
from sqlmodel import Session, col, select

from greffier.errors import NotFound
from greffier.model.mail import Reading
from greffier.store.columns import bare, utc
from greffier.store.failures import AlreadyDone
from greffier.store.mail_tables import Arrivals, Cursors, Documents, Messages
from greffier.store.rows import columns, insert_once, packed, replace_rows, unpacked

ATTENTION_AT_ONCE = 200
"""Mails told in one digest: nobody reads more, and `counts` says how many there are."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A place on the server where a handled mail lies that does not show it yet."""

    id: int
    account: str
    folder: str
    uidvalidity: int
    uid: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A mail and what became of it, for staff."""

    sha256: str
    sender: str | None
    subject: str
    outcome: str
    ended_at: datetime


def cursor(session: Session, account: str, folder: str, uidvalidity: int) -> int:
    """Return the last UID that is safe with us; 0 where we never looked."""
    row = session.get(Cursors, (account, folder, uidvalidity))
    return row.uid if row else 0


def skip_uid(session: Session, *, account: str, folder: str, uidvalidity: int, uid: int, now: datetime) -> None:
    """Move the cursor past a mail that vanished before it could be fetched; the cursor never goes back."""
    row = session.get(Cursors, (account, folder, uidvalidity))
    if row is None:
        row = Cursors(account=account, folder=folder, uidvalidity=uidvalidity, uid=uid, moved_at=utc(now))
    elif uid > row.uid:
        row.uid, row.moved_at = uid, utc(now)
    session.add(row)


def record_arrival(  # noqa: PLR0913 - a mail's place has four parts
    session: Session,
    *,
    account: str,
    folder: str,
    uidvalidity: int,
    uid: int,
    sha256: str,
    size: int,
    now: datetime,
    direction: str = "in",
) -> bool:
    """Record a spooled mail and move the cursor past it; return False where its bytes were known already.

    `direction` is `out` for what people of ours sent.
    """
    new = insert_once(session, Messages(sha256=sha256, size=size, received_at=utc(now), direction=direction))
    place = Arrivals(
        account=account, folder=folder, uidvalidity=uidvalidity, uid=uid, sha256=sha256, arrived_at=utc(now)
    )
    insert_once(session, place)
    skip_uid(session, account=account, folder=folder, uidvalidity=uidvalidity, uid=uid, now=now)
    return new


def is_ours(session: Session, sha256: str) -> bool:
    """Tell whether a person of ours wrote this mail, as the Sent folder shows."""
    return session.exec(select(Messages.direction).where(Messages.sha256 == sha256)).first() == "out"


def hashes(session: Session, message_ids: Sequence[str]) -> frozenset[str]:
    """Return the hashes of the mails with these Message-IDs."""
    wanted = [bare(one) for one in message_ids]
    return frozenset(session.exec(select(Messages.sha256).where(col(Messages.message_id).in_(wanted))))


def due(session: Session, limit: int) -> tuple[str, ...]:
    """Return the hashes of mails that wait to be handled, in the order in which they came."""
    waiting = select(Messages.sha256).where(Messages.state == "due").order_by(col(Messages.id)).limit(limit)
    return tuple(session.exec(waiting))


def of_operator(session: Session, operator: str) -> tuple[str, ...]:
    """Return the hashes of the mails that were filed in a dossier, in the order in which they came."""
    theirs = select(Messages.sha256).where(Messages.operator == operator)
    return tuple(session.exec(theirs.order_by(col(Messages.id))))


def waiting_since(session: Session) -> datetime | None:
    """Return when the oldest mail that waits to be handled came; None where none waits."""
    return session.exec(select(func.min(Messages.received_at)).where(Messages.state == "due")).one()


def attempt(session: Session, sha256: str) -> int:
    """Count a try before it is made, and return how many there were with it."""
    counted = update(Messages).where(col(Messages.sha256) == sha256).values(attempts=col(Messages.attempts) + 1)
    attempts = session.exec(counted.returning(col(Messages.attempts))).scalar_one_or_none()
    if attempts is None:
        raise NotFound(f"no mail {sha256[:12]} is in the database")
    return int(attempts)


def forgive(session: Session, sha256: str) -> None:
    """Forget the tries of a mail that was not their cause."""
    session.exec(update(Messages).where(col(Messages.sha256) == sha256).values(attempts=0))


def handled(  # noqa: PLR0913 - all that is known of a handled mail
    session: Session,
    sha256: str,
    *,
    outcome: str,
    operator: str | None,
    reading: Reading,
    now: datetime,
    to_tell: bool = True,
) -> bool:
    """Close a mail with what became of it, and return whether its Message-ID came with other bytes before.

    `to_tell` matters for a mail of no dossier: whether staff should hear of it. Raise AlreadyDone where it is not due.
    """
    message_id = bare(reading.message_id or "") or None
    known = {"operator": operator, "to_tell": to_tell and operator is None, "reading": packed(reading, "elided")}
    named = {"message_id": message_id, "sender": reading.sender, "subject": reading.subject}
    if not end(session, sha256, now, state="handled", outcome=outcome, **known, **named):
        raise AlreadyDone(f"mail {sha256[:12]} was handled before; nothing was changed")
    file_documents(session, sha256, reading)
    return is_reused(session, sha256, message_id)


def filed(session: Session, sha256: str) -> tuple[str | None, Reading]:
    """Return the dossier (its id) that a handled mail went to, and what was read; raise NotFound where it was not."""
    found = select(Messages.operator, Messages.reading).where(Messages.sha256 == sha256)
    row = session.exec(found).first()
    if row is None or row[1] is None:
        raise NotFound(f"no mail {sha256[:12]} was read")
    return row[0], unpacked(Reading, row[1])


def amend(session: Session, sha256: str, reading: Reading) -> None:
    """Put another reading in the place of what was read: a document turned out otherwise, or was erased."""
    session.exec(update(Messages).where(col(Messages.sha256) == sha256).values(reading=packed(reading, "elided")))
    file_documents(session, sha256, reading)


def file_documents(session: Session, sha256: str, reading: Reading) -> None:
    """Write a row for each document of a mail."""
    replace_rows(session, Documents, {"message": sha256}, [columns(document) for document in reading.documents])


def is_reused(session: Session, sha256: str, message_id: str | None) -> bool:
    """Tell whether another mail carries the same Message-ID: RFC 5322, 3.6.4 forbids it, forgers and scanners do it."""
    other = select(Messages.id).where(Messages.message_id == message_id, Messages.sha256 != sha256)
    return message_id is not None and session.exec(other.limit(1)).first() is not None


def set_aside(session: Session, sha256: str, *, reason: str, now: datetime, sender: str | None = None) -> None:
    """Put a mail that waits out of the way, with the reason for people; one that was handled stays so."""
    end(session, sha256, now, state="set_aside", outcome=reason, sender=sender)


def end(session: Session, sha256: str, now: datetime, **values: object) -> bool:
    """Close a mail that is due; return False where it is not."""
    waiting = (col(Messages.sha256) == sha256, col(Messages.state) == "due")
    closed = update(Messages).where(*waiting).values(ended_at=utc(now), **values)
    return session.exec(closed).rowcount == 1


def redo(session: Session, sha256: str, vouched: str | None = None) -> None:
    """Let a mail be read and decided again because a person says so; `vouched` is the dossier that they want it in."""
    word = {"vouched": vouched} if vouched else {}
    again = update(Messages).where(col(Messages.sha256) == sha256)
    again = again.values(state="due", attempts=0, released=True, **word)
    if session.exec(again).rowcount == 0:
        raise NotFound(f"no mail {sha256[:12]} is in the database")


def unflagged(session: Session, limit: int) -> tuple[Arrival, ...]:
    """Return where handled mails lie that do not show it yet, oldest first."""
    ended = select(Arrivals).join(Messages).where(Messages.state == "handled", col(Arrivals.flagged_at).is_(None))
    rows = session.exec(ended.order_by(col(Arrivals.id)).limit(limit))
    return tuple(Arrival(row.id or 0, row.account, row.folder, row.uidvalidity, row.uid, row.sha256) for row in rows)


def flagged(session: Session, arrival: Arrival, now: datetime) -> None:
    """Note that the server shows it, or that there is nothing left to show it on."""
    session.exec(update(Arrivals).where(col(Arrivals.id) == arrival.id).values(flagged_at=utc(now)))


def left_to_people(session: Session, since: datetime) -> tuple[Noted, ...]:
    """Return the mails of no dossier, ended after `since`, that staff should hear of."""
    return noted(session, since, col(Messages.state) == "handled", col(Messages.to_tell).is_(True))


def set_aside_since(session: Session, since: datetime) -> tuple[Noted, ...]:
    """Return the mails set aside after `since`."""
    return noted(session, since, col(Messages.state) == "set_aside")


def noted(session: Session, since: datetime, *conditions: ColumnElement[bool]) -> tuple[Noted, ...]:
    """Return the mails that meet all conditions and ended after `since`, oldest first."""
    ended = select(Messages).where(col(Messages.ended_at) > utc(since), *conditions)
    rows = session.exec(ended.order_by(col(Messages.ended_at)).limit(ATTENTION_AT_ONCE))
    return tuple(Noted(row.sha256, row.sender, row.subject, row.outcome, row.ended_at) for row in rows if row.ended_at)


def counts(session: Session) -> dict[str, int]:
    """Return how many mails there are in each state."""
    return dict(session.exec(select(Messages.state, func.count()).group_by(Messages.state)).all())


def spooled(session: Session) -> frozenset[str]:
    """Return the hashes of all mails recorded: what the spool must keep."""
    return frozenset(session.exec(select(Messages.sha256).where(Messages.state != "erased")))
