"""What is known of a mail's sender: how much came of them, and what a person said of this very mail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from greffier.store.columns import utc
from greffier.store.mail_tables import Messages


@dataclass(frozen=True, slots=True)
class Traffic:
    """What one sender sent: mails lately, bytes in all."""

    lately: int
    size: int


def vouched(session: Session, sha256: str) -> str | None:
    """Return where a person wants this mail; None where nobody said."""
    return session.exec(select(Messages.vouched).where(Messages.sha256 == sha256)).one_or_none()


def is_released(session: Session, sha256: str) -> bool:
    """Tell whether a person let this mail go on."""
    return bool(session.exec(select(Messages.released).where(Messages.sha256 == sha256)).one_or_none())


def traffic(session: Session, sender: str | None, since: datetime) -> Traffic:
    """Return how many mails of a sender ended after `since`, and how many bytes all of theirs take."""
    theirs = (Messages.sender == sender, Messages.direction == "in")
    lately = select(func.count()).select_from(Messages).where(*theirs, col(Messages.ended_at) > utc(since))
    size = select(func.coalesce(func.sum(Messages.size), 0)).where(*theirs)
    return Traffic(session.exec(lately).one(), session.exec(size).one())
