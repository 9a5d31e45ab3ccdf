"""What staff are told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cases import MONDAY, accepting, everything, rules, told
from greffier.dossier.chronicle import told as chronicled
from greffier.dossier.digest import Material, build
from greffier.model.dossier import Address, Dossier
from greffier.model.event import Event, Recorded
from greffier.model.letter import Digest, Review, ReviewKind, ReviewNotice


def digest(*dossiers: Dossier, events: tuple[Event, ...] = (), days: int = 0, **more: tuple) -> Digest:
    recorded = tuple((dossiers[0].id, Recorded(MONDAY, event, "message:1")) for event in events)
    gathered = {"reviews": (), "watch": (), "health": (), **more}
    return build(Material(dossiers, recorded=recorded, **gathered), rules(), MONDAY + timedelta(days=days))


def test_nothing_new_and_nothing_waiting_is_not_worth_a_mail():
    assert not digest(told(accepting())[0]).worth_sending


def test_what_waits_for_a_person_is_in_every_digest():
    waiting = ReviewNotice("R1", "Trajeo", "RPC-7K3QX2", Review("q", ReviewKind.QUESTION, "?"))

    assert digest(told(accepting())[0], reviews=(waiting,)).worth_sending


def test_news_are_told_by_the_operators_name_and_in_staffs_words():
    dossier, decision = told(everything())

    news = digest(dossier, events=decision.events).news

    assert "Trajeo : demande d'adhésion, dossier ouvert" in news
    assert "Trajeo : complet, à vérifier (le dossier est complet)" in news
    assert all(sentence.startswith("Trajeo : ") for sentence in news)


@pytest.mark.parametrize(("days", "late"), [(0, False), (22, False), (23, True), (40, True)])
def test_a_complete_dossier_is_late_from_a_week_before_its_month_ends(days: int, late: bool):
    dossier, _ = told(everything())

    assert bool(digest(dossier, days=days).late) is late


def test_a_dossier_that_no_letter_reaches_is_watched():
    dossier, _ = told(accepting())
    lost = replace(dossier, addresses=(Address("helene@trajeo.example", failed=True),))

    assert digest(lost).watch == ("Trajeo : plus aucune adresse ne reçoit nos lettres",)


def test_the_reminders_of_the_coming_week_are_announced():
    dossier, _ = told(accepting())

    assert digest(dossier).reminders == ("Trajeo : relance 1 le 26/11 (7 attendues)",)


def test_every_event_has_its_sentence():
    _, decision = told(everything())

    sentences = [chronicled(event, rules()) for event in decision.events]

    assert all(sentences)
    assert not any("<" in sentence or "None" in sentence for sentence in sentences)
