"""The audit chain: every event holds the hash of the one before, so that nobody changes the past unseen.

What the law may have erased must not stand in the chain, and what was said must be proven by it all the same. So an
event's words, names and addresses lie beside it (`Payloads`), and the chain is made over a digest of them. The digest
is salted, and the salt lies with the words: once both are gone, nobody can guess a name and try whether it fits.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import text
from sqlmodel import Session, col, select

from greffier.store.columns import cleaned, utc
from greffier.store.rows import Plain
from greffier.store.tables import Events, Payloads

BEGINNING = "0" * 64
"""What the first event follows."""
ERASURE = "dossier_erased"
AT_A_TIME = 1_000
SHORTEST_HEAD = 12
"""Characters of a head that people must give: 48 bits, more than anybody makes to fit."""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest event: its place and its hash. Whoever keeps it can prove all that came before."""

    number: int = 0
    hash: str = BEGINNING


@dataclass(frozen=True, slots=True)
class Told:
    """An event before it is linked; `payload` is plain."""

    operator: str
    cause: str
    at: datetime
    kind: str
    payload: Plain


@dataclass(frozen=True, slots=True)
class Verified:
    """What a walk along the chain found; `broken` says in French at which event it does not hold, and how."""

    head: Head
    erased: int
    broken: str | None = None


def canonical(value: object) -> bytes:
    """Return the one way in which a value is written to be hashed (UTF-8, keys sorted, no blanks)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(payload: Plain, salt: str) -> str:
    """Return the digest of what an event says."""
    return sha256(canonical([salt, payload])).hexdigest()


def hash_of(event: Events) -> str:
    """Return the hash of an event, that of the one before included."""
    known = [event.id, event.operator, event.cause, event.ordinal, utc(event.at).isoformat(), event.kind]
    return sha256(canonical([event.previous, *known, event.digest])).hexdigest()


def head(session: Session) -> Head:
    """Return the newest event; a head of number 0 where nothing happened yet."""
    newest = session.exec(select(Events.id, Events.hash).order_by(col(Events.id).desc()).limit(1)).first()
    return Head(*newest) if newest else Head()


def linked(session: Session, told: Sequence[Told]) -> Iterator[Events | Payloads]:
    """Yield the rows of new events of one cause, each linked to the one before it."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite's writers come one by one anyhow
        session.connection().execute(text("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE"))
    last = head(session)
    for ordinal, one in enumerate(told):
        salt, payload = secrets.token_hex(16), cleaned(one.payload)
        assert isinstance(payload, dict)
        event = Events(
            id=last.number + 1,
            operator=one.operator,
            cause=one.cause,
            ordinal=ordinal,
            at=utc(one.at),
            kind=one.kind,
            digest=digest_of(payload, salt),
            previous=last.hash,
            hash="",
        )
        event.hash = hash_of(event)
        last = Head(event.id, event.hash)
        yield event
        yield Payloads(event=event.id, salt=salt, payload=payload)


def verify(session: Session, expected: str = "") -> Verified:
    """Walk along the whole chain; `expected` is the head, or its first characters, that somebody kept from a digest."""
    last, erased, met = Head(), 0, not expected
    gone = set(session.exec(select(Events.operator).where(Events.kind == ERASURE)))
    for event, payload in links(session):
        if why := flaw(event, payload, last, may_be_gone=event.operator in gone and event.kind != ERASURE):
            return Verified(last, erased, f"n° {event.id}, du {event.at:%d/%m/%Y à %H:%M} UTC : {why}")
        last = Head(event.id, event.hash)
        erased += payload is None
        met = met or event.hash.startswith(expected)
    missing = f"la tête {expected} n'y est pas : des faits plus récents que ceux-ci ont été retirés ou réécrits"
    return Verified(last, erased, None if met else missing)


def links(session: Session) -> Iterator[tuple[Events, Payloads | None]]:
    """Yield every event with what it says, in order, without holding them all in memory."""
    both = select(Events, Payloads).outerjoin(Payloads, col(Payloads.event) == col(Events.id))
    rows = session.exec(both.order_by(col(Events.id)).execution_options(yield_per=AT_A_TIME))
    yield from rows


def flaw(event: Events, payload: Payloads | None, last: Head, *, may_be_gone: bool) -> str | None:
    """Say in French why this event does not hold; None where it does."""
    if event.id != last.number + 1:
        return f"le fait n° {last.number + 1}, qui le précédait, a disparu"
    if event.previous != last.hash:
        return "il ne suit pas le fait précédent : l'un des deux a été réécrit"
    if event.hash != hash_of(event):
        return "sa date, son dossier, sa nature ou sa cause ont été modifiés"
    if payload is None:
        return None if may_be_gone else "ce qu'il disait a disparu, sans qu'un effacement soit inscrit"
    return None if event.digest == digest_of(payload.payload, payload.salt) else "ce qu'il disait a été modifié"
