"""How the outcome of a check is told: its code, and the words for the operator and for staff."""

from greffier.model.finding import Finding, Outcome
from greffier.model.mail import Document
from greffier.reading.documents.wordings import WORDINGS

_SURE = 0.75  # of OCR: below it a number that does not close was perhaps only misread


def finding(code: str, outcome: Outcome) -> Finding:
    """Return a finding with its words; the operator hears only of what failed."""
    wording = WORDINGS.get(code)
    if wording is None or outcome is Outcome.PASSED:
        return Finding(code, outcome, staff="" if wording else code)
    said = outcome is Outcome.FAILED
    return Finding(code, outcome, wording.fr * said, wording.en * said, wording.staff, wording.fault if said else None)


def told(code: str, passed: bool, *, doubt: bool = False) -> Finding:
    """Return a check's finding; what fails in doubt is for staff."""
    return finding(code, Outcome.PASSED if passed else Outcome.INCONCLUSIVE if doubt else Outcome.FAILED)


def found(code: str, document: Document, fact: str) -> Finding:
    """Return whether a fact was read; what is missing is inconclusive, never failed."""
    return finding(code, Outcome.PASSED if fact in document.facts else Outcome.INCONCLUSIVE)


def noted(code: str) -> Finding:
    """Return what a problem means that was met while reading."""
    wording = WORDINGS.get(code)
    return finding(code, Outcome.FAILED if wording and wording.fault else Outcome.INCONCLUSIVE)


def doubted(document: Document, fact: str) -> bool:
    """Tell whether OCR was not sure of a fact."""
    sure: float = document.facts.get("confidence", {}).get(fact, 1.0)
    return sure < _SURE
