"""Questions as one person of staff is shown them: with links sealed for them, and in a mail with the document."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from greffier.errors import NotFound
from greffier.model.dossier import Dossier
from greffier.model.letter import Digest, Enclosure, Letter, LetterKind, Review, ReviewNotice
from greffier.model.mail import DocumentType
from greffier.rounds.office import Office
from greffier.staff.links import Desk
from greffier.store import inbox
from greffier.store.database import Session
from greffier.store.keys import Purpose

ENCLOSED = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/tiff": "tiff",
}
"""What may be opened without running anything. Other documents are looked at beside the service."""
LARGEST_ENCLOSED = 7 * 1024 * 1024
"""Bytes; as a mail they are a third more, and many servers stop at 10 MB."""


def desk_of(office: Office, person: str, now: datetime) -> Desk:
    """Return what the links of one person are made with."""
    return Desk(office.registry.address, person, office.keys.derived(Purpose.ANSWERS), now)


def for_person(office: Office, digest: Digest, person: str, now: datetime) -> Digest:
    """Return the digest with the links of one person."""
    desk = desk_of(office, person, now)
    waiting = (replace(one, answers=desk.links(one.id, one.review, one.operator)) for one in digest.to_decide)
    return replace(digest, to_decide=tuple(waiting))


def letters_about(
    session: Session, office: Office, identity: str, review: Review, dossier: Dossier, now: datetime
) -> Iterator[Letter]:
    """Yield the mail about one question for each person of staff."""
    for person in office.registry.staff:
        enclosures, words = enclosed(session, office, review, dossier)
        links = desk_of(office, person, now).links(identity, review, dossier.name)
        notice = ReviewNotice(identity, dossier.name, dossier.reference, review, links, words)
        cause = f"review:{identity}:{person}"
        yield Letter(cause, LetterKind.REVIEW, (person,), notice, enclosures=enclosures)


def enclosed(session: Session, office: Office, review: Review, dossier: Dossier) -> tuple[tuple[Enclosure, ...], str]:
    """Return the document that a question is about, and what the mail says of it."""
    document = inbox.document(session, review.paper) if review.paper else None
    if document is None:
        return (), ""
    if document.type is DocumentType.IDENTITY:
        return (), "La pièce d'identité n'est pas jointe : elle ne quitte pas le serveur."
    ending = ENCLOSED.get(document.media_type)
    if ending is None:
        return (), "Le document n'est pas joint : seuls les PDF et les images le sont."
    try:
        content = office.papers.read(document.sha256)
    except NotFound:
        return (), "Le document n'est plus conservé."
    if len(content) > LARGEST_ENCLOSED:
        return (), f"Le document n'est pas joint : il pèse {len(content) // 1024**2} Mo."
    name = f"{dossier.reference} {review.item or 'document'}.{ending}"
    return (Enclosure(name, document.media_type, content),), "Le document est joint."
