"""Tell staff all of it in one mail, on working days, when something changed or waits, and weekly in any case."""

from datetime import UTC, datetime, timedelta

import structlog

from greffier.dossier.calendar import is_working_day, local_day
from greffier.dossier.digest import Material, build
from greffier.model.letter import Digest, Letter, LetterKind, ReviewNotice
from greffier.rounds.apply import queue
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox, journal, marks, outbox, reviews
from greffier.store.database import Session

log = structlog.get_logger()

MARK = "digest"
AT_LEAST_EVERY = timedelta(days=7)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def report_due(office: Office, now: datetime) -> bool:
    """Queue today's digest if it is due, and return whether it was."""
    with office.database.transaction() as session:
        last = marks.instant(session, MARK) or BEGINNING
        if not is_due(office, last, now):
            return False
        digest = gather(session, office, last, now)
        marks.note(session, MARK, now)
        if not digest.worth_sending and now - last < AT_LEAST_EVERY:
            return False
        letter = Letter(f"digest:{digest.on.isoformat()}", LetterKind.DIGEST, office.registry.staff, digest)
        queue(session, office, letter, None, now)
    log.info("digest_queued", to_decide=len(digest.to_decide), late=len(digest.late))
    return True


def is_due(office: Office, last: datetime, now: datetime) -> bool:
    """Tell whether today's digest is due: a working day, past the hour, none made today, somebody to read it."""
    cadence = office.rules.cadence
    local = now.astimezone(cadence.clock)
    opened = is_working_day(local.date()) and local.time() >= cadence.digest_at
    return opened and local_day(last, cadence) < local.date() and bool(office.registry.staff)


def gather(session: Session, office: Office, since: datetime, now: datetime) -> Digest:
    """Gather what the digest is made of, and let it be built."""
    every = dossiers.all_dossiers(session)
    by_id = {dossier.id: dossier for dossier in every}
    notices = []
    for pending in reviews.open_reviews(session):
        dossier = by_id.get(pending.operator or "")
        name, reference = (dossier.name, dossier.reference) if dossier else ("", "")
        notices.append(ReviewNotice(pending.id, name, reference, pending.review))
    material = Material(
        dossiers=every,
        reviews=tuple(notices),
        recorded=journal.since(session, since),
        watch=watched(session, since),
        health=health(session, now),
    )
    return build(material, office.rules, now)


def watched(session: Session, since: datetime) -> tuple[str, ...]:
    """Tell the letters and mails that need an eye, a French sentence each."""
    words = {"uncertain": "départ incertain", "held": "retenue", "failed": "refusée par le serveur"}
    letters = tuple(
        f"Lettre {letter.kind} : {words.get(letter.state, letter.state)} ({letter.reply})"
        for letter in outbox.attention(session, since)
    )
    aside = tuple(f"Message mis de côté : {mail.outcome}" for mail in inbox.set_aside_since(session, since))
    left = tuple(
        f"Message laissé à l'équipe, de {mail.sender or 'expéditeur illisible'} : {mail.outcome}"
        for mail in inbox.left_to_people(session, since)
    )
    return letters + aside + left


def health(session: Session, now: datetime) -> tuple[str, ...]:
    """Tell how the service is."""
    return (
        f"Dernier relevé de la boîte : {ago(marks.instant(session, 'fetch'), now)}",
        f"Dernier envoi : {ago(marks.instant(session, 'send'), now)}",
        f"Messages en attente : {inbox.counts(session).get('due', 0)}",
        f"Lettres en attente : {outbox.counts(session).get('queued', 0)}",
    )


def ago(instant: datetime | None, now: datetime) -> str:
    """Say how long ago that was."""
    if instant is None:
        return "jamais"
    minutes = int((now - instant).total_seconds() // 60)
    if minutes < 2:
        return "à l'instant"
    return f"il y a {minutes} min" if minutes < 120 else f"il y a {minutes // 60} h"
