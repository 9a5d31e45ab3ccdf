"""Mails in quarantine: they could not be handled, their bytes are kept, and a person may let them be tried again."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from greffier.errors import NotFound
from greffier.store.mail_tables import Messages


@dataclass(frozen=True, slots=True)
class Aside:
    """A mail set aside, and why."""

    sha256: str
    reason: str
    size: int
    attempts: int
    received_at: datetime


def waiting(session: Session, start: str = "") -> tuple[Aside, ...]:
    """Return the mails set aside whose hash begins so, oldest first."""
    beginning = col(Messages.sha256).startswith(start, autoescape=True)
    rows = session.exec(select(Messages).where(Messages.state == "set_aside", beginning).order_by(col(Messages.id)))
    return tuple(Aside(row.sha256, row.outcome, row.size, row.attempts, row.received_at) for row in rows)


def find(session: Session, start: str) -> Aside:
    """Return the one mail set aside whose hash begins so; raise NotFound in doubt."""
    found = waiting(session, start)
    if len(found) != 1:
        which = "plusieurs messages mis de côté commencent" if found else "aucun message mis de côté ne commence"
        raise NotFound(f"{which} par « {start} » ; greffier quarantine list les montre")
    return found[0]
