"""What the service remembers of itself, by name: an instant, or words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session

from greffier.store.columns import utc
from greffier.store.tables import Marks


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that is so since an instant, and why, or by whom."""

    at: datetime
    words: str


def put(session: Session, name: str, now: datetime, words: str) -> None:
    """Note that something is so from `now` on."""
    session.merge(Marks(name=name, at=utc(now), words=words))


def get(session: Session, name: str) -> Mark | None:
    """Return since when it is so, and why; None where it is not."""
    row = session.get(Marks, name)
    return Mark(row.at, row.words or "") if row and row.at else None


def forget(session: Session, name: str) -> None:
    """Note that it is so no more."""
    session.exec(delete(Marks).filter_by(name=name))


def note(session: Session, name: str, now: datetime) -> None:
    """Note that something happened at `now`."""
    session.merge(Marks(name=name, at=utc(now)))


def first(session: Session, name: str, now: datetime) -> datetime:
    """Return when it first happened: now, where it never did."""
    known = instant(session, name)
    if known is None:
        note(session, name, now)
    return known or now


def instant(session: Session, name: str) -> datetime | None:
    """Return when it last happened; None where it never did."""
    mark = session.get(Marks, name)
    return mark.at if mark else None


def write(session: Session, name: str, words: str) -> None:
    """Write words down."""
    session.merge(Marks(name=name, words=words))


def words(session: Session, name: str) -> str | None:
    """Return what was written down; None where nothing was."""
    mark = session.get(Marks, name)
    return mark.words if mark else None
