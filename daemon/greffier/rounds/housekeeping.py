"""Keep the house: what lies on disk and belongs to nothing goes away."""

from datetime import datetime

import structlog

from greffier.rounds.office import Office
from greffier.store import inbox

log = structlog.get_logger()


def sweep(office: Office, now: datetime) -> None:  # noqa: ARG001 - all that we do by ourselves is called alike
    """Remove the spooled files that no row names: a process died between the two."""
    with office.database.reading() as session:
        keep = inbox.spooled(session)
    if removed := office.spool.sweep(keep):
        log.info("spool_swept", files=removed)
