"""How the service is, a sentence each; what is not well is said with its age, so that staff know since when."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from greffier.model.digest import Vital
from greffier.model.neighbour import Neighbour, Trouble
from greffier.rounds.keeping import guard
from greffier.rounds.office import Office
from greffier.store import chain, inbox, marks, outbox, troubles, waiting
from greffier.store.database import Session

TOO_LONG = timedelta(minutes=30)
"""Without a fetch, or in a queue: longer than any stutter of a mail server that mends itself."""
BACKUP = "backup"
BACKUP_TOO_OLD = timedelta(days=2)
"""One night may fail; two are no accident."""
HEAD_SHOWN = 16
"""Characters of the chain's head: 64 bits, more than anybody can make to fit."""
REMEMBERED = timedelta(days=1)
"""How long a trouble that is over is told: until the next digest."""
NEIGHBOURS = {
    Neighbour.MAILBOX: "relevé de la boîte",
    Neighbour.WATCH: "signal des nouveaux messages",
    Neighbour.SENT: "lecture des messages envoyés",
    Neighbour.SENDING: "envoi des lettres",
    Neighbour.COPIES: "copie des lettres envoyées",
    Neighbour.MARKS: "marque des messages traités",
    Neighbour.ANTIVIRUS: "antivirus",
    Neighbour.STORE: "disque et base de données",
    Neighbour.SERVICE: "service",
}
REFUSED = "la dernière modification des règles ou des lettres est refusée, la précédente reste en vigueur"


def health(session: Session, office: Office, now: datetime) -> tuple[Vital, ...]:
    """Return the signs of life, those that are not well first."""
    return tuple(sorted(vitals(session, office, now), key=lambda vital: vital.well))


def vitals(session: Session, office: Office, now: datetime) -> Iterator[Vital]:
    """Yield them one by one."""
    if held := guard.on_hold(session):
        yield Vital(
            f"les lettres sont retenues depuis {age(held.at, now)} : {held.words} (greffier reconcile)", well=False
        )
    fetched, sent = marks.instant(session, "fetch"), marks.instant(session, "send")
    yield Vital(
        f"boîte relevée {ago(fetched, now)}" if fetched else "boîte jamais relevée",
        well=bool(fetched and now - fetched < TOO_LONG),
    )
    yield Vital(f"dernier envoi {ago(sent, now)}" if sent else "encore aucun envoi")
    yield from (vital(trouble, now) for trouble in troubles.known(session) if worth_telling(trouble, now))
    yield queue("message", "aucun", inbox.counts(session).get("due", 0), inbox.waiting_since(session), now)
    yield queue("lettre", "aucune", outbox.counts(session).get("queued", 0), outbox.overdue_since(session), now)
    yield journal(session)
    yield antivirus(session, office, now)
    if made := marks.instant(session, BACKUP):
        yield Vital(f"sauvegarde faite {ago(made, now)}", well=now - made < BACKUP_TOO_OLD)
    if office.refused:
        yield Vital(f"{REFUSED} : {office.refused}", well=False)


def journal(session: Session) -> Vital:
    """Tell the head of the audit chain: whoever keeps this digest can prove all that happened before it."""
    head = chain.head(session)
    return Vital(f"journal : {head.number} faits, tête {head.hash[:HEAD_SHOWN]}" if head.number else "journal vide")


def worth_telling(trouble: Trouble, now: datetime) -> bool:
    """Tell what fails now, and what failed for long within a day."""
    if trouble.until is None:
        return True
    return now - trouble.until < REMEMBERED and trouble.until - trouble.since > TOO_LONG


def vital(trouble: Trouble, now: datetime) -> Vital:
    """Tell a trouble that lasts, or that is over."""
    name = NEIGHBOURS[trouble.neighbour]
    if trouble.until is None:
        return Vital(f"{name} : en échec depuis {age(trouble.since, now)} ({trouble.words})", well=False)
    return Vital(f"{name} : rétabli {ago(trouble.until, now)}, après {age(trouble.since, trouble.until)} d'échec")


def antivirus(session: Session, office: Office, now: datetime) -> Vital:
    """Tell whether documents are looked into, and since when some wait for it."""
    count, since = waiting.counted(session)
    if count and since:
        documents = "une pièce attend" if count == 1 else f"{count} pièces attendent"
        return Vital(f"{documents} l'analyse antivirus depuis {age(since, now)}", well=False)
    if office.settings.antivirus.socket is None:
        return Vital("aucun antivirus : les pièces ne sont pas analysées")
    return Vital("antivirus en service, aucune pièce n'attend")


def queue(of: str, none: str, count: int, since: datetime | None, now: datetime) -> Vital:
    """Tell how many wait, and since when where that is too long; what is laid for later waits for nobody."""
    said = f"{none} {of}" if not count else f"{count} {of}{'s' if count > 1 else ''}"
    if since is None or now - since < TOO_LONG:
        return Vital(f"{said} en attente")
    return Vital(f"{said} en attente depuis {age(since, now)}", well=False)


def ago(instant: datetime, now: datetime) -> str:
    """Say how long ago that was."""
    return "à l'instant" if now - instant < timedelta(minutes=2) else f"il y a {age(instant, now)}"


def age(instant: datetime, now: datetime) -> str:
    """Say how long that is, in the unit that fits."""
    minutes = int((now - instant) / timedelta(minutes=1))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} jours"
