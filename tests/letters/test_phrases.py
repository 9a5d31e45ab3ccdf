"""Dates, numbers, lists and typography, as a careful writer has them."""

from datetime import date

import pytest

from greffier.letters.phrases import (
    NO_BREAK,
    about,
    counted,
    listed,
    long_date,
    person,
    plain_date,
    sentence,
    standing,
    typeset,
)
from greffier.model.digest import DossierLine
from greffier.model.mail import Contact, Role

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2026, 11, 27), "vendredi 27 novembre", "Friday 27 November"),
        (date(2026, 12, 1), "mardi 1er décembre", "Tuesday 1 December"),
        (date(2027, 1, 4), "lundi 4 janvier 2027", "Monday 4 January 2027"),
    ],
)
def test_a_day_is_said_in_full_with_its_year_where_it_is_another(day: date, french: str, english: str) -> None:
    assert long_date(day, "fr", TODAY) == french
    assert long_date(day, "en", TODAY) == english


def test_documents_are_dated_without_a_weekday() -> None:
    assert plain_date("2024-02-01", "fr") == "1er février 2024"
    assert plain_date("version 3", "fr") == "version 3"


def test_french_counts_zero_as_one() -> None:
    assert [counted(number, "décision") for number in (0, 1, 2)] == ["0 décision", "1 décision", "2 décisions"]


def test_lists_end_with_and() -> None:
    assert listed(("a", "b", "c"), "fr") == "a, b et c"
    assert listed(("a", "b"), "en") == "a and b"
    assert listed((), "fr") == ""


def test_french_signs_keep_to_their_words() -> None:
    said = typeset("Une question ? « Oui », dit-il : le 1er mai, 15 jours.", "fr").replace(NO_BREAK, "~")

    assert said == "Une question~? «~Oui~», dit-il~: le 1er~mai, 15~jours."


def test_apostrophes_are_real_but_not_in_addresses() -> None:
    assert typeset("l'adresse o'neil@x.example", "fr") == "l’adresse o'neil@x.example"
    assert typeset("don't", "en") == "don’t"


@pytest.mark.parametrize(
    ("left", "said"),
    [(12, "reste 12 jours"), (1, "reste 1 jour"), (0, "dernier jour"), (-2, "2 jours de retard"), (None, "ouvert")],
)
def test_where_a_dossier_stands_is_said_in_two_words(left: int | None, said: str) -> None:
    assert standing(DossierLine("Trajeo", "RPC-7K2M9Q", "ouvert", (), left)) == said


def test_a_person_is_said_with_what_is_known() -> None:
    assert person(Contact(Role.DPO, "Martin", None, "lea@x.example")) == "Martin, lea@x.example"


def test_a_name_that_stands_in_the_title_is_not_repeated() -> None:
    assert about("Trajeo : dossier technique à valider.", "Trajeo") == "Dossier technique à valider."
    assert about("Le RIB est-il celui de Trajeo ?", "Trajeo") == "Le RIB est-il celui de Trajeo ?"


def test_reasons_end_as_sentences() -> None:
    assert [sentence(words) for words in ("il manque le RIB", "Pourquoi ?")] == ["il manque le RIB.", "Pourquoi ?"]
