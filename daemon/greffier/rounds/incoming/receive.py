"""From the spool to the dossier: read, gather, decide, apply. One bad mail harms only itself."""

import asyncio
from datetime import datetime

import structlog

from greffier.dossier.discretion import discreet
from greffier.errors import Later, NotFound, Unreadable
from greffier.model.decision import Belongs, Opens, Recognition
from greffier.model.mail import Reading
from greffier.model.proof import Proof
from greffier.reading.pool import read_mail
from greffier.rounds.incoming.examined import Examined, examine
from greffier.rounds.incoming.limits import too_many_dossiers, too_much
from greffier.rounds.incoming.respond import Received, Response, recognised, respond, settle_doubts
from greffier.rounds.incoming.senders import proof_of
from greffier.rounds.office import Office
from greffier.store import inbox, waiting
from greffier.store.database import Session
from greffier.store.failures import Damaged, NoKey
from greffier.store.numbers import seal_numbers
from greffier.store.waiting import Waiting

log = structlog.get_logger()

ATTEMPTS = 3
"""A mail that ended the process this many times is set aside unread: it must not end it for ever."""


def next_due(office: Office) -> str | None:
    """Return the hash of the oldest mail that waits to be handled, or None."""
    with office.database.reading() as session:
        return next(iter(inbox.due(session, 1)), None)


async def handle(office: Office, sha256: str, now: datetime) -> None:
    """Handle one mail, or set it aside with the reason."""
    try:
        await asyncio.to_thread(count_attempt, office, sha256)
        raw = await asyncio.to_thread(spooled, office, sha256)
        reading, kept = await read_mail(raw, office.rules.wordings, office.registry)
        proof = await proof_of(office, raw, reading)
        examined = await asyncio.to_thread(examine, office, discreet(reading), kept)
        await asyncio.to_thread(file_reading, office, sha256, examined, proof, now)
    except Unreadable as reason:
        await asyncio.to_thread(set_aside, office, sha256, str(reason), now)
    except (Later, OSError):
        await asyncio.to_thread(uncount_attempt, office, sha256)
        raise
    except Exception:
        log.exception("mail_failed", mail=sha256[:12])
        await asyncio.to_thread(set_aside, office, sha256, "erreur interne, à signaler aux développeurs", now)


def spooled(office: Office, sha256: str) -> bytes:
    """Return the mail's bytes; raise Unreadable where the disk or the keys do not give them any more."""
    try:
        return office.spool.read(sha256)
    except (NotFound, Damaged, NoKey) as reason:
        raise Unreadable(f"le message gardé ici ne s'ouvre plus, il faut le restaurer : {reason}") from None


def count_attempt(office: Office, sha256: str) -> None:
    """Count the try before it is made; raise Unreadable once there were too many."""
    with office.database.transaction() as session:
        attempts = inbox.attempt(session, sha256)
    if attempts > ATTEMPTS:
        raise Unreadable(f"le message a interrompu le service {ATTEMPTS} fois")


def uncount_attempt(office: Office, sha256: str) -> None:
    """Forget the tries of a mail that is innocent: a neighbour, the disk or the machine did not let us."""
    with office.database.transaction() as session:
        inbox.forgive(session, sha256)


def set_aside(office: Office, sha256: str, reason: str, now: datetime) -> None:
    """Keep the bytes, say why, go on."""
    with office.database.transaction() as session:
        inbox.set_aside(session, sha256, reason=reason, now=now)
    log.warning("mail_set_aside", mail=sha256[:12], reason=reason)


def file_reading(office: Office, sha256: str, examined: Examined, proof: Proof, now: datetime) -> None:
    """Keep the papers, which are known by their bytes; then let all the rest follow in one transaction."""
    mail = Received(sha256, examined, proof, now)
    with office.database.reading() as session:
        excess = too_much(session, office, sha256, mail.reading, now)
    if excess:
        stop_at_limit(office, sha256, mail.reading, excess, now)
        return
    for paper, content in examined.kept:
        office.papers.keep(paper, content)
    with office.database.transaction() as session:
        recognition = recognised(session, office, mail)
        if excess := too_many_dossiers(session, office, sha256, recognition, mail.reading, now):
            raise Unreadable(f"limite atteinte : {excess}")
        settle_doubts(session, mail)
        response = respond(session, office, recognition, mail)
        close(session, office, mail, recognition, response)


def close(session: Session, office: Office, mail: Received, recognition: Recognition, response: Response) -> None:
    """Close the mail with what became of it; its documents that the antivirus did not see go on waiting."""
    reused = inbox.handled(
        session,
        mail.sha256,
        outcome=response.decision.outcome,
        operator=response.operator,
        reading=seal_numbers(mail.reading, office.keys),
        now=mail.now,
        to_tell=response.to_tell,
    )
    belongs = isinstance(recognition, Opens | Belongs)
    waits = (Waiting(mail.sha256, document, mail.proof, belongs) for document in mail.examined.unscanned)
    waiting.wait(session, mail.sha256, waits, mail.now)
    log.info(
        "mail_handled",
        mail=mail.sha256[:12],
        dossier=response.operator,
        message_id_reused=reused,
        recognised=type(recognition).__name__,
        events=len(response.decision.events),
        letters=len(response.decision.letters),
        reviews=len(response.decision.reviews),
    )


def stop_at_limit(office: Office, sha256: str, reading: Reading, excess: str, now: datetime) -> None:
    """Set a mail aside that goes over a limit; its bytes stay and count as its sender's."""
    with office.database.transaction() as session:
        inbox.set_aside(session, sha256, reason=f"limite atteinte : {excess}", now=now, sender=reading.sender)
    log.warning("mail_over_limit", mail=sha256[:12])
