"""Whose mail it is."""

import pytest

from cases import reading
from greffier.dossier.recognise import recognise
from greffier.model.decision import Belongs, Doubtful, FromStaff, Known, LeftAlone, Opens, Recognition, Undelivered
from greffier.model.mail import Reading, SenderKind, Topic, Verdict
from greffier.model.proof import Proof
from greffier.model.rules import Registry

REGISTRY = Registry(staff=("Claire@registre.example",))


def recognised(said: Reading, known: Known | None = None, verdict: Verdict = Verdict.PASS) -> Recognition:
    return recognise(said, known or Known(), Proof(verdict, "aucune signature"), REGISTRY)


def test_a_stranger_who_asks_to_join_opens_a_dossier():
    assert recognised(reading()) == Opens()


@pytest.mark.parametrize("topic", [topic for topic in Topic if topic is not Topic.ONBOARDING])
def test_a_stranger_who_writes_of_anything_else_is_left_to_people(topic: Topic):
    assert isinstance(recognised(reading(topic=topic)), LeftAlone)


def test_a_forged_stranger_opens_nothing_and_is_told():
    answer = recognised(reading(), verdict=Verdict.FAIL)

    assert isinstance(answer, LeftAlone)
    assert answer.tell


@pytest.mark.parametrize("way", ["address", "domain"])
def test_a_known_address_or_domain_finds_its_dossier(way: str):
    assert recognised(reading(), Known(**{f"by_{way}": ("d1",)})) == Belongs("d1", way)


def test_a_thread_counts_when_its_sender_belongs_there():
    known = Known(by_thread=("d1",), by_address=("d1", "d2"))

    assert recognised(reading(), known) == Belongs("d1", "thread")


@pytest.mark.parametrize("way", ["thread", "reference"])
def test_a_stranger_with_a_thread_or_reference_waits_for_a_person(way: str):
    assert isinstance(recognised(reading(), Known(**{f"by_{way}": ("d1",)})), Doubtful)


def test_a_thread_of_one_dossier_and_an_address_of_another_is_a_doubt():
    known = Known(by_thread=("d1",), by_address=("d2",))

    assert recognised(reading(), known) == Doubtful(
        ("d1",), "l'expéditeur écrit dans la conversation d'un dossier où il n'est pas connu"
    )


def test_an_address_in_several_dossiers_is_a_doubt():
    assert isinstance(recognised(reading(), Known(by_address=("d1", "d2"))), Doubtful)


def test_a_forged_mail_from_a_known_address_is_a_doubt():
    assert isinstance(recognised(reading(), Known(by_address=("d1",)), Verdict.FAIL), Doubtful)


def test_whoever_was_proven_once_and_is_not_now_is_a_doubt_with_what_is_missing():
    known = Known(by_address=("d1",), proven_before=("d1",))

    doubt = recognised(reading(), known, Verdict.UNKNOWN)

    assert isinstance(doubt, Doubtful)
    assert "aucune signature" in doubt.why
    assert recognised(reading(), known) == Belongs("d1", "address")


def test_an_automatic_answer_in_doubt_is_told_but_asks_nobody():
    known = Known(by_address=("d1",), proven_before=("d1",))

    left = recognised(reading(sender_kind=SenderKind.AUTO_REPLY), known, Verdict.UNKNOWN)

    assert isinstance(left, LeftAlone)
    assert left.tell


def test_a_stranger_who_looks_like_an_operator_waits_for_a_person():
    assert isinstance(recognised(reading(), Known(by_likeness=("d1",), likeness="son nom")), Doubtful)


@pytest.mark.parametrize(("vouched", "expected"), [("d1", Belongs("d1", "person")), ("apart", Opens())])
def test_a_persons_word_about_this_very_mail_is_followed(vouched: str, expected: Recognition):
    known = Known(by_thread=("d1",), proven_before=("d1",), vouched=vouched)

    assert recognised(reading(), known, Verdict.FAIL) == expected


def test_whoever_writes_in_our_name_without_proof_is_told():
    said = reading(sender="claire@registre.example", recipients=("helene@trajeo.example",))

    assert recognised(said, verdict=Verdict.UNKNOWN).tell  # type: ignore[union-attr]


def test_a_bounce_is_believed_only_if_it_returns_our_letter():
    bounce = reading(sender_kind=SenderKind.BOUNCE, failed_recipients=("helene@trajeo.example",))

    assert recognised(bounce, Known(by_thread=("d1",))) == Undelivered("d1", ("helene@trajeo.example",))
    assert isinstance(recognised(bounce, Known(by_address=("d1",))), LeftAlone)


@pytest.mark.parametrize("sender", ["contact@covoiturage.beta.gouv.fr", None])
def test_ourselves_and_nobody_are_left_alone(sender: str | None):
    assert isinstance(recognised(reading(sender=sender), Known(by_address=("d1",))), LeftAlone)


def test_a_mail_of_staff_is_told_apart_even_where_its_sender_is_in_a_dossier():
    found = recognised(reading(sender="claire@registre.example"), Known(by_address=("d1",)))

    assert isinstance(found, FromStaff)
