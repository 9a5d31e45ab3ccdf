"""Remind those who are silent: each dossier on its own, so that one trouble stops nobody else's reminder."""

from datetime import datetime

import structlog

from greffier.dossier.reminders import remind
from greffier.rounds.apply import apply
from greffier.rounds.office import Office
from greffier.store import dossiers, reviews

log = structlog.get_logger()


def remind_due(office: Office, now: datetime) -> int:
    """Queue every reminder that is due, and return how many dossiers moved."""
    with office.database.reading() as session:
        waiting = [dossier.id for dossier in dossiers.waiting(session)]
    return sum(remind_one(office, identity, now) for identity in waiting)


def remind_one(office: Office, identity: str, now: datetime) -> bool:
    """Queue the reminder of one dossier if it is due; its round and step make it unique."""
    with office.database.transaction() as session:
        dossier = dossiers.load(session, identity)
        owes_answer = reviews.waits_for_person(session, identity)
        decision = remind(dossier, office.rules, now, owes_answer=owes_answer) if dossier else None
        if dossier is None or decision is None:
            return False
        after = apply(session, office, dossier, decision, f"cadence:{dossier.round}:{now.isoformat()}", now)
    log.info("reminder_queued", dossier=identity, step=after.step, stage=after.stage)
    return True
