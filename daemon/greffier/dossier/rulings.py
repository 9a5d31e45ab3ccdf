"""What follows from a person's word: a review decided, an access entered, a note, the pen taken or given back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from greffier.dossier.answers import access_letters, changed_items, facts, letter, news_for
from greffier.dossier.checklist import missing_fields
from greffier.dossier.chronicle import ENVIRONMENTS
from greffier.dossier.decide import settle
from greffier.dossier.people import named
from greffier.dossier.stages import opening_review
from greffier.errors import NotAllowed
from greffier.model.decision import Decision
from greffier.model.dossier import AccountState, Dossier, Fault, ItemState, Stage
from greffier.model.event import (
    AccountMoved,
    AddressLearned,
    Asked,
    ClassGiven,
    ContactNamed,
    Event,
    ItemMoved,
    NoteTaken,
    ReviewDecided,
    StageMoved,
)
from greffier.model.letter import Choice, Letter, LetterKind, Review, ReviewKind
from greffier.model.mail import Environment
from greffier.model.rules import Rules

TECHNICAL_FILE = "technical_file"
SAID = {Choice.ACCEPT: "accepter", Choice.REJECT: "refuser : …", Choice.ANSWERED: "répondu", Choice.APART: "à part"}


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's answer to a review. A rejection needs words, or a fault: they go to the operator."""

    review_id: str
    review: Review
    choice: Choice
    by: str
    words: str = ""
    fault: Fault | None = None
    told_at: datetime | None = None
    """When the operator was last told where the dossier stands."""
    proof_class: str | None = None


FAULTS = {
    Fault.ILLEGIBLE: ("le document n'est pas lisible", "the document cannot be read"),
    Fault.OUTDATED: ("le document est trop ancien", "the document is too old"),
    Fault.INCOMPLETE: ("le document est incomplet", "the document is incomplete"),
    Fault.INCORRECT: ("ce n'est pas le document attendu", "this is not the document we asked for"),
}
"""What the operator reads, in French or English, where staff gave the fault and no words."""


def decide_review(dossier: Dossier, ruling: Ruling, rules: Rules, now: datetime) -> Decision:
    """Return what follows from the answer; raise NotAllowed where the answer does not fit the question."""
    check_choice(ruling)
    taken = ReviewDecided(ruling.review_id, ruling.choice, ruling.by, ruling.words)
    events: tuple[Event, ...] = (taken, *RULINGS[ruling.review.kind](dossier, ruling, rules))
    if ruling.review.kind is ReviewKind.QUESTION and dossier.asked_at:
        events += (Asked(now),)  # the operator was waiting for us: their silence counts from our answer
    return followed(dossier, events, rules, f"review:{ruling.review_id}", now, ruling.told_at)


def check_choice(ruling: Ruling) -> None:
    """Refuse an answer that does not fit."""
    if ruling.choice not in ruling.review.choices:
        offered = " ou ".join(f"« {SAID[choice]} »" for choice in ruling.review.choices)
        raise NotAllowed(f"à la question {ruling.review_id}, on répond par {offered}")
    goes_to_operator = ruling.review.kind in {ReviewKind.TERMS, ReviewKind.DOCUMENT, ReviewKind.CONTACT}
    if ruling.choice is Choice.REJECT and goes_to_operator and not (ruling.words or ruling.fault):
        raise NotAllowed("un refus se motive : « refuser : … », la phrase est reprise dans la lettre à l'opérateur")
    if ruling.proof_class and ruling.review.item != TECHNICAL_FILE:
        raise NotAllowed(f"la question {ruling.review_id} ne porte pas sur le dossier technique, qui seul a une classe")


def on_item(dossier: Dossier, ruling: Ruling, rules: Rules) -> tuple[Event, ...]:
    """Accept or reject what an item rests on."""
    name = ruling.review.item
    if name is None:
        return ()
    settled = dossier.item(name).settled
    if ruling.choice is Choice.REJECT:
        if settled:
            return ()
        fault = ruling.fault or Fault.INCORRECT
        words = ruling.words or FAULTS[fault][dossier.language == "en"]
        return (ItemMoved(name, ItemState.REJECTED, fault, words, evidence=f"décidé par {ruling.by}"),)
    version = f"CGU du {rules.procedure.terms_version} ; " if ruling.review.kind is ReviewKind.TERMS else ""
    evidence = f"{version}{ruling.review.evidence} ; décidé par {ruling.by}"
    judged = (ClassGiven(ruling.proof_class, ruling.by),) if ruling.proof_class else ()
    return (ItemMoved(name, ItemState.ACCEPTED, paper=ruling.review.paper, evidence=evidence), *judged)


