"""Checks of one document: passed, failed or inconclusive. None refuses by itself, the decision room concludes.

Pure: the day to check against comes in as an argument. What is missing is inconclusive, never failed.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from greffier.model.finding import Finding, Outcome
from greffier.model.mail import Document, DocumentType
from greffier.reading.documents.kinds import Kind
from greffier.reading.documents.names import same_name
from greffier.reading.documents.numbers import (
    FRENCH,
    bic_country,
    iban_closes,
    rib_key_closes,
    siren_closes,
    siret_closes,
)
from greffier.reading.documents.validity import Validity, validity_of
from greffier.reading.documents.wordings import WORDINGS
from greffier.reading.documents.zones import zone_faults

_SURE = 0.75  # of OCR: below it a number that does not close was perhaps only misread
_DATED = frozenset({Kind.KBIS.value, Kind.RNE.value, Kind.SIRENE.value})
_LOGO_SIDE = 128  # pixels: half of what the registry cuts logos to, still sharp enough at that size
_LOGO_RATIO = 6.0
_REGISTRY_IBAN = 27


def check_document(document: Document, on: date, *, freshness_months: int = 3) -> tuple[Finding, ...]:
    """Return what the checks of a document's kind say on a given day, and its problems in words."""
    findings = [*_standing(document), *_dated(document, on, freshness_months)]
    told = {finding.code for finding in findings}
    others = (_finding(code, _outcome_of(code)) for code in document.problems if code not in told)
    return (*findings, *others)


def check_against(document: Document, *, name: str | None = None, siren: str | None = None) -> tuple[Finding, ...]:
    """Compare a document with what the dossier knows of the operator."""
    facts, findings = document.facts, []
    if siren and "siren" in facts:
        findings.append(_told("siren_differs", facts["siren"] == siren, doubt=True))
    for fact, code in (("name", "name_differs"), ("holder", "holder_differs")):
        if name and fact in facts:
            findings.append(_told(code, same_name(facts[fact], name), doubt=True))
    return tuple(findings)


def standing_problems(document: Document) -> list[str]:
    """Return the codes of what is wrong whatever the day."""
    return [
        finding.code
        for finding in _standing(document)
        if finding.outcome is not Outcome.PASSED and _is_problem(finding)
    ]


def _is_problem(finding: Finding) -> bool:
    """Leave out what is merely for staff to look at or complete."""
    return finding.outcome is Outcome.FAILED or finding.code in {"mrz_missing", "iban_missing", "rib_key_invalid"}


def _standing(document: Document) -> Iterator[Finding]:
    checks = _CHECKS.get(document.type)
    if checks and "no-text" not in document.problems:
        yield from checks(document)


def _dated(document: Document, on: date, months: int) -> Iterator[Finding]:
    if document.type is DocumentType.REGISTRATION and "no-text" not in document.problems:
        yield from _issue_date(document, on, months)
    elif document.type is DocumentType.IDENTITY and "mrz" in document.facts:
        match validity_of(document.facts, on):
            case Validity.UNKNOWN:
                yield _finding("expiry_unknown", Outcome.INCONCLUSIVE)
            case valid:
                yield _told("identity_expired", valid is Validity.VALID)


def _registration(document: Document) -> Iterator[Finding]:
    facts = document.facts
    if facts.get("register") == Kind.FOREIGN:
        yield _finding("foreign_register", Outcome.INCONCLUSIVE)
    elif facts.get("register") == Kind.ASSOCIATION:
        yield _found("rna_missing", facts, "rna")
    else:
        yield _found("siren_missing", facts, "siren")
    if "siren" in facts:
        yield _told("siren_luhn_invalid", siren_closes(facts["siren"]), doubt=_doubted(document, "siren"))
    if "siret" in facts:
        yield _told("siret_luhn_invalid", siret_closes(facts["siret"]), doubt=_doubted(document, "siret"))
        yield _told(
            "siren_siret_mismatch", facts["siret"].startswith(facts.get("siren", "")), doubt=_doubted(document, "siret")
        )


