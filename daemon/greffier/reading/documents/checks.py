"""Checks of one document: passed, failed or inconclusive. None refuses by itself, the decision room concludes.

Pure: the day to check against comes in as an argument. What is missing is inconclusive, never failed.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from greffier.model.finding import Finding, Outcome
from greffier.model.mail import Document, DocumentType
from greffier.reading.documents.findings import doubted, finding, found, noted, told
from greffier.reading.documents.kinds import Kind
from greffier.reading.documents.numbers import (
    FRENCH,
    bic_country,
    iban_closes,
    rib_key_closes,
    siren_closes,
    siret_closes,
    vat_of,
)
from greffier.reading.documents.technical import missing_points
from greffier.reading.documents.validity import Validity, validity_of
from greffier.reading.documents.wordings import POINTS
from greffier.reading.documents.zones import zone_faults

_DATED = frozenset({Kind.KBIS.value, Kind.RNE.value, Kind.SIRENE.value})
_LOGO_SIDE = 128  # pixels: half of what the registry cuts logos to, still sharp enough at that size
_LOGO_RATIO = 6.0
_REGISTRY_IBAN = 27
_DECISIVE = ("matching", "driver_track", "passenger_track", "distinct_identity")
_QUOTED = 160  # characters of a sentence: staff want a glance, the file is at hand


def check_document(document: Document, on: date, *, fresh_months: int | None = 3) -> tuple[Finding, ...]:
    """Return what the checks of a document's kind say on a given day, and its problems in words.

    An extract may be `fresh_months` old: a usage, which the rules tell; None leaves its age alone.
    """
    findings = [*_standing(document), *_dated(document, on, fresh_months)]
    known = {one.code for one in findings}
    return (*findings, *(noted(code) for code in document.problems if code not in known))


def standing_problems(document: Document) -> list[str]:
    """Return the codes of what is wrong whatever the day."""
    return [one.code for one in _standing(document) if one.outcome is not Outcome.PASSED and _is_problem(one)]


def _is_problem(one: Finding) -> bool:
    """Leave out what is merely for staff to look at or complete."""
    return one.outcome is Outcome.FAILED or one.code in {"mrz_missing", "iban_missing", "rib_key_invalid"}


def _standing(document: Document) -> Iterator[Finding]:
    checks = _CHECKS.get(document.type)
    if checks and "no-text" not in document.problems:
        yield from checks(document)


def _dated(document: Document, on: date, months: int | None) -> Iterator[Finding]:
    if document.type is DocumentType.REGISTRATION and "no-text" not in document.problems:
        yield from _issue_date(document, on, months)
    elif document.type is DocumentType.IDENTITY and "mrz" in document.facts:
        match validity_of(document.facts, on):
            case Validity.UNKNOWN:
                yield finding("expiry_unknown", Outcome.INCONCLUSIVE)
            case valid:
                yield told("identity_expired", valid is Validity.VALID)


def _registration(document: Document) -> Iterator[Finding]:
    facts = document.facts
    if facts.get("register") == Kind.FOREIGN:
        yield finding("foreign_register", Outcome.INCONCLUSIVE)
    elif facts.get("register") == Kind.ASSOCIATION:
        yield found("rna_missing", document, "rna")
    else:
        yield found("siren_missing", document, "siren")
    if "siren" in facts:
        yield told("siren_luhn_invalid", siren_closes(facts["siren"]), doubt=doubted(document, "siren"))
    if "vat" in facts and siren_closes(facts.get("siren", "")):
        yield told("vat_key_invalid", facts["vat"] == vat_of(facts["siren"]), doubt=doubted(document, "vat"))
    if "siret" in facts:
        yield told("siret_luhn_invalid", siret_closes(facts["siret"]), doubt=doubted(document, "siret"))
        yield told(
            "siren_siret_mismatch", facts["siret"].startswith(facts.get("siren", "")), doubt=doubted(document, "siret")
        )


def _issue_date(document: Document, on: date, months: int | None) -> Iterator[Finding]:
    issued, registered = _day(document, "issued_on"), _day(document, "registered_on")
    if not issued:
        yield finding("issue_date_missing", Outcome.INCONCLUSIVE)
        return
    doubt = doubted(document, "issued_on")
    yield told("issue_date_in_future", issued <= on, doubt=doubt)
    if registered and issued < registered:
        yield finding("issue_date_before_registration", Outcome.INCONCLUSIVE)
    if months and document.facts.get("register") in _DATED:
        yield _aged(told("older_than_3_months", on <= _months_after(issued, months), doubt=doubt), months)


def _aged(one: Finding, months: int) -> Finding:
    """Name the age that the rules allow."""
    age = str(months)
    fr, en, staff = (words.replace("{months}", age) for words in (one.fr, one.en, one.staff))
    return replace(one, fr=fr, en=en, staff=staff)


def _rib(document: Document) -> Iterator[Finding]:
    facts = document.facts
    yield found("iban_missing", document, "iban")
    if iban := facts.get("iban"):
        doubt = doubted(document, "iban")
        yield told("iban_checksum_invalid", iban_closes(iban), doubt=doubt)
        if iban[:2] in FRENCH and iban_closes(iban):
            yield told("rib_key_invalid", rib_key_closes(iban), doubt=doubt)
        yield told("iban_too_short_for_registry", len(iban) >= _REGISTRY_IBAN, doubt=True)
        if bic := facts.get("bic"):
            yield told(
                "bic_country_mismatch",
                {bic_country(bic), iban[:2]} <= FRENCH or bic_country(bic) == iban[:2],
                doubt=doubted(document, "bic"),
            )
    for fact in ("bic", "holder", "bank"):
        yield found(f"{fact}_missing", document, fact)


def _identity(document: Document) -> Iterator[Finding]:
    lines = document.facts.get("mrz")
    if not lines:
        if "verso_missing" not in document.problems:
            yield finding("mrz_missing", Outcome.INCONCLUSIVE)
        return
    yield told("mrz_check_digit_invalid", not zone_faults(lines))


def _logo(document: Document) -> Iterator[Finding]:
    width, height = document.facts.get("width", 0), document.facts.get("height", 0)
    if not width or not height:
        return
    if not document.facts.get("vector"):
        yield told("logo_too_small", max(width, height) >= _LOGO_SIDE)
    yield told("logo_ratio", max(width, height) <= _LOGO_RATIO * min(width, height), doubt=True)


def _terms(document: Document) -> Iterator[Finding]:
    if document.facts.get("signed") == "electronic":
        yield told("signature_broken", document.facts.get("intact") is not False)
        yield told("signature_unverified", document.facts.get("intact") is not None, doubt=True)
    else:
        typed = document.facts.get("signed") == "typed"
        yield finding("signature_typed" if typed else "hand_signed", Outcome.INCONCLUSIVE)


def _technical(document: Document) -> Iterator[Finding]:
    to_decide = finding("class_to_decide", Outcome.INCONCLUSIVE)
    yield replace(to_decide, staff=f"{to_decide.staff} {_points_in_words(document)}")


def _points_in_words(document: Document) -> str:
    """Tell staff the class to propose, the sentences it rests on, and what the file does not speak of."""
    points = document.facts.get("points", {})
    proposed = document.facts.get("proposed_class")
    words = [f"Proposée : {proposed}." if proposed else "Aucune ne se déduit du texte."]
    words += [f"{POINTS[point]} : « {points[point][0][:_QUOTED]} »." for point in _DECISIVE if points.get(point)]
    words += [f"Contact nommé : « {line} »." for line in document.facts.get("contacts", ())]
    if missing := missing_points(points):
        words.append(f"Non évoqués : {', '.join(POINTS[point] for point in missing)}.")
    return " ".join(words)


_CHECKS: dict[DocumentType, Callable[[Document], Iterator[Finding]]] = {
    DocumentType.REGISTRATION: _registration,
    DocumentType.RIB: _rib,
    DocumentType.IDENTITY: _identity,
    DocumentType.LOGO: _logo,
    DocumentType.SIGNED_TERMS: _terms,
    DocumentType.TECHNICAL_FILE: _technical,
}


def _day(document: Document, fact: str) -> date | None:
    text = document.facts.get(fact)
    return date.fromisoformat(text) if text else None


def _months_after(day: date, months: int) -> date:
    """Return the same day some months later, the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return day
