"""Lay letters in the outbox, take them back, let them go again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from greffier.model.letter import mark_of
from greffier.store.columns import bare, utc
from greffier.store.failures import AlreadyDone
from greffier.store.identity import new_id
from greffier.store.outbox.values import State
from greffier.store.rows import insert_once
from greffier.store.tables import Letters


def queue(  # noqa: PLR0913 - a letter is made of these
    session: Session,
    *,
    cause: str,
    kind: str,
    operator: str | None,
    recipients: Sequence[str],
    message_id: str,
    raw: bytes,
    now: datetime,
    answers: bool = False,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    thread: str | None = None,
    held: str = "",
) -> bool:
    """Lay a letter in the outbox, or hold it there with the reason; return False where its cause has one already."""
    row = Letters(
        id=new_id(),
        cause=cause,
        kind=str(kind),
        operator=operator,
        recipients=list(recipients),
        mark=mark_of(cause),
        message_id=bare(message_id),
        thread=bare(thread) if thread else None,
        answers=answers,
        raw=raw,
        state=State.HELD.value if held else State.QUEUED.value,
        reply=held,
        created_at=utc(now),
        changed_at=utc(now),
        due_at=utc(not_before or now),
        not_after=utc(not_after) if not_after else None,
    )
    if insert_once(session, row):
        return True
    if session.exec(select(Letters.id).where(Letters.mark == row.mark)).first() is None:
        raise AlreadyDone("another letter has this Message-ID; give each its own")
    return False


def cancel_after(session: Session, number: int, words: str, now: datetime) -> int:
    """Take back every letter laid after this one that did not leave, and return how many."""
    unsent = (col(Letters.number) > number, col(Letters.state).in_((State.QUEUED, State.HELD)))
    values = {"state": State.CANCELLED, "reply": words, "changed_at": utc(now)}
    return int(session.exec(update(Letters).where(*unsent).values(**values)).rowcount)


def cancel_queued(session: Session, operator: str, kinds: Iterable[str], but: str = "") -> int:
    """Take back the letters of these kinds that did not leave, held ones too, and return how many.

    The letter whose cause is `but` stays.
    """
    waiting = (col(Letters.operator) == operator, col(Letters.state).in_((State.QUEUED, State.HELD)))
    these = (col(Letters.kind).in_([str(kind) for kind in kinds]), col(Letters.cause) != but)
    pointless = update(Letters).where(*waiting, *these)
    return int(session.exec(pointless.values(state=State.CANCELLED, reply="sans objet")).rowcount)
