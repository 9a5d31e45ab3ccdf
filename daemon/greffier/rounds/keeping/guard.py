"""The restore guard: a database that may not know what left keeps its letters back until a person has looked.

Two things betray it: a twin that counted further (`store.generation`), and, where everything was put back together, a
letter of ours in the Sent folder that it does not know. Mails are read meanwhile, and the digest tells.
"""

from datetime import datetime

import structlog

from greffier.errors import NotAllowed
from greffier.rounds.office import Office
from greffier.store import generation, marks
from greffier.store.database import Session
from greffier.store.marks import Mark

log = structlog.get_logger()

HOLD = "outbox_on_hold"
SENT_READ = "sent"
"""When the Sent folder was last read to its end."""
OLDER = "la base de données est plus ancienne que le fichier témoin : elle ignore des lettres parties depuis"
WITHOUT_TWIN = "la base de données a été posée ici sans son fichier témoin : rien ne dit qu'elle est la plus récente"
EMPTY = "la base de données est neuve, dans un dossier qui en a connu une autre"
FOUND = "une lettre partie d'ici est inconnue de la base de données : elle est plus ancienne que cette lettre"


def look_at_twin(office: Office, now: datetime) -> None:
    """Compare the database with its twin at the start, and keep the letters back where it is not the newest."""
    folder = office.settings.store.folder
    counted_beside = generation.twin(folder)
    with office.database.transaction() as session:
        counted = generation.counted(session)
        if why := suspicion(counted, counted_beside):
            hold(session, why, now)
        elif counted is None:
            generation.begin(session)
            generation.write_twin(folder, 0)


def suspicion(counted: int | None, counted_beside: int | None) -> str | None:
    """Say in French why a database may not be the newest; None where it is, or was born today."""
    match counted, counted_beside:
        case None, None:
            return None
        case None, int():
            return EMPTY
        case int(), None:
            return WITHOUT_TWIN
        case int(ours), int(beside) if ours < beside:
            return OLDER
        case _:
            return None


def hold(session: Session, why: str, now: datetime) -> None:
    """Keep all letters back; what held them first stays the reason."""
    if marks.get(session, HOLD) is None:
        marks.put(session, HOLD, now, why)
        log.warning("outbox_on_hold", why=why)


def on_hold(session: Session) -> Mark | None:
    """Return since when letters are kept back, and why; None where they leave."""
    return marks.get(session, HOLD)


def release(office: Office, by: str, now: datetime) -> None:
    """Let letters leave again because a person says so; raise NotAllowed before the Sent folder was read."""
    folder = office.settings.store.folder
    with office.database.transaction() as session:
        held = on_hold(session)
        read = marks.instant(session, SENT_READ)
        if held and (read is None or read < held.at):
            raise NotAllowed("le dossier des messages envoyés n'a pas encore été relu ; réessayez dans une minute")
        number = max(generation.counted(session) or 0, generation.twin(folder) or 0)
        generation.begin(session, number)
        marks.forget(session, HOLD)
        generation.write_twin(folder, number)
        marks.put(session, "outbox_released", now, by)
    log.info("outbox_released")
