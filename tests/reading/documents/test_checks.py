from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from greffier.model.dossier import Fault
from greffier.model.finding import Outcome
from greffier.model.mail import Document, DocumentType
from greffier.reading.documents.checks import check_document, standing_problems
from greffier.reading.documents.comparisons import Known, check_against, check_papers
from greffier.reading.documents.names import same_name
from greffier.reading.documents.wordings import WORDINGS

ON = date(2026, 11, 23)


def document(kind: DocumentType, *problems: str, **facts: Any) -> Document:
    return Document("x.pdf", "0" * 64, "application/pdf", kind, 0.99, facts, problems)


def kbis(**facts: Any) -> Document:
    known = {"register": "kbis", "siren": "892480328", "issued_on": "2026-10-01", "registered_on": "2012-02-28"}
    return document(DocumentType.REGISTRATION, **{**known, **facts})


def outcomes(paper: Document, on: date = ON) -> dict[str, Outcome]:
    return {finding.code: finding.outcome for finding in check_document(paper, on)}


def test_a_good_kbis_passes_everything() -> None:
    assert set(outcomes(kbis()).values()) == {Outcome.PASSED}


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"siren": "892480329"}, "siren_luhn_invalid"),
        ({"siret": "89248032800013"}, "siret_luhn_invalid"),
        ({"siret": "73282932000074"}, "siren_siret_mismatch"),
        ({"vat": "FR47892480328"}, "vat_key_invalid"),
        ({"issued_on": "2026-08-22"}, "older_than_3_months"),
        ({"issued_on": "2026-11-24"}, "issue_date_in_future"),
    ],
)
def test_what_is_wrong_with_a_kbis_fails(facts: dict[str, str], code: str) -> None:
    assert outcomes(kbis(**facts))[code] is Outcome.FAILED


def test_three_months_end_on_the_same_day_of_the_month() -> None:
    assert outcomes(kbis(issued_on="2026-08-23"))["older_than_3_months"] is Outcome.PASSED
    assert outcomes(kbis(issued_on="2026-11-30"), date(2027, 2, 28))["older_than_3_months"] is Outcome.PASSED
    assert outcomes(kbis(issued_on="2026-11-30"), date(2027, 3, 1))["older_than_3_months"] is Outcome.FAILED


def test_how_old_an_extract_may_be_is_what_the_rules_say() -> None:
    old = kbis(issued_on="2026-04-30")
    (refused,) = [one for one in check_document(old, ON, fresh_months=6) if one.outcome is Outcome.FAILED]

    assert "plus de 6 mois" in refused.fr
    assert "more than 6 months" in refused.en
    assert all(one.outcome is Outcome.PASSED for one in check_document(old, ON, fresh_months=7))
    assert all(one.outcome is Outcome.PASSED for one in check_document(old, ON, fresh_months=None))


def test_what_is_missing_is_inconclusive_never_failed() -> None:
    bare = document(DocumentType.REGISTRATION, register="kbis")

    assert set(outcomes(bare).values()) == {Outcome.INCONCLUSIVE}


def test_a_receipt_of_an_association_does_not_grow_old() -> None:
    receipt = document(DocumentType.REGISTRATION, register="association", rna="W263001234", issued_on="1998-03-02")

    assert Outcome.FAILED not in outcomes(receipt).values()


def test_an_unsure_reading_goes_to_staff_instead_of_back() -> None:
    doubtful = kbis(siren="892480329", confidence={"siren": 0.5})

    assert outcomes(doubtful)["siren_luhn_invalid"] is Outcome.INCONCLUSIVE


def rib(**facts: Any) -> Document:
    known = {"iban": "FR7630001000644919009562088", "bic": "BDFEFRPP", "holder": "MAX Y CO", "bank": "BDF"}
    return document(DocumentType.RIB, **{**known, **facts})


@pytest.mark.parametrize(
    ("facts", "code", "outcome"),
    [
        ({"iban": "FR7630001000644919009562089"}, "iban_checksum_invalid", Outcome.FAILED),
        ({"iban": "FR4930004261145654419651149"}, "rib_key_invalid", Outcome.FAILED),
        ({"bic": "DEUTDEFF"}, "bic_country_mismatch", Outcome.FAILED),
        ({"iban": "DE89370400440532013000", "bic": "DEUTDEFF"}, "iban_too_short_for_registry", Outcome.INCONCLUSIVE),
    ],
)
def test_what_is_wrong_with_a_rib_is_told(facts: dict[str, str], code: str, outcome: Outcome) -> None:
    assert outcomes(rib(**facts))[code] is outcome


def test_a_good_rib_passes_everything() -> None:
    assert set(outcomes(rib()).values()) == {Outcome.PASSED}


def card(issued_month: str, born: str = "1980-05-05") -> Document:
    lines = ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068F6")
    return document(DocumentType.IDENTITY, mrz=list(lines), card="cni", issued_month=issued_month, birth_date=born)


