"""Carry out a decision: events, dossier, questions and letters, in the caller's one transaction.

Every effect is unique by its cause; a decision applied twice fails as a whole and leaves nothing behind.
"""

from collections.abc import Iterable
from datetime import date, datetime

from greffier.dossier.discretion import forgetting_links, without_link
from greffier.dossier.history import evolve
from greffier.model.decision import Decision
from greffier.model.dossier import Dossier, Stage
from greffier.model.event import (
    Event,
    ItemMoved,
    OperatorHeard,
    PersonWrote,
    Recorded,
    StageMoved,
    Suspended,
    TakenOver,
)
from greffier.model.letter import STAFF_KINDS, Letter, LetterKind
from greffier.rounds.gathering import PATIENT, TELLING, leaves_at
from greffier.rounds.office import Office
from greffier.rounds.passage import passage
from greffier.sending.gate import Candidate, Hold
from greffier.sending.message_id import new_message_id
from greffier.store import dossiers, journal, outbox, reviews
from greffier.store.database import Session

REMINDERS = (LetterKind.REMINDER, LetterKind.LAST_CALL)
SAID_BY_A_PERSON = (*REMINDERS, LetterKind.RECEIPT, LetterKind.HANDOVER)
"""Letters that say nothing more once a person has written. Welcome and access say what nobody writes by hand."""
TO_OPERATORS = frozenset(LetterKind) - STAFF_KINDS


def apply(session: Session, office: Office, dossier: Dossier, decision: Decision, cause: str, now: datetime) -> Dossier:
    """Write all that follows from a decision, and return the dossier after it."""
    after = evolve(dossier, decision.events, now)
    dossiers.save(session, forgetting_links(after))
    journal.record(session, after.id, [Recorded(now, without_link(event), cause) for event in decision.events])
    withdraw(session, after.id, decision.events, now)
    for review in decision.reviews:
        reviews.put(session, review, after.id, now)
    for letter in decision.letters:
        queue(session, office, letter, after.id, now)
    return after


def withdraw(session: Session, operator: str, events: Iterable[Event], now: datetime) -> None:
    """Take back what these events made pointless: reminders once somebody wrote, questions about a moved item."""
    for event in events:
        match event:
            case OperatorHeard():
                outbox.cancel_queued(session, operator, REMINDERS)
            case PersonWrote():
                outbox.cancel_queued(session, operator, SAID_BY_A_PERSON)
            case ItemMoved(item):
                reviews.close_for_item(session, operator, item, now)
            case StageMoved(Stage.WITHDRAWN | Stage.REFUSED):
                outbox.cancel_queued(session, operator, TO_OPERATORS)
                reviews.close_for_operator(session, operator, now)
            case TakenOver(str()):
                outbox.cancel_queued(session, operator, TO_OPERATORS)
            case Suspended(_, date()):
                outbox.cancel_queued(session, operator, REMINDERS)
            case _:
                pass


def queue(session: Session, office: Office, letter: Letter, operator: str | None, now: datetime) -> None:
    """Render a letter and lay it in the outbox, or hold it there; one cause has one letter."""
    thread = next(iter(letter.conversation.references), letter.conversation.message_id)
    candidate = Candidate(letter.to, operator, letter.kind, letter.answers, thread=thread)
    judged = passage(session, office, candidate, now)
    message_id = new_message_id(office.registry.id_domain)
    laid = outbox.queue(
        session,
        cause=letter.cause,
        kind=letter.kind,
        operator=operator,
        recipients=letter.to,
        answers=letter.answers,
        message_id=message_id,
        raw=office.letters.render(letter, message_id=message_id, now=now),
        now=now,
        not_before=leaves_at(session, letter, operator, office.rules.cadence, now),
        thread=thread,
        held=judged.why if isinstance(judged, Hold) else "",
    )
    if laid and operator and letter.kind in TELLING:
        outbox.cancel_queued(session, operator, PATIENT, but=letter.cause)
