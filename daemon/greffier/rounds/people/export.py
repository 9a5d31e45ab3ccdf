"""Everything about one operator in one archive, for staff: a PDF to read, JSON for programs, mails, letters, papers.

Papers leave as they do for `greffier paper`: identity papers marked with who took them, each noted in the dossier.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import structlog

from greffier.dossier.calendar import local_day
from greffier.errors import GreffierError
from greffier.letters.summary import summary
from greffier.model.dossier import Dossier
from greffier.model.event import Recorded, Way
from greffier.rounds.office import Office
from greffier.rounds.people.copies import copy_for
from greffier.rounds.people.desk import act
from greffier.rounds.people.finding import find_dossier
from greffier.staff.orders import TakeNote
from greffier.store import documents, inbox, journal, outbox
from greffier.store.disk import private

log = structlog.get_logger()

Entry = tuple[str, bytes]
"""A name in the archive, made by us, and the bytes."""


async def export(office: Office, fragment: str, folder: Path, *, by: str, now: datetime) -> Path:
    """Write the archive of one dossier into `folder`, mode 0600, and return its path; raise NotFound in doubt."""
    with office.database.reading() as session:
        dossier = find_dossier(session, fragment)
        history = journal.history(session, dossier.id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / f"{dossier.reference}-{local_day(now, office.rules.cadence).isoformat()}.zip"
    half = place.with_suffix(".part")
    half.unlink(missing_ok=True)
    with private(half) as file, ZipFile(file, "w", ZIP_DEFLATED) as into:
        for name, content in (*told(office, dossier, history, now), *mails(office, dossier), *letters(office, dossier)):
            into.writestr(name, content)
        async for name, content in papers(office, dossier, by, now):
            into.writestr(name, content)
    half.replace(place)
    act(office, TakeNote(dossier.reference, "dossier exporté"), by, now)
    log.info("dossier_exported", dossier=dossier.id)
    return place


def told(office: Office, dossier: Dossier, history: tuple[Recorded, ...], now: datetime) -> tuple[Entry, ...]:
    """Return the dossier for people, and for programs."""
    whole = {**asdict(dossier), "history": [asdict(recorded) for recorded in history]}
    plain = json.dumps(whole, ensure_ascii=False, indent=2, default=str)
    return ("dossier.pdf", summary(dossier, history, office.rules, now)), ("dossier.json", plain.encode())


def mails(office: Office, dossier: Dossier) -> tuple[Entry, ...]:
    """Return the mails that came in the dossier and are still kept, in their order."""
    with office.database.reading() as session:
        hashes = inbox.of_operator(session, dossier.id)
    kept = (sha256 for sha256 in hashes if office.spool.path(sha256).exists())
    return tuple(
        (f"messages/{number:03}-{sha256[:8]}.eml", office.spool.read(sha256)) for number, sha256 in enumerate(kept, 1)
    )


def letters(office: Office, dossier: Dossier) -> tuple[Entry, ...]:
    """Return the letters of the dossier, in their order."""
    with office.database.reading() as session:
        posted = outbox.of_operator(session, dossier.id)
        return tuple(
            (f"letters/{number:03}-{one.kind}-{one.state}.eml", outbox.raw(session, one.id))
            for number, one in enumerate(posted, 1)
        )


async def papers(office: Office, dossier: Dossier, by: str, now: datetime) -> AsyncIterator[Entry]:
    """Yield each paper that people may see; of another, the reason why not."""
    with office.database.reading() as session:
        filed = {one.sha256: one for one in documents.of_operator(session, dossier.id)}
    for sha256 in filed:
        try:
            copy = await copy_for(office, sha256, by=by, way=Way.SAVED, now=now)
        except GreffierError as why:
            yield f"papers/{sha256[:8]}-absent.txt", f"{why}\n".encode()
        else:
            yield f"papers/{copy.name}", copy.content
