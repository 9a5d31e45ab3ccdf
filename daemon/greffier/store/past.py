"""Mails looked back upon: to be decided anew on trial, put back, or taken in late."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from greffier.store.columns import utc
from greffier.store.mail_tables import Arrivals, Messages


@dataclass(frozen=True, slots=True)
class Past:
    """A mail that was handled, and what was read from it then, as plain values."""

    sha256: str
    operator: str | None
    sender: str | None
    subject: str
    received_at: datetime
    ended_at: datetime
    reading: dict[str, Any]


def handled_since(session: Session, instant: datetime) -> tuple[Past, ...]:
    """Return the mails that came in at `instant` or later and were handled, oldest first."""
    came = (col(Messages.received_at) >= utc(instant), Messages.state == "handled", Messages.direction == "in")
    rows = session.exec(select(Messages).where(*came).order_by(col(Messages.id)))
    return tuple(
        Past(row.sha256, row.operator, row.sender, row.subject, row.received_at, row.ended_at, row.reading)
        for row in rows
        if row.ended_at and row.reading
    )


def unfinished(session: Session) -> frozenset[str]:
    """Return the hashes of the mails that wait, or that a person may take up again: their bytes must be there."""
    waiting = col(Messages.state).in_(("due", "set_aside"))
    return frozenset(session.exec(select(Messages.sha256).where(waiting)))


def known_uids(session: Session, *, account: str, folder: str, uidvalidity: int) -> frozenset[int]:
    """Return the UIDs of the mails of a folder that are with us."""
    here = {"account": account, "folder": folder, "uidvalidity": uidvalidity}
    return frozenset(session.exec(select(Arrivals.uid).filter_by(**here)))


def due_with_dates(session: Session) -> tuple[tuple[str, datetime], ...]:
    """Return the hashes of mails that wait to be handled, and when they came, in that order."""
    waiting = select(Messages.sha256, Messages.received_at).where(Messages.state == "due")
    return tuple(session.exec(waiting.order_by(col(Messages.received_at), col(Messages.id))).all())
