"""Tell staff all of it in one mail, on working days, when something changed or waits, and weekly in any case."""

from datetime import UTC, datetime, timedelta

import structlog

from greffier.dossier.calendar import is_working_day, local_day
from greffier.dossier.digest import Material, build
from greffier.model.dossier import Dossier
from greffier.model.event import ItemMoved, StageMoved
from greffier.model.letter import Digest, Letter, LetterKind, ReviewNotice
from greffier.rounds.apply import queue
from greffier.rounds.office import Office
from greffier.rounds.people.notices import for_person
from greffier.rounds.telling.health import health
from greffier.rounds.telling.watched import watched
from greffier.store import dossiers, journal, marks, reviews
from greffier.store.database import Session

log = structlog.get_logger()

MARK = "digest"
"""When the last digest was queued: the next tells all that happened since."""
LOOKED = "digest-looked"
"""When we last saw whether there is something to tell: once a day."""
AT_LEAST_EVERY = timedelta(days=7)
REMEMBERED = timedelta(days=365)
"""What the figures look back on."""
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def report_due(office: Office, now: datetime) -> bool:
    """Queue today's digest if it is due, and return whether it was."""
    with office.database.transaction() as session:
        if not is_due(office, marks.instant(session, LOOKED) or BEGINNING, now):
            return False
        marks.note(session, LOOKED, now)
        last = marks.instant(session, MARK) or BEGINNING
        digest = gather(session, office, last, now)
        if not digest.worth_sending and digest.on - local_day(last, office.rules.cadence) < AT_LEAST_EVERY:
            return False
        marks.note(session, MARK, now)
        for person in office.registry.staff:
            told = for_person(office, digest, person, now)
            letter = Letter(f"digest:{digest.on.isoformat()}:{person}", LetterKind.DIGEST, (person,), told)
            queue(session, office, letter, None, now)
    log.info("digest_queued", to_decide=len(digest.to_decide), late=len(digest.late))
    return True


def is_due(office: Office, looked: datetime, now: datetime) -> bool:
    """Tell whether today's digest is due: a working day, past the hour, not seen to yet, somebody to read it."""
    cadence = office.rules.cadence
    local = now.astimezone(cadence.clock)
    opened = is_working_day(local.date()) and local.time() >= cadence.digest_at
    return opened and local_day(looked, cadence) < local.date() and bool(office.registry.staff)


def gather(session: Session, office: Office, since: datetime, now: datetime) -> Digest:
    """Gather what the digest is made of, and let it be built."""
    every = dossiers.all_dossiers(session)
    names = {dossier.id: dossier.name for dossier in every}
    material = Material(
        dossiers=every,
        reviews=notices(session, every),
        recorded=journal.since(session, since),
        watch=tuple(watched(session, names, since)),
        health=health(session, office, now),
        past=journal.of_kinds(session, (ItemMoved, StageMoved), now - REMEMBERED),
    )
    return build(material, office.rules, now)


def notices(session: Session, every: tuple[Dossier, ...]) -> tuple[ReviewNotice, ...]:
    """Return the questions that wait, each with its operator."""
    by_id = {dossier.id: dossier for dossier in every}
    pending = ((one, by_id.get(one.operator or "")) for one in reviews.open_reviews(session))
    return tuple(
        ReviewNotice(one.id, dossier.name if dossier else "", dossier.reference if dossier else "", one.review)
        for one, dossier in pending
    )
