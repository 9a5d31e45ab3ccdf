"""What one mail brings about."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cases import MONDAY, accepting, case, contact, document, everything, reading, told
from greffier.dossier.decide import decide
from greffier.model.dossier import Fault, ItemState, Stage
from greffier.model.finding import Finding, Outcome
from greffier.model.letter import LetterKind, ReviewKind
from greffier.model.mail import DocumentType, Environment, Reading, Role, SenderKind, Terms, Verdict


def test_a_first_acceptance_opens_a_dossier_and_is_welcomed():
    dossier, decision = told(accepting())

    assert dossier.item("terms").state is ItemState.ACCEPTED
    assert dossier.stage is Stage.COLLECTING
    assert [letter.kind for letter in decision.letters] == [LetterKind.WELCOME]
    assert decision.letters[0].answers
    assert dossier.asked_at == MONDAY


@pytest.mark.parametrize("verdict", [Verdict.UNKNOWN, Verdict.FAIL])
def test_an_acceptance_of_unproven_origin_waits_for_staff(verdict: Verdict):
    dossier, decision = told(accepting(), verdict=verdict)

    assert dossier.item("terms").state is ItemState.RECEIVED
    assert [review.kind for review in decision.reviews] == [ReviewKind.TERMS]


@pytest.mark.parametrize("terms", [Terms.RESERVED, Terms.REFUSED, Terms.UNCLEAR])
def test_anything_but_a_plain_acceptance_waits_for_staff(terms: Terms):
    dossier, decision = told(reading(terms=terms, terms_evidence="Peut-être.", needs_human=True))

    assert dossier.item("terms").state is ItemState.RECEIVED
    assert [review.kind for review in decision.reviews] == [ReviewKind.TERMS]
    assert "Peut-être." in decision.reviews[0].evidence


def test_a_signed_document_alone_waits_for_staff_with_the_paper():
    signed = document(DocumentType.SIGNED_TERMS, "5" * 64)
    dossier, decision = told(reading(terms=Terms.ACCEPTED, documents=(signed,)))

    assert dossier.item("terms").state is ItemState.RECEIVED
    assert decision.reviews[0].paper == "5" * 64


def test_an_acceptance_carries_its_evidence():
    dossier, decision = told(accepting())
    evidence = next(event.evidence for event in decision.events if getattr(event, "item", "") == "terms")

    assert "Nous acceptons les CGU du registre." in evidence
    assert "f" * 64 in evidence
    assert "pass" in evidence
    assert dossier.item("terms").settled


def test_all_in_one_mail_completes_the_dossier_and_says_by_when_we_answer():
    dossier, decision = told(everything())

    assert dossier.stage is Stage.REVIEWING
    assert dossier.asked_at is None
    assert [letter.kind for letter in decision.letters] == [LetterKind.COMPLETE]
    assert decision.letters[0].facts.answer_by.isoformat() == "2026-12-23"


def test_a_document_that_fails_a_check_goes_back_with_the_reason():
    kbis = document(DocumentType.REGISTRATION)
    old = Finding("outdated", Outcome.FAILED, "Il a plus de trois mois.", "It is too old.", "vieux", Fault.OUTDATED)
    dossier, decision = told(accepting(documents=(kbis,)), findings={kbis.sha256: (old,)})

    item = dossier.item("registration")
    assert (item.state, item.fault, item.words) == (ItemState.REJECTED, Fault.OUTDATED, "Il a plus de trois mois.")
    assert item in [i for i in dossier.items if i.awaited]
    assert not [review for review in decision.reviews if review.item == "registration"]


def test_a_doubtful_check_goes_to_staff_with_its_words():
    kbis = document(DocumentType.REGISTRATION)
    doubt = Finding("no-date", Outcome.INCONCLUSIVE, staff="la date n'est pas lisible")
    dossier, decision = told(accepting(documents=(kbis,)), findings={kbis.sha256: (doubt,)})

    assert dossier.item("registration").state is ItemState.RECEIVED
    assert "la date n'est pas lisible" in decision.reviews[0].evidence


def test_bank_details_are_never_replaced_silently():
    dossier, _ = told(everything())
    rib = replace(dossier.item("rib"), state=ItemState.ACCEPTED)
    dossier = replace(dossier, items=tuple(rib if item.name == "rib" else item for item in dossier.items))

    later, decision = told(reading(documents=(document(DocumentType.RIB, "9" * 64),)), dossier)

    assert later.item("rib").papers == rib.papers
    assert later.item("rib").state is ItemState.ACCEPTED
    assert "téléphone" in decision.reviews[0].question


def test_the_same_file_sent_again_changes_nothing():
    dossier, _ = told(everything())

    _, decision = told(reading(documents=everything().documents), dossier)

    assert not decision.reviews
    assert not decision.letters


def test_a_contact_without_phone_is_asked_for_it():
    dossier, _ = told(accepting(contacts=(contact(Role.TECHNICAL, phone=None),)))

    item = dossier.item("technical")
    assert item.state is ItemState.REJECTED
    assert item.words == "il manque le téléphone"


def test_what_is_missing_of_a_contact_may_come_later():
    dossier, _ = told(accepting(contacts=(contact(Role.TECHNICAL, phone=None),)))
    only_phone = contact(Role.TECHNICAL, family_name=None, given_name=None, email=None)

    dossier, _ = told(reading(contacts=(only_phone,)), dossier)

    assert dossier.item("technical").state is ItemState.ACCEPTED
    assert dossier.contact(Role.TECHNICAL) == contact(Role.TECHNICAL)


def test_an_accepted_contact_changes_only_by_a_person():
    dossier, _ = told(everything())
    other = contact(Role.TECHNICAL, email="mallory@trajeo.example")

    later, decision = told(reading(contacts=(other,)), dossier)

    assert later.contact(Role.TECHNICAL) == contact(Role.TECHNICAL)
    assert decision.reviews[0].proposal == other


def test_who_gets_access_is_not_taken_from_an_unproven_sender():
    dossier, decision = told(accepting(contacts=(contact(Role.TECHNICAL),)), verdict=Verdict.UNKNOWN)

    assert dossier.contact(Role.TECHNICAL).email is None
    assert ReviewKind.CONTACT in {review.kind for review in decision.reviews}


def test_a_question_is_handed_to_a_person_and_said_so():
    dossier, _ = told(accepting())

    _, decision = told(reading(needs_human=True, reply_text="Combien cela coûte-t-il ?"), dossier, told_at=MONDAY)

    assert [letter.kind for letter in decision.letters] == [LetterKind.HANDOVER]
    assert [review.kind for review in decision.reviews] == [ReviewKind.QUESTION]
    assert "Combien" in decision.reviews[0].evidence


def test_a_mere_thank_you_is_not_answered():
    dossier, _ = told(accepting())

    later, decision = told(reading(reply_text="Merci !"), dossier)

    assert not decision.letters
    assert later.asked_at == MONDAY


def test_nothing_is_written_to_whom_it_may_not_be():
    _, decision = told(accepting(may_answer=False))

    assert not decision.letters
    assert decision.events


def test_an_absence_moves_the_reminder_and_is_not_answered():
    dossier, _ = told(accepting())
    away = reading(sender_kind=SenderKind.AUTO_REPLY, may_answer=False, returns_on=date(2026, 12, 7))

    later, decision = told(away, dossier)

    assert not decision.letters
    assert later.absent_until == date(2026, 12, 7)
    assert later.asked_at is not None
    assert later.asked_at > MONDAY


def test_a_person_who_took_over_is_not_interrupted():
    dossier, _ = told(accepting())

    _, decision = told(reading(needs_human=True), replace(dossier, taken_over_by="Claire"))

    assert not decision.letters
    assert decision.reviews


def test_a_word_that_an_environment_works_is_taken_only_once_it_was_opened():
    dossier, _ = told(accepting())

    _, decision = told(reading(confirmed=(Environment.PREPRODUCTION,)), dossier)

    assert "AccountMoved" not in {type(event).__name__ for event in decision.events}


@given(
    some.builds(
        Reading,
        message_id=some.none() | some.text(max_size=20),
        sender=some.just("helene@trajeo.example"),
        reply_text=some.text(max_size=80),
        subject=some.text(max_size=30),
        sender_name=some.text(max_size=30),
        terms=some.sampled_from(Terms).filter(lambda value: value is not Terms.ACCEPTED),
        contacts=some.just(()),
    )
)
def test_no_mail_without_an_acceptance_makes_one(said: Reading):
    decision = decide(case(said), opens=True)

    states = [event.state for event in decision.events if getattr(event, "item", "") == "terms"]
    assert ItemState.ACCEPTED not in states


@given(some.sampled_from(Terms), some.sampled_from(Verdict), some.booleans())
def test_terms_are_taken_only_in_words_from_a_proven_sender(terms: Terms, verdict: Verdict, in_words: bool):
    said = reading(terms=terms, terms_evidence="Nous acceptons." if in_words else None)

    dossier, _ = told(said, verdict=verdict)

    taken = dossier.item("terms").state is ItemState.ACCEPTED
    assert taken == (terms is Terms.ACCEPTED and verdict is Verdict.PASS and in_words)