@pytest.mark.parametrize(
    ("month", "born", "outcome"),
    [
        ("2012-02", "1980-05-05", Outcome.PASSED),  # ten years printed, five more by decree
        ("2011-11", "1980-05-05", Outcome.PASSED),
        ("2011-10", "1980-05-05", Outcome.FAILED),
        ("2003-12", "1980-05-05", Outcome.FAILED),
        ("2014-10", "1980-05-05", Outcome.PASSED),
        ("2013-05", "2005-05-05", Outcome.FAILED),  # a minor's card: ten years and no more
    ],
)
def test_an_old_french_card_is_valid_by_its_month_of_delivery(month: str, born: str, outcome: Outcome) -> None:
    assert outcomes(card(month, born))["identity_expired"] is outcome


def test_a_false_zone_fails() -> None:
    forged = document(DocumentType.IDENTITY, mrz=["P<FRALEFEBVRE<<ANAIS<MAEL<BENOIT<<<<<<<<<<<<", "14HD940455FRA6503084F3209103<<<<<<<<<<<<<<<2"])  # fmt: skip  # noqa: E501

    assert outcomes(forged)["mrz_check_digit_invalid"] is Outcome.FAILED
    assert standing_problems(forged) == ["mrz_check_digit_invalid"]


def test_a_broken_signature_fails_and_ink_is_looked_at() -> None:
    broken = document(DocumentType.SIGNED_TERMS, signed="electronic", intact=False)
    drawn = document(DocumentType.SIGNED_TERMS, signed="ink")

    assert outcomes(broken)["signature_broken"] is Outcome.FAILED
    assert outcomes(drawn)["hand_signed"] is Outcome.INCONCLUSIVE


def test_problems_of_a_file_are_told_in_words() -> None:
    (finding,) = check_document(document(DocumentType.OTHER, "encrypted"), ON)

    assert finding.outcome is Outcome.FAILED
    assert finding.fault is Fault.ILLEGIBLE
    assert "mot de passe" in finding.fr
    assert "password" in finding.en


def test_every_wording_that_fails_speaks_to_the_operator_in_both_languages() -> None:
    for code, wording in WORDINGS.items():
        assert wording.staff, code
        assert bool(wording.fr) == bool(wording.en) == bool(wording.fault), code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SAS TRAJEO", "Trajéo"),
        ("L'Autre Côté et Cie", "AUTRE COTE"),
        ("M. Jean-Luc MARTIN-DUPRÉ", "Martin Dupré Jean Luc"),
        ("S.A.R.L. Cœur de Ville", "COEUR DE VILLE"),
        ("TRANSPORTS LEFEVRE", "Transports Lefèbvre"),
    ],
)
def test_the_same_name_is_known_however_it_is_written(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("TRAJEO", "COPILIA"), ("SAS", "SARL"), ("", "X"), ("VERT LOGIS", "VERT HABITAT")]
)
def test_other_names_differ(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_a_holder_who_is_not_the_operator_is_for_staff() -> None:
    (finding,) = check_against(rib(), Known("COPILIA"))

    assert (finding.code, finding.outcome) == ("holder_differs", Outcome.INCONCLUSIVE)
    assert not finding.fr


def test_papers_of_two_companies_in_one_mail_are_seen() -> None:
    first, second = kbis(), replace(kbis(siren="732829320", register="sirene"), sha256="1" * 64)

    found = check_papers([first, second], Known(), ON, fresh_months=3)

    assert "siren_differs" not in [one.code for one in found[first.sha256] if one.outcome is not Outcome.PASSED]
    assert "siren_differs" in [one.code for one in found[second.sha256] if one.outcome is Outcome.INCONCLUSIVE]


def test_the_front_of_a_card_asks_for_its_back_unless_it_came_too() -> None:
    front = document(DocumentType.IDENTITY, "verso_missing")
    back = replace(document(DocumentType.IDENTITY, mrz=["<"], expires_on="2030-01-01"), sha256="1" * 64)

    alone = check_papers([front], Known(), ON, fresh_months=3)[front.sha256]
    together = check_papers([front, back], Known(), ON, fresh_months=3)[front.sha256]

    assert [(one.code, one.outcome) for one in alone] == [("verso_missing", Outcome.FAILED)]
    assert "deux faces" in alone[0].fr
    assert [(one.code, one.outcome) for one in together] == [("verso_missing", Outcome.PASSED)]


def test_a_technical_file_is_told_to_staff_with_its_class_its_sentences_and_what_it_leaves_out() -> None:
    points = {"matching": ["Le passager réserve une place."], "driver_track": ["La position du conducteur est notée."]}
    (found,) = check_document(document(DocumentType.TECHNICAL_FILE, points=points, proposed_class="B"), ON)

    assert found.outcome is Outcome.INCONCLUSIVE
    assert "Proposée : B." in found.staff
    assert "« La position du conducteur est notée. »" in found.staff
    assert "identités distinctes" in found.staff.partition("Non évoqués")[2]
    assert not found.fr
