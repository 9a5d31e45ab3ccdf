"""The staff's desk: orders carried out through the same gather, decide, apply as a mail, whether typed or written.

An order that cannot be carried out raises with a French sentence that says why; nothing has happened then.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog

from greffier.dossier import measures
from greffier.dossier.chronicle import CHOICES
from greffier.dossier.recognise import APART
from greffier.dossier.reminders import remind_now
from greffier.dossier.rulings import TECHNICAL_FILE, Access, Ruling, decide_review, open_access
from greffier.errors import NotAllowed, NotFound
from greffier.letters.summary import summary
from greffier.model.decision import Decision
from greffier.model.dossier import Dossier
from greffier.model.letter import STAFF_KINDS, Choice, Enclosure, LetterKind, ReviewKind
from greffier.rounds.apply import apply
from greffier.rounds.gathering import last_told
from greffier.rounds.office import Office
from greffier.rounds.people.finding import find_dossier, find_item, find_review
from greffier.rounds.people.sights import dossier_told, overview_told
from greffier.staff.orders import (
    Ask,
    Classify,
    Close,
    Decide,
    Export,
    GivePen,
    Grant,
    Help,
    Order,
    Overview,
    Remind,
    Reopen,
    Resend,
    Show,
    Suspend,
    TakeNote,
    TakePen,
    Waive,
)
from greffier.store import dossiers, inbox, journal, outbox, reviews
from greffier.store.database import Session
from greffier.store.identity import new_id
from greffier.store.reviews import Pending

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a French sentence; or, in `details`, what was asked to be seen."""

    words: str
    details: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """Who orders, and the cause that the history keeps; `now` is aware."""

    by: str
    cause: str
    now: datetime


def act(office: Office, order: Order, by: str, now: datetime) -> Done:
    """Carry out one order in a transaction of its own, for the command line."""
    with office.database.transaction() as session:
        return carry_out(session, office, order, Hand(by, f"staff:{new_id()}", now))


def carry_out(session: Session, office: Office, order: Order, hand: Hand) -> Done:
    """Carry out one order in the caller's transaction."""
    match order:
        case Help() | Overview() | Show():
            return show(session, office, order, hand.now)
        case Export(target):
            return summarise(session, office, find_dossier(session, target), hand)
        case Decide():
            return decide(session, office, find_review(session, order.target), order, hand)
        case Classify():
            return classify(session, office, order, hand)
        case _:
            dossier = find_dossier(session, order.target)
            decision = measure(session, office, dossier, order, hand)
            apply(session, office, dossier, decision, hand.cause, hand.now)
            log.info("order_carried_out", order=type(order).__name__, dossier=dossier.id)
            return Done(decision.outcome)


def show(session: Session, office: Office, order: Help | Overview | Show, now: datetime) -> Done:
    """Return what is asked to be seen; nothing changes."""
    match order:
        case Help():
            return Done("voici ce que vous pouvez écrire")
        case Overview():
            return Done("voici où tout en est", overview_told(session, office, now))
        case Show(target):
            dossier = find_dossier(session, target)
            return Done(f"{dossier.name} ({dossier.reference})", dossier_told(session, office, dossier, now))


def summarise(session: Session, office: Office, dossier: Dossier, hand: Hand) -> Done:
    """Return the summary of a dossier as a file. Its papers do not travel by mail: `greffier export` has them all."""
    content = summary(dossier, journal.history(session, dossier.id), office.rules, hand.now)
    apply(session, office, dossier, measures.take_note(dossier, hand.by, "résumé envoyé"), hand.cause, hand.now)
    pdf = Enclosure(f"{dossier.reference}.pdf", "application/pdf", content)
    whole = f"l'archive entière, pièces comprises : greffier export {dossier.reference}"
    return Done(f"le résumé de {dossier.name} est joint ; {whole}", enclosures=(pdf,))


