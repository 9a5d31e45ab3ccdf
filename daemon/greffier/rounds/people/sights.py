"""What staff are shown in answer to `dossier` and `état`: lines of plain French, without a bank number or a paper."""

from collections import Counter
from datetime import datetime

from greffier.dossier.calendar import answer_by, is_suspended, local_day
from greffier.dossier.checklist import lines
from greffier.dossier.chronicle import ITEMS, STAGES, told
from greffier.dossier.digest import LATE_FROM_DAYS, days_left
from greffier.model.dossier import Dossier
from greffier.rounds.office import Office
from greffier.store import dossiers, journal, reviews
from greffier.store.database import Session

LAST_EVENTS = 8
"""Of a history; the command line tells all of it."""
MOST_LISTED = 30
"""Questions or dossiers in one answer: a mail is read in a minute."""


def dossier_told(session: Session, office: Office, dossier: Dossier, now: datetime) -> tuple[str, ...]:
    """Tell a dossier: where it stands, each item, what waits for staff, what happened last."""
    rules, zone = office.rules, office.rules.cadence.clock
    items = (
        f"{line.title} : {ITEMS[line.state]}{f' ({line.words})' if line.words else ''}"
        for line in lines(dossier, rules, "fr")
    )
    questions = (f"question {one.id} : {one.review.question}" for one in reviews.of_operator(session, dossier.id))
    recent = journal.history(session, dossier.id)[-LAST_EVENTS:]
    history = (f"{one.at.astimezone(zone):%d/%m/%Y} : {told(one.event, rules)}" for one in recent)
    return (*standing(dossier, office, now), *items, *questions, *history)


def standing(dossier: Dossier, office: Office, now: datetime) -> tuple[str, ...]:
    """Tell where a dossier stands as a whole."""
    cadence = office.rules.cadence
    limit = answer_by(dossier, cadence)
    said = (
        STAGES[dossier.stage],
        f"réponse due le {limit:%d/%m/%Y}" if limit and days_left(dossier, office.rules, now) is not None else "",
        f"suspendu jusqu'au {dossier.suspended_until:%d/%m/%Y}" if is_suspended(dossier, now, cadence) else "",
        f"{dossier.taken_over_by} répond" if dossier.taken_over_by else "",
        f"classe de preuve {dossier.proof_class}" if dossier.proof_class else "",
        f"nouvelles du {local_day(dossier.heard_at, cadence):%d/%m/%Y}" if dossier.heard_at else "",
    )
    return tuple(words for words in said if words)


def overview_told(session: Session, office: Office, now: datetime) -> tuple[str, ...]:
    """Tell where everything stands: how many dossiers at each stage, what is late, what waits for staff."""
    every = dossiers.all_dossiers(session)
    counted = Counter(dossier.stage for dossier in every)
    left = ((dossier, days_left(dossier, office.rules, now)) for dossier in every)
    late = [f"{dossier.name} : {days} j" for dossier, days in left if days is not None and days <= LATE_FROM_DAYS]
    waiting = [f"question {one.id} : {one.review.question}" for one in reviews.open_reviews(session)]
    stages = tuple(f"{STAGES[stage]} : {number}" for stage, number in counted.items())
    return (*(stages or ("aucun dossier",)), *late[:MOST_LISTED], *waiting[:MOST_LISTED])
