"""What the world tells of letters: a copy in the Sent folder, an answer, a bounce, a person's word."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from greffier.errors import NotFound
from greffier.model.letter import LetterKind
from greffier.store.columns import bare, utc
from greffier.store.identity import new_id
from greffier.store.outbox.looking import posted
from greffier.store.outbox.values import FORGOTTEN, IN_SENT, STUCK, Found, Posted, State
from greffier.store.rows import insert_once
from greffier.store.tables import Letters

SHORTEST_FRAGMENT = 4
"""Characters of a letter's id that people must type."""


def met(session: Session, message_id: str, mark: str | None, now: datetime) -> bool:
    """Note that the Sent folder holds a letter; return False where it is none of ours.

    Whatever we believed, it left. A Message-ID that is not the one we gave is the provider's, and remembered.
    """
    name = bare(message_id)
    named = or_(col(Letters.message_id) == name, col(Letters.known_as) == name) if name else col(Letters.mark) == mark
    row = session.exec(select(Letters).where(or_(named, col(Letters.mark) == mark))).first()
    if row is None:
        return False
    if name and name != row.message_id:
        row.known_as = name
    if row.state not in {State.SENT, State.SENDING}:
        row.state, row.reply, row.changed_at = State.SENT.value, IN_SENT, utc(now)
        row.left_at = row.left_at or utc(now)
    row.filed_at = row.filed_at or utc(now)
    row.raw = b"" if row.kind == LetterKind.ACCESS else row.raw
    session.add(row)
    return True


def found(session: Session, letter: Found, now: datetime) -> bool:
    """Take a letter back into the outbox that only the Sent folder knew; return False where it is known."""
    row = Letters(
        id=new_id(),
        cause=f"found:{letter.mark}",
        kind=letter.kind,
        operator=letter.operator,
        recipients=list(letter.recipients),
        mark=letter.mark,
        message_id=bare(letter.message_id) or f"{letter.mark}@sent",
        answers=False,
        raw=letter.raw,
        state=State.SENT.value,
        reply=FORGOTTEN,
        created_at=utc(letter.left_at),
        due_at=utc(letter.left_at),
        not_after=None,
        changed_at=utc(now),
        left_at=utc(letter.left_at),
        filed_at=utc(now),
    )
    return insert_once(session, row)


def arrived(session: Session, message_ids: Sequence[str], words: str, now: datetime) -> int:
    """Settle the uncertain letters that somebody answers, or that came back: they had left. Return how many."""
    names = [bare(one) for one in message_ids]
    doubtful = (col(Letters.state) == State.UNCERTAIN, col(Letters.message_id).in_(names))
    values = {"state": State.SENT, "reply": words, "changed_at": utc(now)}
    return int(session.exec(update(Letters).where(*doubtful).values(**values)).rowcount)


def find(session: Session, fragment: str) -> Posted:
    """Return the one letter whose id begins so; raise NotFound in doubt."""
    wanted = fragment.strip().lower()
    if len(wanted) < SHORTEST_FRAGMENT:
        raise NotFound(f"donnez au moins {SHORTEST_FRAGMENT} caractères du numéro d'une lettre (greffier outbox list)")
    letters = posted(session, col(Letters.id).startswith(wanted, autoescape=True))
    if len(letters) != 1:
        many = "plusieurs lettres ont un numéro qui commence" if letters else "aucune lettre n'a un numéro qui commence"
        raise NotFound(f"{many} par {wanted} (greffier outbox list)")
    return letters[0]


def raw(session: Session, letter: str) -> bytes:
    """Return the bytes of a letter."""
    return session.exec(select(Letters.raw).where(Letters.id == letter)).one()


def settle(session: Session, letter: str, words: str, now: datetime) -> None:
    """Take a person's word that an uncertain letter left; raise NotFound where there is no doubt about it."""
    move(session, letter, (State.UNCERTAIN,), now, state=State.SENT, reply=words)


def release(session: Session, letter: str, now: datetime) -> None:
    """Let a stuck letter go again because a person says so; raise NotFound where it is not stuck."""
    move(session, letter, STUCK, now, state=State.QUEUED, due_at=utc(now), released=True)


def drop(session: Session, letter: str, words: str, now: datetime) -> None:
    """Take back a letter that did not leave, because a person says so; raise NotFound where it did."""
    move(session, letter, (*STUCK, State.QUEUED), now, state=State.CANCELLED, reply=words)


def move(session: Session, letter: str, states: Iterable[State], now: datetime, **values: object) -> None:
    """Move a letter that is in one of these states."""
    movable = (col(Letters.id) == letter, col(Letters.state).in_(tuple(states)))
    if session.exec(update(Letters).where(*movable).values(changed_at=utc(now), **values)).rowcount == 0:
        raise NotFound(f"la lettre {letter[:8]} n'attend la décision de personne (greffier outbox show {letter[:8]})")
