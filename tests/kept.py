"""Small makers for tests of the store: a dossier, a reading, a letter, with only what the test is about."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from greffier.errors import NotFound
from greffier.model.dossier import Address, Dossier
from greffier.model.mail import Reading, SenderKind, Topic
from greffier.store import dossiers, inbox, outbox

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TRAJEO = Dossier("d1", "RPC-7K3QX2", "Trajéo", NOW, addresses=(Address("helene@trajeo.example", "Hélène"),))


def hash_of(word: str) -> str:
    return sha256(word.encode()).hexdigest()


def kept(session: Session, **changes: Any) -> Dossier:
    """Save a dossier, and return it."""
    dossier = replace(TRAJEO, **changes)
    dossiers.save(session, dossier)
    return dossier


def fail_after(_: object) -> None:
    raise NotFound("something went wrong later in the transaction")


def reading(**said: Any) -> Reading:
    defaults: dict[str, Any] = {
        "message_id": "m1@trajeo.example",
        "sender": "helene@trajeo.example",
        "sender_kind": SenderKind.PERSON,
        "may_answer": True,
        "topic": Topic.ONBOARDING,
    }
    return Reading(**(defaults | said))


def arrive(session: Session, word: str = "mail", uid: int = 1, now: datetime = NOW) -> str:
    """Record a mail whose bytes are this word, and return its hash."""
    place = {"account": "contact", "folder": "INBOX", "uidvalidity": 7, "uid": uid}
    inbox.record_arrival(session, **place, sha256=hash_of(word), size=len(word), now=now)
    return hash_of(word)


def queue(session: Session, cause: str = "c1", **changes: Any) -> bool:
    """Lay a letter in the outbox."""
    letter: dict[str, Any] = {
        "kind": "receipt",
        "operator": None,
        "recipients": ("helene@trajeo.example",),
        "message_id": f"{cause}@registre.test",
        "raw": b"Subject: bonjour\r\n\r\nBonjour",
        "now": NOW,
    }
    return outbox.queue(session, cause=cause, **(letter | changes))
