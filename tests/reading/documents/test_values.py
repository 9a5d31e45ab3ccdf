from datetime import date

import pytest

from greffier.reading.documents.page import in_lines
from greffier.reading.documents.values import beside, digits_of, first_date, fold, label


@pytest.mark.parametrize(
    "text",
    [
        "5 septembre 2026",
        "le 05/09/2026 à 12:00",
        "05.09.2026",
        "2026-09-05",
        "5 SEPT. 2026",
        "September 5, 2026",
        "5th September 2026",
        "05 09 2026",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert first_date(text) == date(2026, 9, 5)


@pytest.mark.parametrize("text", ["1er juillet 2026", "1 juillet 2026", "01/07/2026"])
def test_the_first_of_a_month_is_written_in_french(text: str) -> None:
    assert first_date(text) == date(2026, 7, 1)


@pytest.mark.parametrize("text", ["", "31/02/2026", "12/2026", "892 480 328", "le 5 brumaire 1800", "99/99/9999"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert first_date(text) is None


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "L’« Œuvre » — ÉTÉ à Ÿ ﬁn"

    assert len(fold(text)) == len(text)
    assert fold("Dénomination à l’été") == "DENOMINATION A L'ETE"


def test_a_label_is_deaf_to_accents_and_lost_spaces() -> None:
    assert label("date d'immatriculation").search(fold("Date d’immatriculation"))
    assert label("date d'immatriculation").search(fold("DATEDIMMATRICULATION"))


def test_a_label_does_not_begin_within_a_word() -> None:
    assert not label("nom").search(fold("Dénominom"))


def test_a_value_stands_after_right_of_or_below_its_label() -> None:
    for lines in (["SIREN : 892 480 328"], [["SIREN", "892 480 328"]], [["SIREN"], ["892 480 328"]]):
        found = beside([in_lines(lines)], label("SIREN"), digits_of(9))

        assert found
        assert found.value == "892480328"


def test_letters_are_read_as_digits_only_where_digits_stand() -> None:
    assert digits_of(9)("8924B0328") == "892480328"
    assert digits_of(9)("SOBIBOSIS") is None


def test_a_longer_number_is_not_cut_to_fit() -> None:
    assert digits_of(9)("89248032800012") is None


def test_a_very_long_line_costs_little() -> None:
    page = in_lines(["SIREN FR76 " * 50_000])

    assert beside([page], label("SIREN"), digits_of(9)) is None
