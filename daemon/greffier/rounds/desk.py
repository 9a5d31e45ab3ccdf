"""The staff's desk: what people decide, carried out through the same gather, decide, apply as a mail."""

from collections.abc import Callable
from datetime import datetime

import structlog

from greffier.dossier.recognise import APART
from greffier.dossier.reminders import remind_now
from greffier.dossier.rulings import Access, Ruling, decide_review, hand_over, open_access, take_note
from greffier.errors import NotAllowed, NotFound
from greffier.model.decision import Decision
from greffier.model.dossier import Dossier, Fault
from greffier.model.letter import Choice, ReviewKind
from greffier.rounds.apply import apply
from greffier.rounds.gathering import last_told
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox, reviews
from greffier.store.database import Session
from greffier.store.identity import new_id

log = structlog.get_logger()


def find_dossier(session: Session, fragment: str) -> Dossier:
    """Return the one dossier that goes by this name, part of a name or reference; raise NotFound in doubt."""
    found = dossiers.find(session, fragment)
    match found:
        case (dossier,):
            return dossier
        case ():
            raise NotFound(f"aucun dossier ne répond au nom « {fragment} » ; greffier dossiers les liste")
        case several:
            names = ", ".join(f"{dossier.name} ({dossier.reference})" for dossier in several[:8])
            raise NotFound(f"plusieurs dossiers répondent à « {fragment} » : {names} ; précisez")


def decide(  # noqa: PLR0913 - an answer is made of these
    office: Office, review_id: str, choice: Choice, *, by: str, words: str, fault: Fault, now: datetime
) -> Decision:
    """Answer a review. A sender let in has their mail read again."""
    with office.database.transaction() as session:
        pending = reviews.get(session, review_id)
        dossier = dossiers.load(session, pending.operator or "")
        if dossier is None:
            raise NotFound(f"la question {review_id} ne se rapporte à aucun dossier")
        told_at = last_told(session, dossier.id)
        ruling = Ruling(pending.id, pending.review, choice, by, words, fault, told_at)
        decision = decide_review(dossier, ruling, office.rules, now)
        reviews.close(session, pending.id, choice=choice, by=by, words=words, now=now)
        apply(session, office, dossier, decision, f"review:{pending.id}", now)
        if pending.review.kind is ReviewKind.SENDER and pending.review.message and choice is not Choice.REJECT:
            place = dossier.id if choice is Choice.ACCEPT else APART
            inbox.redo(session, pending.review.message, vouched=place)
    log.info("review_decided", review=review_id, choice=choice, dossier=dossier.id)
    return decision


def grant(office: Office, fragment: str, access: Access, now: datetime) -> Decision:
    """Enter an access; its letter leaves at once, or once pre-production is confirmed."""
    return ruled(office, fragment, lambda dossier, cause: open_access(dossier, access, office.rules, cause, now), now)


def note(office: Office, fragment: str, by: str, words: str, now: datetime) -> Decision:
    """Write a note into a dossier."""
    return ruled(office, fragment, lambda dossier, _: take_note(dossier, by, words), now)


def hold(office: Office, fragment: str, by: str | None, now: datetime) -> Decision:
    """Take the pen of a dossier (`by`), or give it back (None)."""
    return ruled(office, fragment, lambda dossier, _: hand_over(dossier, by), now)


def remind(office: Office, fragment: str, now: datetime) -> Decision:
    """Send a reminder because a person asks for it."""
    decision = ruled(office, fragment, lambda dossier, cause: remind_now(dossier, office.rules, cause, now), now)
    if not decision.letters:
        raise NotAllowed("aucune lettre n'est partie : plus d'adresse joignable, ou une personne a repris la main")
    return decision


def ruled(office: Office, fragment: str, decide_on: Callable[[Dossier, str], Decision], now: datetime) -> Decision:
    """Find the dossier, let the decision be taken on it, and apply it."""
    cause = f"staff:{new_id()}"
    with office.database.transaction() as session:
        dossier = find_dossier(session, fragment)
        decision = decide_on(dossier, cause)
        apply(session, office, dossier, decision, cause, now)
    return decision