def decide(session: Session, office: Office, pending: Pending, order: Decide, hand: Hand) -> Done:
    """Answer a question. A sender let in has their mail read again."""
    dossier = dossiers.load(session, pending.operator or "")
    if dossier is None:
        raise NotFound(f"la question {pending.id} ne se rapporte à aucun dossier")
    ruling = Ruling(
        pending.id,
        pending.review,
        order.choice,
        hand.by,
        order.words,
        order.fault,
        last_told(session, dossier.id),
        order.proof_class,
    )
    decision = decide_review(dossier, ruling, office.rules, hand.now)
    reviews.close(session, pending.id, choice=order.choice, by=hand.by, words=order.words, now=hand.now)
    apply(session, office, dossier, decision, f"review:{pending.id}", hand.now)
    if pending.review.kind is ReviewKind.SENDER and pending.review.message and order.choice is not Choice.REJECT:
        place = dossier.id if order.choice is Choice.ACCEPT else APART
        inbox.redo(session, pending.review.message, vouched=place)
    log.info("review_decided", review=pending.id, choice=order.choice, dossier=dossier.id)
    judged = f", classe {order.proof_class}" if order.proof_class else ""
    told = " ; l'opérateur en reçoit la raison" if order.choice is Choice.REJECT and decision.letters else ""
    return Done(f"{pending.review.question} → {CHOICES[order.choice]}{judged}{told}")


def classify(session: Session, office: Office, order: Classify, hand: Hand) -> Done:
    """Set a class of proof; where the technical file waits for a word, the class accepts it."""
    dossier = find_dossier(session, order.target)
    named = reviews.known(session, order.target)
    asked = (reviews.get(session, named.id),) if named else reviews.of_operator(session, dossier.id)
    waiting = [one for one in asked if named or one.review.item == TECHNICAL_FILE]
    if len(waiting) == 1:
        accepted = Decide(waiting[0].id, Choice.ACCEPT, proof_class=order.proof_class)
        return decide(session, office, waiting[0], accepted, hand)
    decision = measures.classify(dossier, hand.by, order.proof_class)
    apply(session, office, dossier, decision, hand.cause, hand.now)
    return Done(decision.outcome)


def measure(  # noqa: C901, PLR0911 - one case an order
    session: Session, office: Office, dossier: Dossier, order: Order, hand: Hand
) -> Decision:
    """Decide what an order does to a dossier."""
    rules, by, cause, now = office.rules, hand.by, hand.cause, hand.now
    match order:
        case TakeNote(_, words):
            return measures.take_note(dossier, by, words)
        case Ask(_, words):
            return measures.ask_operator(dossier, by, words, rules, cause)
        case Suspend(_, until):
            return measures.suspend(dossier, by, until, rules, now)
        case TakePen() | GivePen():
            return measures.hand_over(dossier, by if isinstance(order, TakePen) else None)
        case Remind():
            return reminder(dossier, office, hand)
        case Resend():
            return measures.resend(dossier, by, last_letter(session, dossier), rules, cause)
        case Waive(_, item):
            return measures.waive(dossier, by, find_item(dossier, item, rules), rules, cause, now)
        case Close(_, words):
            return measures.close(dossier, by, words)
        case Reopen():
            return measures.reopen(dossier, by, rules, cause, now)
        case Grant(_, environment, login, link, expires_on):
            access = Access(environment, login, link, by, expires_on)
            return open_access(dossier, access, rules, cause, now)
        case _:
            raise NotAllowed("cet ordre ne porte pas sur un dossier")


def reminder(dossier: Dossier, office: Office, hand: Hand) -> Decision:
    """Write a reminder now, if it can reach somebody."""
    decision = remind_now(dossier, office.rules, hand.cause, hand.now)
    if not decision.letters:
        raise NotAllowed(measures.SILENT)
    return decision


def last_letter(session: Session, dossier: Dossier) -> LetterKind | None:
    """Return the kind of the last letter to the operator; None where there is none."""
    kinds = (LetterKind(letter.kind) for letter in reversed(outbox.of_operator(session, dossier.id)))
    return next((kind for kind in kinds if kind not in STAFF_KINDS), None)
