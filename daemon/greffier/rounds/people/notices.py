"""Questions as one person of staff is shown them: with links sealed for them, and in a mail with the document."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from greffier.errors import GreffierError
from greffier.model.dossier import Dossier
from greffier.model.event import Way
from greffier.model.letter import Digest, Enclosure, Letter, LetterKind, ReviewNotice
from greffier.model.mail import DocumentType
from greffier.rounds.apply import queue
from greffier.rounds.office import Office
from greffier.rounds.people.copies import copy_for, shown
from greffier.staff.links import Desk
from greffier.store import dossiers, reviews
from greffier.store.keys import Purpose
from greffier.store.reviews import Pending

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


async def mail_questions(office: Office, now: datetime) -> bool:
    """Lay the mails about questions that do not wait for the digest; return whether there were any."""
    waiting = await asyncio.to_thread(untold, office)
    for pending, dossier in waiting:
        letters = [await letter_about(office, pending, dossier, person, now) for person in office.registry.staff]
        await asyncio.to_thread(lay, office, pending, letters, now)
    return bool(waiting)


def untold(office: Office) -> tuple[tuple[Pending, Dossier], ...]:
    """Return the questions to mail at once that were not mailed yet, each with its dossier."""
    at_once = office.rules.cadence.reviews_at_once if office.registry.staff else ()
    with office.database.reading() as session:
        fresh = [one for one in reviews.open_reviews(session) if one.told_at is None and one.review.kind in at_once]
        found = ((one, dossiers.load(session, one.operator or "")) for one in fresh)
        return tuple((one, dossier) for one, dossier in found if dossier)


def lay(office: Office, pending: Pending, letters: Iterable[Letter], now: datetime) -> None:
    """Lay the mails about one question in the outbox, and note that staff were told."""
    with office.database.transaction() as session:
        for letter in letters:
            queue(session, office, letter, pending.operator, now)
        reviews.told(session, [pending.id], now)


async def letter_about(office: Office, pending: Pending, dossier: Dossier, person: str, now: datetime) -> Letter:
    """Write the mail about one question to one person."""
    review = pending.review
    enclosures, words = await enclosed(office, review.paper, dossier, person, now) if review.paper else ((), "")
    links = desk_of(office, person, now).links(pending.id, review, dossier.name)
    notice = ReviewNotice(pending.id, dossier.name, dossier.reference, review, links, words)
    return Letter(f"review:{pending.id}:{person}", LetterKind.REVIEW, (person,), notice, enclosures=enclosures)


async def enclosed(
    office: Office, paper: str, dossier: Dossier, person: str, now: datetime
) -> tuple[tuple[Enclosure, ...], str]:
    """Return a copy of the document for this person, identity papers with a watermark; else why there is none."""
    try:
        found = await asyncio.to_thread(shown, office, paper)
        if found.media_type not in ENCLOSED and found.type is not DocumentType.IDENTITY:
            return (), "Le document n'est pas joint : seuls les PDF et les images le sont."
        copy = await copy_for(office, paper, by=person, way=Way.MAILED, now=now)
    except GreffierError as why:
        return (), f"Le document n'est pas joint : {why}."
    if len(copy.content) > LARGEST_ENCLOSED:
        return (), f"Le document n'est pas joint : il pèse {len(copy.content) // 1024**2} Mo."
    return (Enclosure(f"{dossier.reference}-{copy.name}", copy.media_type, copy.content),), "Le document est joint."
