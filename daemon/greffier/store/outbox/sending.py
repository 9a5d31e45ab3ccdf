"""Letters in our hands: claimed one at a time with a token, and what became of each.

A letter whose sending was interrupted is `uncertain` and never leaves again by itself: SMTP cannot unsend.
"""

from datetime import datetime

from sqlalchemy import true, update
from sqlmodel import Session, col, select

from greffier.model.letter import LetterKind
from greffier.store.columns import utc
from greffier.store.failures import AlreadyDone
from greffier.store.identity import new_id
from greffier.store.outbox.values import Outgoing, State
from greffier.store.tables import Letters


def claim(session: Session, now: datetime, only: LetterKind | None = None) -> Outgoing | None:
    """Take the letter that is due longest into our hands; commit before anything leaves. None where nothing is due."""
    drop_stale(session, now)
    kind = col(Letters.kind) == only if only else true()
    waiting = (col(Letters.state) == State.QUEUED, col(Letters.due_at) <= utc(now), kind)
    oldest = select(Letters.number).where(*waiting).order_by(col(Letters.due_at), col(Letters.number)).limit(1)
    one = oldest.with_for_update(skip_locked=True).scalar_subquery()
    taken = (
        update(Letters)
        .where(col(Letters.number) == one)  # not IN: PostgreSQL may run that for each row, and take several letters
        .values(state=State.SENDING, token=new_id(), changed_at=utc(now))
        .returning(Letters)
    )
    row = session.exec(taken).scalar_one_or_none()
    return outgoing(row) if row else None


def drop_stale(session: Session, now: datetime) -> None:
    """Take back the letters whose time has passed."""
    stale = (col(Letters.state) == State.QUEUED, col(Letters.not_after) < utc(now))
    session.exec(update(Letters).where(*stale).values(state=State.CANCELLED, reply="trop tard", changed_at=utc(now)))


def outgoing(row: Letters) -> Outgoing:
    """Return what the sender needs of a claimed letter."""
    assert row.token is not None
    return Outgoing(
        id=row.id,
        token=row.token,
        kind=row.kind,
        operator=row.operator,
        recipients=tuple(row.recipients),
        message_id=row.message_id,
        raw=row.raw,
        answers=row.answers,
        attempts=row.attempts,
        thread=row.thread,
        released=row.released,
    )


def sent(session: Session, letter: str, token: str, reply: str, now: datetime) -> None:
    """Note that the server took it."""
    move(
        session,
        letter,
        token,
        state=State.SENT,
        reply=reply,
        changed_at=utc(now),
        left_at=utc(now),
        attempts=one_more(),
    )


def uncertain(session: Session, letter: str, token: str, reply: str, now: datetime) -> None:
    """Note that it may have left: for a person, a bounce or the Sent folder to resolve."""
    left = {"changed_at": utc(now), "left_at": utc(now)}
    move(session, letter, token, state=State.UNCERTAIN, reply=reply, attempts=one_more(), **left)


def failed(session: Session, letter: str, token: str, reply: str, now: datetime) -> None:
    """Note that the server refused it for good."""
    move(session, letter, token, state=State.FAILED, reply=reply, changed_at=utc(now), attempts=one_more())


def retry(session: Session, letter: str, token: str, reply: str, at: datetime) -> None:
    """Lay it back after a try that certainly did not send it."""
    move(session, letter, token, state=State.QUEUED, reply=reply, due_at=utc(at), attempts=one_more())


def put_off(session: Session, letter: str, token: str, until: datetime) -> None:
    """Lay it back untried."""
    move(session, letter, token, state=State.QUEUED, due_at=utc(until))


def held(session: Session, letter: str, token: str, why: str) -> None:
    """Keep it for a person to look at."""
    move(session, letter, token, state=State.HELD, reply=why)


def one_more() -> object:
    """Return the count of tries with this one."""
    return col(Letters.attempts) + 1


def move(session: Session, letter: str, token: str, **values: object) -> None:
    """Move a claimed letter out of our hands; raise AlreadyDone where it is not in them any more."""
    ours = (col(Letters.id) == letter, col(Letters.token) == token, col(Letters.state) == State.SENDING)
    if session.exec(update(Letters).where(*ours).values(token=None, **values)).rowcount == 0:
        raise AlreadyDone(f"letter {letter} is not in our hands any more; nothing was changed")


def recover(session: Session, now: datetime) -> int:
    """At the start: what a dead process had in its hands is uncertain. Return how many letters that are."""
    words = "le service s'est arrêté pendant l'envoi"
    values = {"state": State.UNCERTAIN, "reply": words, "token": None, "changed_at": utc(now), "left_at": utc(now)}
    return int(session.exec(update(Letters).where(col(Letters.state) == State.SENDING).values(**values)).rowcount)
