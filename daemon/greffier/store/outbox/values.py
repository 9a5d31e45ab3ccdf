"""What the outbox tells of its letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where a letter stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    HELD = "held"
    FAILED = "failed"
    CANCELLED = "cancelled"


IN_SENT = "sa copie est dans le dossier des messages envoyés"
FORGOTTEN = "partie d'après le dossier des messages envoyés ; la base n'en savait rien"
"""What is written on a letter that the Sent folder told us of."""
STUCK = (State.UNCERTAIN, State.HELD, State.FAILED)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed letter; `token` proves that it is in our hands. `attempts` counts the tries before this one."""

    id: str
    token: str
    kind: str
    operator: str | None
    recipients: tuple[str, ...]
    message_id: str
    raw: bytes
    answers: bool
    attempts: int
    thread: str | None = None
    released: bool = False
    """Whether a person let it go."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter without its bytes, for people."""

    id: str
    cause: str
    kind: str
    operator: str | None
    recipients: tuple[str, ...]
    message_id: str
    state: str
    reply: str
    attempts: int
    created_at: datetime
    due_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A sent letter whose copy is not in the Sent folder yet."""

    id: str
    message_id: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """A letter of ours that the Sent folder holds and no row knows: this database is older than the letter."""

    kind: str
    mark: str
    message_id: str
    operator: str | None
    recipients: tuple[str, ...]
    raw: bytes
    left_at: datetime


@dataclass(frozen=True, slots=True)
class Spent:
    """Letters that left today, or may have left."""

    by_address: Mapping[str, int]
    by_domain: Mapping[str, int]
    by_dossier: Mapping[str, int]
    by_thread: Mapping[str, int]
    total: int
