"""Documents that wait for the antivirus: kept and sealed, and shown to nobody until it has looked into them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from greffier.model.proof import Proof
from greffier.store.columns import utc
from greffier.store.mail_tables import Unscanned
from greffier.store.rows import columns, packed, value_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document, by its hash and that of the mail it came with, and what was known of that mail's sender."""

    message: str
    sha256: str
    proof: Proof
    belongs: bool
    """Whether the mail was taken into its dossier; one whose sender is in doubt brings nothing into it."""


def wait(session: Session, message: str, documents: Iterable[Waiting], now: datetime) -> None:
    """Note the documents of a mail that were not looked into, in the place of those of an earlier reading."""
    session.exec(delete(Unscanned).where(col(Unscanned.message) == message))
    session.add_all(Unscanned(**columns(one, "proof"), proof=packed(one.proof), since=utc(now)) for one in documents)


def waiting(session: Session) -> tuple[Waiting, ...]:
    """Return what waits, the oldest first."""
    rows = session.exec(select(Unscanned).order_by(col(Unscanned.since), col(Unscanned.sha256)))
    return tuple(value_of(Waiting, row) for row in rows)


def counted(session: Session) -> tuple[int, datetime | None]:
    """Return how many documents wait, and since when."""
    return session.exec(select(func.count(), func.min(Unscanned.since)).select_from(Unscanned)).one()


def waits(session: Session, sha256: str) -> bool:
    """Tell whether this document waits, whichever mail it came with."""
    return session.exec(select(Unscanned.sha256).where(Unscanned.sha256 == sha256)).first() is not None


def looked_into(session: Session, one: Waiting) -> bool:
    """Let a document wait no more; return False where it did not."""
    gone = delete(Unscanned).where(col(Unscanned.message) == one.message, col(Unscanned.sha256) == one.sha256)
    return session.exec(gone).rowcount == 1
