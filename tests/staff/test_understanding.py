"""Whole mails of staff: several orders, courtesy, wrapped lines, and where to stop."""

from datetime import date

import pytest

from greffier.model.letter import Choice
from greffier.staff.grammar import Context
from greffier.staff.orders import Ask, Decide, Remind, Show, TakeNote
from greffier.staff.understanding import MOST_ORDERS, understand

ALONE = Context(date(2026, 11, 24))
ASKED = Context(date(2026, 11, 24), "7K3QX2", "Trajeo")


def test_several_orders_are_read_between_a_greeting_and_the_signature():
    text = "Bonjour Greffier,\n\nrelancer Trajeo\n\ndossier Roulons\n\nMerci !\nClaire\n"

    understood = understand(text, ALONE, "Claire Petit")

    assert understood.orders == (Remind("Trajeo"), Show("Roulons"))
    assert len(understood.heard) == 2


@pytest.mark.parametrize(
    "ending", ["Cordialement,\nrelancer Roulons", "-- \nrelancer Roulons", "Claire\nrelancer Roulons"]
)
def test_nothing_below_the_signature_is_an_order(ending: str):
    understood = understand(f"relancer Trajeo\n{ending}", ALONE, "Claire Petit")

    assert understood.orders == (Remind("Trajeo"),)


def test_a_line_that_the_mail_program_broke_is_read_whole():
    text = "demander : pouvez-vous renvoyer la page 2 de votre dossier technique, celle\nqui décrit la preuve ?\n"

    understood = understand(text, ASKED)

    assert understood.orders == (
        Ask(
            "7K3QX2",
            "pouvez-vous renvoyer la page 2 de votre dossier technique, celle qui décrit la preuve ?",
        ),
    )


def test_a_short_line_is_not_glued_to_the_next():
    understood = understand("note : appelé\nrelancer Trajeo", ASKED)

    assert understood.orders == (TakeNote("7K3QX2", "appelé"), Remind("7K3QX2"))


def test_an_order_misspelt_gets_the_nearest_one():
    (heard,) = understand("relencer Trajeo", ALONE).heard

    assert heard.order is None
    assert heard.why == "vouliez-vous écrire « relancer Trajeo » ?"


def test_three_lines_of_prose_end_the_reading():
    understood = understand("Je reviens vers vous.\nIl pleut.\nEt demain aussi.\naccepter", ASKED)

    assert understood.orders == ()
    assert understood.stopped == "arrêt après 3 lignes incomprises"


def test_no_mail_orders_without_end():
    understood = understand("\n".join(["relancer Trajeo"] * 100), ALONE)

    assert len(understood.orders) == MOST_ORDERS
    assert understood.stopped


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("dossier Trajeo", True),
        ("relencer Trajeo", True),
        ("Bonjour à tous,\nla réunion de demain est reportée à jeudi.\nBonne journée", False),
        ("Qui s'occupe de Trajeo ?", False),
        ("", False),
    ],
)
def test_a_mail_that_answers_nothing_is_ours_only_if_it_begins_with_an_order(text: str, ours: bool):
    assert understand(text, ALONE).looks_like_orders is ours


def test_an_answer_may_stand_beside_orders():
    understood = understand("accepter\nnote : vu avec le DPO", ASKED)

    assert understood.orders == (Decide("7K3QX2", Choice.ACCEPT), TakeNote("7K3QX2", "vu avec le DPO"))