def on_contact(dossier: Dossier, ruling: Ruling, rules: Rules) -> tuple[Event, ...]:
    """Record the proposed contact, or refuse it with a reason."""
    name, contact = ruling.review.item, ruling.review.proposal
    if name is None or contact is None or ruling.choice is Choice.REJECT:
        return on_item(dossier, ruling, rules)
    rule = rules.procedure.items[name]
    if missing_fields(contact, rule) and dossier.item(name).settled:
        return (ContactNamed(contact),)
    return named(name, rule, contact, dossier)


def on_sender(_: Dossier, ruling: Ruling, __: Rules) -> tuple[Event, ...]:
    """Let the sender into the dossier; their mail is then read again."""
    if ruling.choice is not Choice.ACCEPT or ruling.review.address is None:
        return ()
    return (AddressLearned(ruling.review.address),)


def on_opening(_: Dossier, ruling: Ruling, __: Rules) -> tuple[Event, ...]:
    """Go on to open access, or refuse the operator; a person then writes why."""
    if ruling.choice is Choice.REJECT:
        return (StageMoved(Stage.REFUSED, ruling.words),)
    return (
        StageMoved(Stage.OPENING, f"ouverture décidée par {ruling.by}"),
        *(AccountMoved(environment, AccountState.REQUESTED) for environment in Environment),
    )


def on_question(_: Dossier, __: Ruling, ___: Rules) -> tuple[Event, ...]:
    """Record only that a person has answered."""
    return ()


RULINGS: dict[ReviewKind, Callable[[Dossier, Ruling, Rules], tuple[Event, ...]]] = {
    ReviewKind.TERMS: on_item,
    ReviewKind.DOCUMENT: on_item,
    ReviewKind.CONTACT: on_contact,
    ReviewKind.SENDER: on_sender,
    ReviewKind.OPENING: on_opening,
    ReviewKind.QUESTION: on_question,
}


@dataclass(frozen=True, slots=True)
class Access:
    """What staff enter to open an environment. The link must not hold a secret that lasts."""

    environment: Environment
    login: str
    link: str
    by: str
    expires_on: date | None = None


def open_access(dossier: Dossier, access: Access, rules: Rules, cause: str, now: datetime) -> Decision:
    """Invite the operator; production waits until pre-production is confirmed."""
    if dossier.stage not in {Stage.OPENING, Stage.OPEN}:
        raise NotAllowed(
            f"le dossier de {dossier.name} est à l'étape « {dossier.stage} » : "
            "décidez d'abord la question d'ouverture (greffier review list)"
        )
    tested = dossier.account(Environment.PREPRODUCTION).state is AccountState.CONFIRMED
    at_once = access.environment is Environment.PREPRODUCTION or tested
    state = AccountState.INVITED if at_once else AccountState.REQUESTED
    move = AccountMoved(access.environment, state, access.login, access.link, access.expires_on)
    note = NoteTaken(access.by, f"accès en {ENVIRONMENTS[access.environment]} saisi")
    return followed(dossier, (move, note), rules, cause, now)


def followed(
    dossier: Dossier,
    events: tuple[Event, ...],
    rules: Rules,
    cause: str,
    now: datetime,
    told_at: datetime | None = None,
) -> Decision:
    """Let the dossier move on after a person's word, and write what the operator must know."""
    events, after = settle(dossier, events, rules, now)
    opening = opening_review(after, rules)
    letters = access_letters(after, events, rules, cause) or correction(after, events, rules, cause, told_at)
    outcome = f"{after.name} : {', '.join(sorted(changed_items(events))) or after.stage}"
    return Decision(outcome, events, letters, (opening,) if opening else ())


def correction(
    after: Dossier, events: tuple[Event, ...], rules: Rules, cause: str, told_at: datetime | None
) -> tuple[Letter, ...]:
    """Tell the operator what was rejected and why; what was accepted waits for the next letter."""
    rejected = any(isinstance(event, ItemMoved) and event.state is ItemState.REJECTED for event in events)
    if not rejected:
        return ()
    told = replace(facts(after, rules, new=news_for(after, events, told_at)), looked_at=True)
    return letter(LetterKind.RECEIPT, after, told, cause, answers=False)
