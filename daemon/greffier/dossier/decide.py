"""The decision about one mail: what it changes, what answers it, what staff are asked. Pure, and in one look."""

from dataclasses import replace
from datetime import datetime

from greffier.dossier.answers import (
    access_letters,
    changed_items,
    facts,
    kind_of_answer,
    letter,
    news_for,
    refused_files,
)
from greffier.dossier.calendar import local_day
from greffier.dossier.case import Case, Effects
from greffier.dossier.caution import cautions
from greffier.dossier.checklist import asked_items, awaited_items
from greffier.dossier.history import evolve
from greffier.dossier.papers import about_papers
from greffier.dossier.people import about_people
from greffier.dossier.reminders import count_from
from greffier.dossier.stages import advance, opening_review
from greffier.dossier.terms import about_terms
from greffier.model.decision import Decision
from greffier.model.dossier import AccountState, Conversation, Dossier, Item, Stage
from greffier.model.event import (
    AbsenceAnnounced,
    AccountMoved,
    AnswerPromised,
    Asked,
    DossierOpened,
    Event,
    OperatorDescribed,
    OperatorHeard,
    StageMoved,
)
from greffier.model.finding import Finding, Outcome
from greffier.model.letter import Letter, LetterKind, Review, ReviewKind
from greffier.model.mail import DocumentType, Reading, SenderKind
from greffier.model.rules import Rules

REFERENCES_KEPT = 20
"""Message-IDs of a conversation that we carry on: enough for any reader to thread, bounded in length."""


def blank_dossier(reading: Reading, identity: str, reference: str, rules: Rules, now: datetime) -> Dossier:
    """Return the empty dossier of an operator who has just written."""
    name = reading.organisation or name_from_sender(reading, rules) or reference
    language = "en" if reading.language == "en" else "fr"
    items = tuple(Item(item) for item in asked_items(rules.procedure, reading.person_type))
    return Dossier(identity, reference, name, now, language, reading.person_type, items=items)


def decide(case: Case, *, opens: bool = False) -> Decision:
    """Return what follows from an operator's mail."""
    if case.reading.sender_kind is not SenderKind.PERSON:
        return absence(case)
    if case.dossier.stage in {Stage.REFUSED, Stage.WITHDRAWN}:
        return closed(case)
    described = (*introduction(case, opens=opens), *heard(case), *promised(case), *confirmed(case))
    at_desk = replace(case, dossier=evolve(case.dossier, described, case.now))
    effects = about_terms(at_desk) + about_papers(at_desk) + about_people(at_desk)
    effects += Effects(reviews=question(at_desk, effects))
    return concluded(case, described + effects.events, effects.reviews, opens=opens)


def concluded(case: Case, events: tuple[Event, ...], reviews: tuple[Review, ...], *, opens: bool) -> Decision:
    """Let the dossier move on, then choose the letter."""
    events, after = settle(case.dossier, events, case.rules, case.now)
    opening = opening_review(after, case.rules)
    reviews += (opening,) if opening else ()
    asks_person = case.reading.needs_human or any(review.kind is ReviewKind.QUESTION for review in reviews)
    letters = answer(case, after, events, opens=opens, question=asks_person) + cautions(case)
    return Decision(outcome_of(after, events, letters, reviews), events, letters, reviews)


def settle(
    dossier: Dossier, events: tuple[Event, ...], rules: Rules, now: datetime
) -> tuple[tuple[Event, ...], Dossier]:
    """Return the events with the moves that follow from them, and the dossier after all of it."""
    after = evolve(dossier, events, now)
    while moves := advance(after, rules):
        events += moves
        after = evolve(after, moves, now)
    if after.stage is Stage.COLLECTING and awaited_items(after, rules) and after.asked_at is None:
        later = max(filter(None, (after.promised_until, after.suspended_until)), default=None)
        asked = Asked(count_from(later, rules.cadence, now))
        events += (asked,)
        after = evolve(after, (asked,), now)
    return events, after


def answer(case: Case, after: Dossier, events: tuple[Event, ...], *, opens: bool, question: bool) -> tuple[Letter, ...]:
    """Return the one letter that answers the mail, if it may be answered."""
    if not case.reading.may_answer:
        return ()
    access = access_letters(after, events, case.rules, case.cause)
    kind = kind_of_answer(case.dossier, after, events, opens=opens, question=question and not case.awaits_person)
    if access or kind is None:
        return tuple(replace(letter, answers=True) for letter in access)
    new = news_for(after, events, case.told_at)
    kind = LetterKind.RECEIPT if kind is LetterKind.HANDOVER and new else kind
    told = facts(after, case.rules, new=new, question=question or case.owes_answer)
    told = replace(told, refused=refused_files(events))
    return letter(kind, after, told, case.cause, answers=True)


