"""File a person's own letter to an operator: once, whether it was met in the Sent folder, in copy, or both."""

from datetime import datetime

from greffier.dossier.written import person_wrote
from greffier.model.decision import Decision
from greffier.model.dossier import Dossier
from greffier.model.letter import Choice
from greffier.model.mail import Reading
from greffier.rounds.apply import apply
from greffier.rounds.office import Office
from greffier.store import inbox, journal, reviews
from greffier.store.database import Session


def file_letter(
    session: Session, office: Office, dossier: Dossier, sha256: str, reading: Reading, now: datetime
) -> Decision:
    """Apply what follows from it: Greffier's own words taken back, the question that it answers closed."""
    # the copy and the original have other bytes and the same Message-ID
    cause = f"letter:{reading.message_id or sha256}"
    if journal.happened(session, dossier.id, cause):
        return Decision(f"{dossier.name} : lettre d'une personne, déjà classée")
    answered = reviews.questions_about(session, dossier.id, inbox.hashes(session, reading.thread))
    decision = person_wrote(dossier, reading, office.registry, answered, now)
    for review in answered:
        reviews.close(session, review, choice=Choice.ANSWERED, by=reading.sender_name, words=reading.subject, now=now)
    apply(session, office, dossier, decision, cause, now)
    return decision
