"""Ask the one gate about a letter, with all that is known today: when it is laid in the outbox, and when it leaves."""

from dataclasses import replace
from datetime import datetime

from greffier.rounds.office import Office
from greffier.sending.gate import Candidate, Hold, Leave, PutOff, may_leave
from greffier.store import dossiers, outbox
from greffier.store.database import Session


def passage(session: Session, office: Office, letter: Candidate, now: datetime) -> Leave | PutOff | Hold:
    """Judge a letter by the day's budgets, the hour, and how its dossier stands at this very moment."""
    dossier = dossiers.load(session, letter.operator) if letter.operator else None
    if dossier:
        failed = {address.email for address in dossier.addresses if address.failed}
        known = bool(failed.intersection(letter.recipients))
        letter = replace(letter, address_failed=known, taken_over=bool(dossier.taken_over_by))
    spent = outbox.counts_today(session, now, office.rules.cadence.clock)
    return may_leave(letter, spent, office.rules.budgets, office.rules.cadence, office.registry, now)
