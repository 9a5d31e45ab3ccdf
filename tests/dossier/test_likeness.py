"""Whom a stranger looks like."""

import pytest

from cases import MONDAY, blank, reading
from greffier.dossier.history import evolve
from greffier.dossier.likeness import likenesses, look_alike
from greffier.model.dossier import Conversation
from greffier.model.event import OperatorHeard

FREEMAIL = frozenset({"gmail.example"})
HELENE = OperatorHeard("helene@trajeo.example", "Hélène Vasseur", Conversation())
DOSSIER = evolve(blank(), (HELENE,), MONDAY)


@pytest.mark.parametrize(
    "sender",
    [
        "helene@trajeo.test",
        "helene@trajeo-paiements.test",
        "helene@traje0.test",
        "helene@tràjeo.test",
        "helene@trаjeo.test",  # a Cyrillic a
        "helene@xn--trjeo-5ve.test",
        "helene@trajoe.test",
        "helene@compta.trajeo.example",
        "trajeo.compta@gmail.example",
    ],
)
def test_an_address_that_would_be_taken_for_the_operators_is_noticed(sender: str):
    said = reading(sender=sender, sender_name="", organisation=None)

    assert likenesses(said, [DOSSIER], FREEMAIL)[0] == ("d1",)


def test_a_known_name_at_a_free_provider_is_noticed():
    said = reading(sender="hv1987@gmail.example", sender_name="HELENE VASSEUR", organisation=None)

    assert likenesses(said, [DOSSIER], FREEMAIL) == (("d1",), "il porte un nom connu dans ce dossier")


def test_whoever_writes_in_the_operators_name_is_noticed():
    said = reading(sender="paul@elsewhere.example", sender_name="Paul", organisation="TRAJÉO")

    assert likenesses(said, [DOSSIER], FREEMAIL) == (("d1",), "il se présente comme Trajeo")


@pytest.mark.parametrize("sender", ["paul@roulons.example", "contact@covoit.example", "trajet@gmail.example"])
def test_another_operator_is_left_in_peace(sender: str):
    said = reading(sender=sender, sender_name="Paul Lemaire", organisation="Roulons")

    assert likenesses(said, [DOSSIER], FREEMAIL) == ((), "")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Covoit'Sud", "Covoit'Ouest"), ("Mobicoop", "Mobilités du Jura"), ("Klaxit", "Karos"), ("Ecov", "Ecovo")],
)
def test_names_of_one_trade_are_not_taken_for_each_other(one: str, other: str):
    assert not look_alike(one, other)
