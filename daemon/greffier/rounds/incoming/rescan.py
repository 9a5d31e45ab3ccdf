"""Look again into the documents that wait for the antivirus, and let them go on to where they were going."""

from dataclasses import replace
from datetime import datetime

import structlog

from greffier.dossier.calendar import local_day
from greffier.dossier.case import Case
from greffier.dossier.release import release
from greffier.errors import NotFound
from greffier.model.mail import Document, Reading
from greffier.rounds.apply import apply
from greffier.rounds.incoming.checked import checked
from greffier.rounds.incoming.examined import Look, clamd_of, looked_into, with_virus
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox, waiting
from greffier.store.database import Session
from greffier.store.numbers import open_numbers, seal_numbers
from greffier.store.waiting import Waiting

log = structlog.get_logger()


def waiting_documents(office: Office) -> tuple[Waiting, ...]:
    """Return what waits, the oldest first; raise Unreachable where the antivirus does not answer."""
    with office.database.reading() as session:
        documents = waiting.waiting(session)
    clamd = clamd_of(office.settings.antivirus)
    if documents and clamd:
        clamd.check()
    return documents


def look_again(office: Office, one: Waiting, now: datetime) -> bool:
    """Let the antivirus look into one document, and settle it where it did; return whether it did."""
    try:
        content = office.papers.read(one.sha256)
    except NotFound:
        look = Look.CLEAN  # erased meanwhile: there is nothing left to look into
    else:
        ((_, look),) = looked_into(clamd_of(office.settings.antivirus), ((one.sha256, content),))
    if look is Look.NOT_YET:
        return False
    with office.database.transaction() as session:
        if waiting.looked_into(session, one):
            let_go(session, office, one, look, now)
    if look is Look.DANGEROUS:
        office.papers.remove(one.sha256)
    log.info("document_looked_into", document=one.sha256[:12], clean=look is Look.CLEAN)
    return True


def let_go(session: Session, office: Office, one: Waiting, look: Look, now: datetime) -> None:
    """Decide about the document as about one that has just come, if its mail was taken into the dossier."""
    operator, stored = inbox.filed(session, one.message)
    reading = open_numbers(stored, office.keys)
    if look is Look.DANGEROUS:
        reading = with_virus(reading, one.sha256)
        inbox.amend(session, one.message, seal_numbers(reading, office.keys))
    dossier = dossiers.load(session, operator) if operator and one.belongs else None
    if dossier is None:
        return
    alone = replace(reading, documents=of_hash(reading, one.sha256))
    findings = checked(reading, dossier, office.rules.procedure, local_day(now, office.rules.cadence))
    proof = one.proof
    case = Case(dossier, alone, proof.verdict, one.message, office.rules, now, findings, proof.lacks)
    apply(session, office, dossier, release(case), f"scan:{one.message}:{one.sha256}", now)


def of_hash(reading: Reading, sha256: str) -> tuple[Document, ...]:
    """Return the document with this hash, once."""
    return tuple(document for document in reading.documents if document.sha256 == sha256)[:1]
