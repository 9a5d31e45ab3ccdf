"""Keep the house: what served its purpose is erased, and what lies on disk and belongs to nothing goes away."""

from datetime import datetime

import structlog

from greffier.rounds.keeping.purge import purge_due
from greffier.rounds.office import Office
from greffier.store import documents, inbox

log = structlog.get_logger()


def keep_house(office: Office, now: datetime) -> None:
    """Erase the papers whose term is over, then the files that no row names: a process died between the two."""
    purge_due(office, now)
    with office.database.reading() as session:
        mails, papers = inbox.spooled(session), documents.hashes(session)
    if removed := office.spool.sweep(mails) + office.papers.sweep(papers):
        log.info("orphans_swept", files=removed)