def _issue_date(document: Document, on: date, months: int) -> Iterator[Finding]:
    issued, registered = _day(document, "issued_on"), _day(document, "registered_on")
    if not issued:
        yield _finding("issue_date_missing", Outcome.INCONCLUSIVE)
        return
    doubt = _doubted(document, "issued_on")
    yield _told("issue_date_in_future", issued <= on, doubt=doubt)
    if registered and issued < registered:
        yield _finding("issue_date_before_registration", Outcome.INCONCLUSIVE)
    if document.facts.get("register") in _DATED:
        yield _told("older_than_3_months", on <= _months_after(issued, months), doubt=doubt)


def _rib(document: Document) -> Iterator[Finding]:
    facts = document.facts
    yield _found("iban_missing", facts, "iban")
    if iban := facts.get("iban"):
        doubt = _doubted(document, "iban")
        yield _told("iban_checksum_invalid", iban_closes(iban), doubt=doubt)
        if iban[:2] in FRENCH and iban_closes(iban):
            yield _told("rib_key_invalid", rib_key_closes(iban), doubt=doubt)
        yield _told("iban_too_short_for_registry", len(iban) >= _REGISTRY_IBAN, doubt=True)
        if bic := facts.get("bic"):
            yield _told(
                "bic_country_mismatch",
                {bic_country(bic), iban[:2]} <= FRENCH or bic_country(bic) == iban[:2],
                doubt=_doubted(document, "bic"),
            )
    for fact in ("bic", "holder", "bank"):
        yield _found(f"{fact}_missing", facts, fact)


def _identity(document: Document) -> Iterator[Finding]:
    lines = document.facts.get("mrz")
    if not lines:
        yield _finding("mrz_missing", Outcome.INCONCLUSIVE)
        return
    yield _told("mrz_check_digit_invalid", not zone_faults(lines))


def _logo(document: Document) -> Iterator[Finding]:
    width, height = document.facts.get("width", 0), document.facts.get("height", 0)
    if not width or not height:
        return
    if not document.facts.get("vector"):
        yield _told("logo_too_small", max(width, height) >= _LOGO_SIDE)
    yield _told("logo_ratio", max(width, height) <= _LOGO_RATIO * min(width, height), doubt=True)


def _terms(document: Document) -> Iterator[Finding]:
    if document.facts.get("signed") == "electronic":
        yield _told("signature_broken", document.facts.get("intact") is not False)
        yield _told("signature_unverified", document.facts.get("intact") is not None, doubt=True)
    else:
        typed = document.facts.get("signed") == "typed"
        yield _finding("signature_typed" if typed else "hand_signed", Outcome.INCONCLUSIVE)


def _technical(_: Document) -> Iterator[Finding]:
    yield _finding("class_to_decide", Outcome.INCONCLUSIVE)


_CHECKS: dict[DocumentType, Callable[[Document], Iterator[Finding]]] = {
    DocumentType.REGISTRATION: _registration,
    DocumentType.RIB: _rib,
    DocumentType.IDENTITY: _identity,
    DocumentType.LOGO: _logo,
    DocumentType.SIGNED_TERMS: _terms,
    DocumentType.TECHNICAL_FILE: _technical,
}


def _finding(code: str, outcome: Outcome) -> Finding:
    wording = WORDINGS.get(code)
    if wording is None or outcome is Outcome.PASSED:
        return Finding(code, outcome, staff="" if wording else code)
    said = outcome is Outcome.FAILED
    return Finding(code, outcome, wording.fr * said, wording.en * said, wording.staff, wording.fault if said else None)


def _told(code: str, passed: bool, *, doubt: bool = False) -> Finding:
    """Return a check's finding; what fails in doubt is for staff."""
    return _finding(code, Outcome.PASSED if passed else Outcome.INCONCLUSIVE if doubt else Outcome.FAILED)


def _found(code: str, facts: object, fact: str) -> Finding:
    present = isinstance(facts, dict) and fact in facts
    return _finding(code, Outcome.PASSED if present else Outcome.INCONCLUSIVE)


def _outcome_of(code: str) -> Outcome:
    wording = WORDINGS.get(code)
    return Outcome.FAILED if wording and wording.fault else Outcome.INCONCLUSIVE


def _doubted(document: Document, fact: str) -> bool:
    sure: float = document.facts.get("confidence", {}).get(fact, 1.0)
    return sure < _SURE


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


def failures(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that send a document back."""
    return tuple(finding for finding in findings if finding.outcome is Outcome.FAILED)
