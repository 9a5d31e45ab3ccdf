"""What follows from a person's word, up to the opening of both accesses."""

import pytest

from cases import MONDAY, after, everything, reading, rules, told
from greffier.dossier.rulings import Access, Ruling, decide_review, open_access
from greffier.errors import NotAllowed
from greffier.model.decision import Decision
from greffier.model.dossier import AccountState, Dossier, ItemState, Stage
from greffier.model.letter import Choice, LetterKind, Review, ReviewKind
from greffier.model.mail import Environment

PREPRODUCTION = Access(Environment.PREPRODUCTION, "zoe@trajeo.example", "https://app-staging.example", "Claire")
PRODUCTION = Access(Environment.PRODUCTION, "zoe@trajeo.example", "https://app.example", "Claire")


def ruled(dossier: Dossier, review: Review, choice: Choice, words: str = "") -> tuple[Dossier, Decision]:
    decision = decide_review(dossier, Ruling("R1", review, choice, "Claire", words), rules(), MONDAY)
    return after(dossier, decision), decision


def complete_and_settled() -> tuple[Dossier, Review]:
    dossier, decision = told(everything())
    opening: tuple[Review, ...] = ()
    for review in decision.reviews:
        dossier, ruling = ruled(dossier, review, Choice.ACCEPT)
        opening += ruling.reviews
    return dossier, opening[-1]


def test_once_every_piece_is_accepted_staff_are_asked_for_the_opening():
    dossier, opening = complete_and_settled()

    assert opening.kind is ReviewKind.OPENING
    assert dossier.stage is Stage.REVIEWING


def test_a_rejection_needs_words_and_tells_the_operator():
    dossier, decision = told(everything())
    rib = next(review for review in decision.reviews if review.item == "rib")

    with pytest.raises(NotAllowed, match="se motive"):
        ruled(dossier, rib, Choice.REJECT)
    dossier, ruling = ruled(dossier, rib, Choice.REJECT, "l'IBAN est coupé")

    assert dossier.item("rib").words == "l'IBAN est coupé"
    assert dossier.stage is Stage.COLLECTING
    assert [letter.kind for letter in ruling.letters] == [LetterKind.RECEIPT]
    assert ruling.letters[0].facts.looked_at
    assert dossier.asked_at == MONDAY


def test_access_opens_pre_production_first_then_production_once_it_works():
    dossier, opening = complete_and_settled()
    dossier, _ = ruled(dossier, opening, Choice.ACCEPT)

    early = open_access(dossier, PRODUCTION, rules(), "staff:1", MONDAY)
    dossier = after(dossier, early)
    first = open_access(dossier, PREPRODUCTION, rules(), "staff:2", MONDAY)
    dossier = after(dossier, first)
    dossier, answer = told(reading(confirmed=(Environment.PREPRODUCTION,)), dossier)

    assert not early.letters
    assert [letter.facts.environment for letter in first.letters] == [Environment.PREPRODUCTION]
    assert [letter.facts.environment for letter in answer.letters] == [Environment.PRODUCTION]
    assert dossier.account(Environment.PREPRODUCTION).state is AccountState.CONFIRMED
    assert dossier.stage is Stage.OPEN


def test_no_access_is_opened_before_staff_said_so():
    dossier, _ = told(everything())

    with pytest.raises(NotAllowed, match="ouverture"):
        open_access(dossier, PREPRODUCTION, rules(), "staff:1", MONDAY)


def test_an_answer_that_does_not_fit_the_question_is_refused():
    dossier, _ = told(everything())
    question = Review("q", ReviewKind.QUESTION, "?")

    with pytest.raises(NotAllowed, match="répondu"):
        ruled(dossier, question, Choice.ACCEPT)


def test_a_refused_piece_after_acceptance_leaves_the_accepted_one():
    dossier, _ = complete_and_settled()
    replacement = Review("r", ReviewKind.DOCUMENT, "?", item="rib", paper="9" * 64)

    dossier, _ = ruled(dossier, replacement, Choice.REJECT, "non confirmé par téléphone")

    assert dossier.item("rib").state is ItemState.ACCEPTED
