"""Papers held against each other, against the operator's name and number, and against the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from greffier.model.finding import Finding, Outcome
from greffier.model.mail import Document, DocumentType
from greffier.reading.documents.checks import check_document
from greffier.reading.documents.findings import finding, told
from greffier.reading.documents.names import same_name
from greffier.reading.documents.numbers import siren_closes

_NO_VERSO = "verso_missing"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the operator: name and number as its dossier has them."""

    name: str | None = None
    siren: str | None = None


def check_papers(
    documents: Sequence[Document], known: Known, on: date, *, fresh_months: int | None
) -> dict[str, tuple[Finding, ...]]:
    """Return what is found of each paper of one mail, by hash."""
    siren = known.siren or registered_siren(documents)
    return {
        document.sha256: (
            *_with_its_other_side(check_document(document, on, fresh_months=fresh_months), documents),
            *check_against(document, Known(known.name, siren)),
        )
        for document in documents
    }


def check_against(document: Document, known: Known) -> Iterator[Finding]:
    """Compare a document with what is known of the operator; a difference is for staff."""
    facts = document.facts
    if known.siren and "siren" in facts:
        yield told("siren_differs", facts["siren"] == known.siren, doubt=True)
    for fact, code in (("name", "name_differs"), ("holder", "holder_differs")):
        if known.name and fact in facts:
            yield told(code, same_name(facts[fact], known.name), doubt=True)


def registered_siren(documents: Sequence[Document]) -> str | None:
    """Return the number on the first proof of registration whose keys close."""
    proofs = (document.facts for document in documents if document.type is DocumentType.REGISTRATION)
    numbers = (facts["siren"] for facts in proofs if isinstance(facts.get("siren"), str))
    return next((number for number in numbers if siren_closes(number)), None)


def _with_its_other_side(findings: Sequence[Finding], documents: Sequence[Document]) -> Iterator[Finding]:
    """Take back that a card's other side is missing where it came in a file of its own."""
    came = any(one.type is DocumentType.IDENTITY and "mrz" in one.facts for one in documents)
    for one in findings:
        yield finding(_NO_VERSO, Outcome.PASSED) if one.code == _NO_VERSO and came else one
