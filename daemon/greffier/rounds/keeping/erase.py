"""Erase a dossier as the law asks: its rows in one transaction, then its mails and papers on disk."""

from datetime import datetime

import structlog

from greffier.model.dossier import Dossier
from greffier.model.event import DossierErased, Recorded
from greffier.rounds.office import Office
from greffier.store import erasing, journal
from greffier.store.identity import new_id

log = structlog.get_logger()


def erase(office: Office, dossier: Dossier, by: str, reason: str, now: datetime) -> erasing.Leftovers:
    """Erase all that is known of an operator, and return what went; mailbox and backups are people's to clean."""
    event = DossierErased(dossier.reference, by, reason)
    with office.database.transaction() as session:
        journal.record(session, dossier.id, [Recorded(now, event, f"erasure:{new_id()}")])
        gone = erasing.erase(session, dossier.id, now)
    for mail in gone.mails:
        office.spool.remove(mail)
    for paper in gone.papers:
        office.papers.remove(paper)
    office.database.forget()
    log.info("dossier_erased", dossier=dossier.id, mails=len(gone.mails), papers=len(gone.papers))
    return gone