def introduction(case: Case, *, opens: bool) -> tuple[Event, ...]:
    """Record what the mail says of the operator itself."""
    opening = (DossierOpened(case.dossier.name, case.dossier.language),) if opens else ()
    kind = case.reading.person_type if case.dossier.person_type is None or opens else None
    name = case.reading.organisation if case.dossier.name == name_from_sender(case.reading, case.rules) else None
    siren = registered_number(case) if case.dossier.siren is None else None
    return (*opening, OperatorDescribed(name, kind, siren)) if name or kind or siren else opening


def registered_number(case: Case) -> str | None:
    """Return the SIREN of a proof of registration in this mail, once its keys are checked."""
    for document in case.reading.documents:
        closes = Finding("siren_luhn_invalid", Outcome.PASSED) in case.findings.get(document.sha256, ())
        if document.type is DocumentType.REGISTRATION and closes:
            return str(document.facts["siren"])
    return None


def name_from_sender(reading: Reading, rules: Rules) -> str:
    """Name an operator by the domain it writes from, until a paper or a signature says better."""
    domain = (reading.sender or "").rpartition("@")[2]
    return reading.sender_name or domain if domain in rules.wordings.freemail else domain


def heard(case: Case) -> tuple[Event, ...]:
    """Record that the operator wrote, and where our answer joins (RFC 5322, 3.6.4)."""
    reading = case.reading
    references = tuple(reversed(reading.thread))[-REFERENCES_KEPT:]
    conversation = Conversation(reading.message_id, references, reading.subject)
    woken = (StageMoved(Stage.COLLECTING, "l'opérateur a répondu"),) if case.dossier.stage is Stage.DORMANT else ()
    return (OperatorHeard(reading.sender or "", reading.sender_name, conversation, case.proven), *woken)


def promised(case: Case) -> tuple[Event, ...]:
    """Record by when the operator says to send the rest."""
    return (AnswerPromised(case.reading.postponed_until),) if case.reading.postponed_until else ()


def confirmed(case: Case) -> tuple[Event, ...]:
    """Record the accesses that the operator says to work, among those that were opened."""
    opened = (case.dossier.account(environment) for environment in case.reading.confirmed)
    return tuple(
        AccountMoved(account.environment, AccountState.CONFIRMED)
        for account in opened
        if account.state in {AccountState.INVITED, AccountState.EXPIRED}
    )


def question(case: Case, effects: Effects) -> tuple[Review, ...]:
    """Ask a person to answer, unless another question already shows them this mail for the same reason."""
    if not case.reading.needs_human or any(review.kind is ReviewKind.TERMS for review in effects.reviews):
        return ()
    why = case.reading.attention or "question"
    words = next((item.words for item in case.reading.evidence if item.about == "needs_human"), case.reading.reply_text)
    return (
        Review(
            cause=f"question:{case.message}",
            kind=ReviewKind.QUESTION,
            question=f"{case.dossier.name} attend la réponse d'une personne ({why}).",
            evidence=f"« {words[:500]} »",
            message=case.message,
        ),
    )


def absence(case: Case) -> Decision:
    """File an automatic answer: it moves the next reminder to the day after the return, and is never answered."""
    returns_on = case.reading.returns_on
    events: tuple[Event, ...] = (AbsenceAnnounced(returns_on),) if returns_on else ()
    if returns_on and case.dossier.asked_at and returns_on >= local_day(case.now, case.rules.cadence):
        events += (Asked(count_from(returns_on, case.rules.cadence, case.now)),)
    until = f", retour le {returns_on:%d/%m/%Y}" if returns_on else ""
    return Decision(f"{case.dossier.name} : réponse automatique d'absence{until}", events)


def closed(case: Case) -> Decision:
    """Hand a mail about a closed dossier to people."""
    review = Review(
        cause=f"question:{case.message}",
        kind=ReviewKind.QUESTION,
        question=f"{case.dossier.name} écrit alors que son dossier est clos ({case.dossier.stage}).",
        evidence=f"« {case.reading.reply_text[:500]} »",
        message=case.message,
    )
    return Decision(f"{case.dossier.name} écrit dans un dossier clos", heard(case), reviews=(review,))


def doubtful_sender(dossier: Dossier, reading: Reading, message: str, why: str) -> Decision:
    """Ask staff whether this sender belongs to the dossier; nothing else happens meanwhile."""
    review = Review(
        cause=f"sender:{message}",
        kind=ReviewKind.SENDER,
        question=f"Un message se rapporte au dossier de {dossier.name}, mais {why}. L'admettre dans ce dossier ?",
        evidence=f"{reading.sender} : « {reading.reply_text[:300]} »",
        message=message,
        address=reading.sender,
    )
    return Decision(f"message mis en attente : {why}", reviews=(review,))


def outcome_of(
    after: Dossier, events: tuple[Event, ...], letters: tuple[Letter, ...], reviews: tuple[Review, ...]
) -> str:
    """Say in a French sentence what the mail brought."""
    items = ", ".join(sorted(changed_items(events))) or "rien de nouveau"
    letter_words = f" ; lettre : {letters[0].kind}" if letters else " ; sans réponse"
    review_words = f" ; {len(reviews)} question(s) à l'équipe" if reviews else ""
    return f"{after.name} : {items}{letter_words}{review_words}"
