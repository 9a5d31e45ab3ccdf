"""Numbers and links that nobody needs to read twice are masked, and what stands around them is not."""

import pytest

from cases import MONDAY, blank, reading
from greffier.dossier.discretion import discreet, forgetting_links, masked, without_link
from greffier.dossier.history import evolve
from greffier.model.dossier import AccountState
from greffier.model.event import AccountMoved
from greffier.model.mail import Environment, Evidence

LINK = "https://app.example/activate/7f3e"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Notre IBAN FR76 3000 6000 0112 3456 7890 189 est bon.", "Notre IBAN FR76 ••• est bon."),
        ("fr7630006000011234567890189 merci", "FR76 ••• merci"),
        ("BE68 5390 0754 7034 pour la Belgique", "BE68 ••• pour la Belgique"),
        ("RIB : 30006 00001 12345678901 89", "RIB : •••"),
        ("P<FRALEFEBVRE<<ANAIS<MAEL<BENOIT<<<<<<<<<<<<", "•••"),
        ("lu : 14HD940455FRA6503064F3209103<<<<<<<<<<<<<<<2.", "lu : •••."),
        (f"Le lien {LINK} ne marche pas.", "Le lien app.example/••• ne marche pas."),
    ],
)
def test_what_is_secret_is_masked_and_no_more(text: str, expected: str):
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Appelez le 06 39 98 00 12, SIRET 552 100 554 00013.",
        "La référence est RPC-7K3QX2, du 24/11/2026 à 10 h 30.",
        "Voir https://docs.example/document/d/1TAxFoJjywKWHsthGvknGZov-CvlL5l8f_KSnOtxjDAU/edit",
        "FR76 est le début de tout IBAN français.",
        "MERCI DE NOUS REPONDRE RAPIDEMENT",
    ],
)
def test_ordinary_words_and_numbers_stay(text: str):
    assert masked(text) == text


def test_a_hostile_text_takes_no_time():
    for pattern in ("FR76" + "A1 " * 200_000, "1 " * 400_000, "A" * 400_000, "<" * 400_000, "http://" * 60_000):
        assert len(masked(pattern)) <= len(pattern)


def test_every_text_that_is_decided_upon_is_masked():
    number = "FR7630006000011234567890189"
    said = reading(
        subject=number,
        reply_text=number,
        elided=number,
        terms_evidence=number,
        evidence=(Evidence("needs_human", number, "question"),),
    )

    assert number not in repr(discreet(said))


def test_a_link_is_kept_until_its_letter_and_never_in_the_history():
    waiting = AccountMoved(Environment.PRODUCTION, AccountState.REQUESTED, "zoe", LINK)
    invited = AccountMoved(Environment.PREPRODUCTION, AccountState.INVITED, "zoe", LINK)

    kept = forgetting_links(evolve(blank(), (waiting, invited), MONDAY))

    assert kept.account(Environment.PRODUCTION).link == LINK
    assert kept.account(Environment.PREPRODUCTION).link is None
    assert LINK not in repr((without_link(waiting), without_link(invited)))
