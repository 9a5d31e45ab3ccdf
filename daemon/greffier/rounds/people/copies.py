"""Give a paper to a person: on the screen, in a file or in a mail. Each time is an event in the dossier's history.

Identity papers carry the name of whoever took them and the day, unless the original is asked for, which the event says.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog

from greffier.dossier.calendar import local_day
from greffier.errors import NotAllowed, NotFound
from greffier.model.decision import Decision
from greffier.model.event import PaperShown, Way
from greffier.model.mail import DocumentType
from greffier.reading.pool import logo_copy, marked_copy
from greffier.rounds.apply import apply
from greffier.rounds.office import Office
from greffier.store import documents, dossiers, waiting
from greffier.store.documents import Filed
from greffier.store.identity import new_id

log = structlog.get_logger()

ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/heic": ".heic",
    "image/svg+xml": ".svg",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/zip": ".zip",
    "text/plain": ".txt",
}


@dataclass(frozen=True, slots=True)
class Copy:
    """What a person gets. The name is ours: what the sender called the file never becomes a path."""

    name: str
    media_type: str
    content: bytes


async def copy_for(office: Office, fragment: str, *, by: str, way: Way, original: bool = False, now: datetime) -> Copy:
    """Return a paper for a person, and note in the dossier who got which and how.

    `fragment` is how its hash begins. Raise NotFound, NotAllowed, or Unreadable where no watermark can be drawn.
    """
    found = shown(office, fragment)
    content = office.papers.read(found.sha256)
    copy = Copy(named(found, ENDINGS.get(found.media_type, ".bin")), found.media_type, content)
    marked = found.type is DocumentType.IDENTITY and not original
    if marked:
        day = f"{local_day(now, office.rules.cadence):%d/%m/%Y}"
        drawn = await marked_copy(content, found.media_type, f"Copie pour {by}, {day}, {office.registry.name}")
        copy = Copy(named(found, ".pdf"), "application/pdf", drawn)
    note(office, found, PaperShown(found.sha256, by, way, original=original), now)
    return copy


async def logo_for(office: Office, fragment: str, *, by: str, way: Way, now: datetime) -> Copy:
    """Return a logo as the registry wants it, and note who got it."""
    found = shown(office, fragment)
    if found.type is not DocumentType.LOGO:
        raise NotAllowed(f"la pièce {found.sha256[:12]} n'est pas un logo")
    drawn = await logo_copy(office.papers.read(found.sha256), found.media_type)
    note(office, found, PaperShown(found.sha256, by, way), now)
    return Copy(named(found, "-255.png"), "image/png", drawn)


def shown(office: Office, fragment: str) -> Filed:
    """Find a paper that people may see: one that is dangerous, or was not looked into, is shown to nobody."""
    with office.database.reading() as session:
        found = documents.find(session, fragment)
        waits = waiting.waits(session, found.sha256)
    if found.harmful:
        raise NotAllowed(f"la pièce {found.sha256[:12]} est dangereuse : elle n'a pas été gardée")
    if waits:
        raise NotAllowed(f"la pièce {found.sha256[:12]} est en attente d'analyse antivirus")
    if not office.papers.path(found.sha256).exists():
        raise NotFound(f"la pièce {found.sha256[:12]} n'est plus gardée : elle a été effacée, son but étant atteint")
    return found


def named(found: Filed, ending: str) -> str:
    """Return a name for a copy: what it is, and which."""
    return f"{found.type.value}-{found.sha256[:8]}{ending}"


def note(office: Office, found: Filed, event: PaperShown, now: datetime) -> None:
    """Write into the dossier who got the paper, before it is given."""
    log.info("paper_shown", document=found.sha256[:12], dossier=found.operator, way=event.way, original=event.original)
    if found.operator is None:
        return
    with office.database.transaction() as session:
        dossier = dossiers.load(session, found.operator)
        if dossier:
            said = f"pièce {found.sha256[:12]} montrée"
            apply(session, office, dossier, Decision(said, (event,)), f"staff:{new_id()}", now)
