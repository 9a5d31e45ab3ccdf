"""What others make grow has a limit: over it a mail is set aside and told, until a person lets it go on."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from greffier.model.decision import Opens, Recognition
from greffier.model.mail import Reading
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox, senders
from greffier.store.database import Session

MEGABYTE = 1_000_000


def too_much(session: Session, office: Office, sha256: str, reading: Reading, now: datetime) -> str | None:
    """Say in French which limit a mail breaks; None where it breaks none, is ours, or was released by a person."""
    if inbox.is_ours(session, sha256) or senders.is_released(session, sha256):
        return None
    return next(excesses(session, office, reading, now), None)


def excesses(session: Session, office: Office, reading: Reading, now: datetime) -> Iterator[str]:
    """Yield the limits that a mail breaks."""
    limits = office.rules.budgets.incoming
    if len(reading.documents) > limits.attachments:
        yield f"{len(reading.documents)} pièces jointes en un message ; au plus {limits.attachments}"
    traffic = senders.traffic(session, reading.sender, now - timedelta(minutes=1))
    if traffic.lately >= limits.per_minute:
        yield f"plus de {limits.per_minute} messages en une minute du même expéditeur"
    if traffic.size > limits.megabytes * MEGABYTE:
        yield f"cet expéditeur occupe {traffic.size // MEGABYTE} Mo du disque ; au plus {limits.megabytes}"


def too_many_dossiers(
    session: Session, office: Office, sha256: str, recognition: Recognition, reading: Reading, now: datetime
) -> str | None:
    """Say in French why no dossier more is opened today; None where it may, or a person says so."""
    if not isinstance(recognition, Opens) or senders.is_released(session, sha256):
        return None
    limits, yesterday = office.rules.budgets.incoming, now - timedelta(days=1)
    domain = (reading.sender or "").rpartition("@")[2]
    if dossiers.opened_since(session, yesterday) >= limits.dossiers:
        return f"déjà {limits.dossiers} dossiers ouverts en un jour"
    alike = 0 if domain in office.freemail else dossiers.opened_since(session, yesterday, domain)
    return f"déjà {alike} dossiers ouverts en un jour pour {domain}" if alike >= limits.dossiers_of_domain else None
