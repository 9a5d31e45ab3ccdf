"""What staff are told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases import MONDAY, accepting, everything, rules, told
from greffier.dossier.chronicle import told as chronicled
from greffier.dossier.digest import Material, build
from greffier.model.digest import Vital
from greffier.model.dossier import Account, AccountState, Address, Dossier, ItemState, Stage
from greffier.model.event import Event, ItemMoved, Recorded, StageMoved
from greffier.model.letter import Digest, Review, ReviewKind, ReviewNotice
from greffier.model.mail import Environment


def digest(*dossiers: Dossier, events: tuple[Event, ...] = (), days: int = 0, **more: tuple) -> Digest:
    recorded = tuple((dossiers[0].id, Recorded(MONDAY, event, "message:1")) for event in events)
    gathered = {"reviews": (), **more}
    return build(Material(dossiers, recorded=recorded, **gathered), rules(), MONDAY + timedelta(days=days))


def test_nothing_new_and_nothing_waiting_is_not_worth_a_mail():
    assert not digest(told(accepting())[0]).worth_sending


def test_what_waits_for_a_person_is_in_every_digest():
    waiting = ReviewNotice("R1", "Trajeo", "RPC-7K3QX2", Review("q", ReviewKind.QUESTION, "?"))

    assert digest(told(accepting())[0], reviews=(waiting,)).worth_sending


def test_what_happened_in_a_dossier_is_told_together_state_by_state():
    dossier, decision = told(everything())

    (news,) = digest(dossier, events=decision.events).news

    assert (news.name, news.reference) == ("Trajeo", dossier.reference)
    assert news.said == (
        "nouvelle demande d'adhésion",
        "reçu, à vérifier : Justificatif d'inscription à un registre, Dossier technique, RIB",
        "accepté : Acceptation des CGU, Logo, Délégué à la protection des données (DPO), Responsable de traitement, "
        "Responsable technique",
        "dossier complet, à vérifier",
    )


def test_of_what_moved_several_times_only_the_end_is_news():
    dossier, _ = told(accepting())
    moves = (ItemMoved("rib", ItemState.RECEIVED), ItemMoved("rib", ItemState.REJECTED, words="l'IBAN est incomplet."))

    (news,) = digest(dossier, events=moves).news

    assert news.said == ("à corriger : RIB (l'IBAN est incomplet)",)


def test_a_service_that_is_not_well_is_worth_a_mail():
    assert digest(told(accepting())[0], health=(Vital("boîte relevée il y a 3 h", well=False),)).worth_sending


@pytest.mark.parametrize(("days", "late"), [(0, False), (22, False), (23, True), (40, True)])
def test_a_complete_dossier_is_late_from_a_week_before_its_month_ends(days: int, late: bool):
    dossier, _ = told(everything())

    assert bool(digest(dossier, days=days).late) is late


def test_a_dossier_that_no_letter_reaches_is_watched():
    dossier, _ = told(accepting())
    lost = replace(dossier, addresses=(Address("helene@trajeo.example", failed=True),))

    (concern,) = digest(lost).watch
    assert (concern.name, concern.what) == ("Trajeo", "plus aucune adresse ne reçoit nos lettres")


def test_an_operator_whom_the_reminders_did_not_move_is_watched_before_the_dossier_sleeps():
    dossier, _ = told(accepting())
    silent = replace(dossier, step=4)

    (concern,) = digest(silent, days=41).watch

    assert concern.what == "sans nouvelles depuis 41 jours, s'endort le 22/01"
    assert not digest(replace(silent, step=3), days=20).watch


@pytest.mark.parametrize(("days", "words"), [(2, "expire le 26/11"), (-3, "a expiré le 21/11"), (9, None)])
def test_an_invitation_is_watched_from_two_days_before_it_expires(days: int, words: str | None):
    expires_on = MONDAY.date() + timedelta(days=days + 1)
    invited = Account(Environment.PREPRODUCTION, AccountState.INVITED, "zoe@x.example", "https://x", expires_on)
    dossier = replace(told(accepting())[0], accounts=(invited,))

    said = [concern.what for concern in digest(dossier, days=1).watch]

    assert said == ([f"l'invitation en préproduction {words}"] if words else [])


def test_the_reminders_of_the_coming_week_are_announced():
    dossier, _ = told(accepting())

    (coming,) = digest(dossier).reminders
    assert (coming.name, coming.on, coming.step, coming.awaited) == ("Trajeo", date(2026, 11, 26), 1, 7)
    assert not coming.left


def test_the_figures_say_how_long_operators_wait_and_what_they_stumble_over():
    quick, slow = (replace(told(accepting())[0], id=name, opened_at=MONDAY - timedelta(days=100)) for name in "ab")
    stuck = replace(told(accepting())[0], id="c", step=2)
    past = (
        ("a", Recorded(MONDAY - timedelta(days=70), StageMoved(Stage.OPEN), "staff:1")),
        ("b", Recorded(MONDAY - timedelta(days=50), StageMoved(Stage.OPEN), "staff:2")),
        ("b", Recorded(MONDAY, ItemMoved("rib", ItemState.REJECTED), "staff:3")),
        ("a", Recorded(MONDAY, ItemMoved("rib", ItemState.ACCEPTED), "staff:4")),
    )

    figures = digest(quick, slow, stuck, past=past).figures

    assert figures.median_days == 40
    assert figures.corrected == 50
    assert len(figures.stuck) == 3
    assert all(count == 1 for _, count in figures.stuck)
    assert len(figures.weeks) == 12
    assert figures.weeks[-1].requests == 1
    assert sum(week.accesses for week in figures.weeks) == 2


def test_every_event_has_its_sentence():
    _, decision = told(everything())

    sentences = [chronicled(event, rules()) for event in decision.events]

    assert all(sentences)
    assert not any("<" in sentence or "None" in sentence for sentence in sentences)
