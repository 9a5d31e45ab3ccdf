import random

import pytest

from greffier.reading.documents.numbers import (
    bic_country,
    iban_closes,
    rib_key_closes,
    siren_closes,
    siret_closes,
    vat_of,
)


@pytest.mark.parametrize("siren", ["892480328", "732829320", "356000000"])
def test_a_siren_closes_by_its_key(siren: str) -> None:
    assert siren_closes(siren)


@pytest.mark.parametrize("siren", ["892480329", "000000000", "89248032", "8924803280", "89248032A"])
def test_a_false_siren_does_not(siren: str) -> None:
    assert not siren_closes(siren)


def test_a_siret_needs_both_keys() -> None:
    """11122233344455 closes on fourteen digits, but its first nine are no SIREN."""
    assert siret_closes("89248032800012")
    assert not siret_closes("11122233344455")


def test_la_poste_has_a_rule_of_its_own() -> None:
    assert siret_closes("35600000000048")
    assert siret_closes("35600000049837")
    assert not siret_closes("35600000049838")


def test_the_vat_number_follows_from_the_siren() -> None:
    assert vat_of("892480328") == "FR48892480328"


@pytest.mark.parametrize("iban", ["FR7630001000644919009562088", "FR1420041010050500013M02606"])
def test_a_french_iban_closes_twice(iban: str) -> None:
    assert iban_closes(iban)
    assert rib_key_closes(iban)


def test_no_digit_of_an_iban_may_change() -> None:
    """One changed character never passes: modulo 97 finds every single error."""
    good, chance = "FR7630001000644919009562088", random.Random(1)

    for place in range(2, len(good)):
        other = chance.choice([digit for digit in "0123456789" if digit != good[place]])
        assert not iban_closes(good[:place] + other + good[place + 1 :])


def test_an_iban_may_close_while_its_rib_key_does_not() -> None:
    assert iban_closes("FR4930004261145654419651149")
    assert not rib_key_closes("FR4930004261145654419651149")


@pytest.mark.parametrize("iban", ["", "FR", "FR76", "XX7630001000644919009562088", "FR76３０００1000644919009562088"])
def test_what_is_no_iban_does_not_break(iban: str) -> None:
    assert not iban_closes(iban)


@pytest.mark.parametrize(
    ("bic", "country"), [("BDFEFRPPCCT", "FR"), ("QNTOFRP1XXX", "FR"), ("DEUTDEFF", "DE"), ("BDFE", None)]
)
def test_a_bic_names_its_country(bic: str, country: str | None) -> None:
    assert bic_country(bic) == country
