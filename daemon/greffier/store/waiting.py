"""Documents that wait for the antivirus: kept and sealed, and shown to nobody until it has looked into them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from greffier.model.proof import Proof
from greffier.store.columns import utc
from greffier.store.mail_tables import Unscanned
from greffier.store.rows import insert_once, packed, unpacked


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document, by its hash and that of the mail it came with, and whether that mail's sender was proven."""

    message: str
    sha256: str
    proof: Proof


def wait(session: Session, message: str, documents: Iterable[str], proof: Proof, now: datetime) -> None:
    """Note the documents of a mail that were not looked into."""
    for sha256 in documents:
        insert_once(session, Unscanned(message=message, sha256=sha256, proof=packed(proof), since=utc(now)))


def waiting(session: Session) -> tuple[Waiting, ...]:
    """Return what waits, the oldest first."""
    rows = session.exec(select(Unscanned).order_by(col(Unscanned.since), col(Unscanned.sha256)))
    return tuple(Waiting(row.message, row.sha256, unpacked(Proof, row.proof)) for row in rows)


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
