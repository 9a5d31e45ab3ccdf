"""What the checks say of a mail's documents, as of a day and beside what the dossier knows."""

from datetime import date

from greffier.model.dossier import Dossier
from greffier.model.finding import Finding
from greffier.model.mail import DocumentType, Reading
from greffier.model.rules import Procedure
from greffier.reading.documents.comparisons import Known, check_papers


def checked(reading: Reading, dossier: Dossier, procedure: Procedure, today: date) -> dict[str, tuple[Finding, ...]]:
    """Check each document by itself as of today, then against the others and what is known of the operator."""
    known = Known(dossier.name, dossier.siren)
    return check_papers(reading.documents, known, today, fresh_months=procedure.fresh_months(DocumentType.REGISTRATION))
