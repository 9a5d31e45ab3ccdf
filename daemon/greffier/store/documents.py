"""The documents that mails brought, each by its hash: what it is, whose it is, where it came from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from greffier.errors import NotFound
from greffier.model.mail import HARMFUL, DocumentType
from greffier.store.mail_tables import Documents, Messages

SHORTEST = 6
"""Characters of a hash that people type: less would soon mean several."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A document as it was filed."""

    sha256: str
    message: str
    operator: str | None
    came_at: datetime
    type: DocumentType
    media_type: str
    harmful: bool


def find(session: Session, fragment: str) -> Filed:
    """Return the one document whose hash begins so; raise NotFound in doubt."""
    wanted = fragment.strip().lower()
    if len(wanted) < SHORTEST:
        raise NotFound(f"« {fragment} » est trop court : donnez au moins {SHORTEST} caractères de l'empreinte")
    begins = col(Documents.sha256).startswith(wanted, autoescape=True)
    found = with_owners(session, session.exec(select(Documents).where(begins)).all())
    if len({one.sha256 for one in found}) != 1:
        how_many = "plusieurs pièces ont" if found else "aucune pièce n'a"
        raise NotFound(f"{how_many} une empreinte qui commence par {wanted}")
    return next((one for one in found if one.operator), found[0])


def of_operator(session: Session, operator: str) -> tuple[Filed, ...]:
    """Return every document that came in one dossier."""
    theirs = select(Documents).join(Messages).where(Messages.operator == operator)
    return with_owners(session, session.exec(theirs.order_by(col(Messages.id), col(Documents.position))).all())


def of_others(session: Session, operator: str, papers: Collection[str]) -> frozenset[str]:
    """Return those of the papers that came in another dossier too: one person may be behind two."""
    came = select(Documents.sha256).join(Messages).where(col(Documents.sha256).in_(papers))
    return frozenset(session.exec(came.where(col(Messages.operator) != operator)))


def hashes(session: Session) -> frozenset[str]:
    """Return the hash of every document that a mail brought: what the papers may keep."""
    return frozenset(session.exec(select(Documents.sha256)))


def with_owners(session: Session, rows: Sequence[Documents]) -> tuple[Filed, ...]:
    """Return rows as values, each with the dossier that its mail went to."""
    mails = {row.message for row in rows}
    came = select(Messages.sha256, Messages.operator, Messages.received_at).where(col(Messages.sha256).in_(mails))
    origins = {sha256: (operator, at) for sha256, operator, at in session.exec(came)}
    return tuple(filed(row, *origins[row.message]) for row in rows)


def filed(document: Documents, operator: str | None, came_at: datetime) -> Filed:
    """Return a row as a value."""
    harmful = not HARMFUL.isdisjoint(document.problems)
    kind = DocumentType(document.type)
    return Filed(document.sha256, document.message, operator, came_at, kind, document.media_type, harmful)
