"""The neighbours that the service depends on, and how each of them stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Neighbour(StrEnum):
    """What may fail by itself while the others go on."""

    MAILBOX = "mailbox"
    WATCH = "watch"
    SENT = "sent"
    SENDING = "sending"
    COPIES = "copies"
    MARKS = "marks"
    ANTIVIRUS = "antivirus"
    STORE = "store"
    SERVICE = "service"
    """Ourselves: an error that nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """The last time that a neighbour failed."""

    neighbour: Neighbour
    since: datetime
    words: str
    """The neighbour's own sentence, the newest."""
    failures: int
    until: datetime | None = None
    """When it recovered; None while it fails."""

    @property
    def lasts(self) -> bool:
        """Whether it fails now."""
        return self.until is None
