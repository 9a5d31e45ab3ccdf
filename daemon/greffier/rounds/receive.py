"""From the mailbox to the dossier: spool first, then read, gather, decide, apply. One bad mail harms only itself."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import structlog

from greffier.dossier.bounces import undelivered
from greffier.dossier.calendar import local_day
from greffier.dossier.case import Case
from greffier.dossier.decide import blank_dossier, decide, doubtful_sender
from greffier.dossier.discretion import discreet
from greffier.dossier.recognise import recognise
from greffier.dossier.written import whose_letter
from greffier.errors import Later, NotFound, Unreadable
from greffier.mailbox.client import Fetched, Mailbox
from greffier.model.decision import (
    Belongs,
    Decision,
    Doubtful,
    FromStaff,
    LeftAlone,
    Opens,
    Recognition,
    Undelivered,
    Written,
)
from greffier.model.dossier import Dossier
from greffier.model.letter import ReviewKind
from greffier.model.mail import Reading, SenderKind
from greffier.model.proof import Proof
from greffier.reading.pool import read_mail
from greffier.rounds.apply import apply
from greffier.rounds.checked import checked
from greffier.rounds.gathering import last_told, told_to_wait
from greffier.rounds.limits import too_many_dossiers, too_much
from greffier.rounds.office import Office
from greffier.rounds.orders import answer_staff
from greffier.rounds.quarantine import Examined, examine
from greffier.rounds.senders import known_of, proof_of
from greffier.rounds.written import file_letter
from greffier.store import dossiers, inbox, outbox, reviews, waiting
from greffier.store.database import Session
from greffier.store.failures import Damaged, NoKey
from greffier.store.numbers import seal_numbers
from greffier.store.waiting import Waiting

log = structlog.get_logger()

ATTEMPTS = 3
"""A mail that ended the process this many times is set aside unread: it must not end it for ever."""


@dataclass(frozen=True, slots=True)
class Box:
    """A folder of an account as it stands; another UIDVALIDITY is another box (RFC 9051, 2.3.1.1)."""

    account: str
    folder: str
    uidvalidity: int


def collect(office: Office, mailbox: Mailbox, now: datetime, moves: Callable[[], None]) -> None:
    """Bring every new mail to the spool, and call `moves` after each. From then on the server is not needed for it."""
    folder = office.settings.imap.folder
    box = Box(mailbox.account, folder, mailbox.open_folder(folder))
    with office.database.reading() as session:
        cursor = inbox.cursor(session, box.account, box.folder, box.uidvalidity)
    for mail in mailbox.fetch(mailbox.listed_after(cursor)):
        spool(office, box, mail, now)
        moves()


def spool(office: Office, box: Box, mail: Fetched, now: datetime) -> None:
    """Write one mail to disk, then record where it was found and move the cursor, in one transaction."""
    if mail.gone:
        with office.database.transaction() as session:
            inbox.skip_uid(session, **asdict(box), uid=mail.uid, now=now)
        return
    try:
        record(office, box, mail.uid, mail.chunks, now)
    except Unreadable as reason:
        record_withheld(office, box, mail.uid, str(reason), now)


def record(office: Office, box: Box, uid: int, chunks: Iterable[bytes], now: datetime, reason: str = "") -> None:
    """Spool the bytes and record their arrival; with a reason they are set aside at once."""
    with office.spool.incoming() as incoming:
        for chunk in chunks:
            incoming.write(chunk)
    with office.database.transaction() as session:
        new = inbox.record_arrival(
            session,
            **asdict(box),
            uid=uid,
            sha256=incoming.sha256,
            size=incoming.size,
            now=now,
            direction="in" if box.folder == office.settings.imap.folder else "out",
        )
        if reason and new:
            inbox.set_aside(session, incoming.sha256, reason=reason, now=now)
    log.info("mail_spooled", mail=incoming.sha256[:12], size=incoming.size, new=new)


def record_withheld(office: Office, box: Box, uid: int, reason: str, now: datetime) -> None:
    """Let a note stand for a mail that the server does not give: a person hears of it, and it blocks nobody."""
    place = f"{box.folder}, UIDVALIDITY {box.uidvalidity}, UID {uid}"
    note = f"X-Greffier-Withheld: {box.account}, {place}\r\n\r\n{reason}\r\n".encode()
    record(office, box, uid, [note], now, f"le serveur ne donne pas ce message ({place}) : {reason}")


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
    """Gather, decide, apply: the papers first (they are known by their bytes), then all the rest in one transaction."""
    reading = examined.reading
    with office.database.reading() as session:
        excess = too_much(session, office, sha256, reading, now)
    if excess:
        stop_at_limit(office, sha256, reading, excess, now)
        return
    for paper, content in examined.kept:
        office.papers.keep(paper, content)
    with office.database.transaction() as session:
        recognition = recognised(session, office, sha256, reading, proof)
        if excess := too_many_dossiers(session, office, sha256, recognition, reading, now):
            raise Unreadable(f"limite atteinte : {excess}")
        settle_doubts(session, reading, now)
        operator, decision, to_tell = respond(session, office, recognition, sha256, examined, proof, now)
        reused = inbox.handled(
            session,
            sha256,
            outcome=decision.outcome,
            operator=operator,
            reading=seal_numbers(reading, office.keys),
            now=now,
            to_tell=to_tell,
        )
        belongs = isinstance(recognition, Opens | Belongs)
        waits = (Waiting(sha256, document, proof, belongs) for document in examined.unscanned)
        waiting.wait(session, sha256, waits, now)
    log.info(
        "mail_handled",
        mail=sha256[:12],
        dossier=operator,
        message_id_reused=reused,
        recognised=type(recognition).__name__,
        events=len(decision.events),
        letters=len(decision.letters),
        reviews=len(decision.reviews),
    )


def stop_at_limit(office: Office, sha256: str, reading: Reading, excess: str, now: datetime) -> None:
    """Set a mail aside that goes over a limit; its bytes stay and count as its sender's."""
    with office.database.transaction() as session:
        inbox.set_aside(session, sha256, reason=f"limite atteinte : {excess}", now=now, sender=reading.sender)
    log.warning("mail_over_limit", mail=sha256[:12])


def recognised(session: Session, office: Office, sha256: str, reading: Reading, proof: Proof) -> Recognition:
    """Tell whose mail it is. What lies in the Sent folder needs no proof: only people of ours can put it there."""
    known = known_of(session, office, sha256, reading)
    if inbox.is_ours(session, sha256):
        return whose_letter(reading, known, office.registry)
    return recognise(reading, known, proof, office.registry)


def settle_doubts(session: Session, reading: Reading, now: datetime) -> None:
    """Settle what was uncertain: a letter that is answered, or comes back, had left."""
    if reading.sender_kind is SenderKind.BOUNCE:
        outbox.arrived(session, reading.returned_message_ids, "revenue : elle était donc partie", now)
    else:
        outbox.arrived(session, reading.thread, "on y a répondu : elle était donc partie", now)


def respond(  # noqa: PLR0913, PLR0917 - all that was gathered
    session: Session,
    office: Office,
    recognition: Recognition,
    sha256: str,
    examined: Examined,
    proof: Proof,
    now: datetime,
) -> tuple[str | None, Decision, bool]:
    """Decide by whose mail it is, and apply.

    Return the dossier's id (None for a mail of no operator), the decision, and whether staff should hear of the mail.
    """
    reading = examined.reading
    if isinstance(recognition, LeftAlone):
        return None, Decision(recognition.why), recognition.tell
    if isinstance(recognition, FromStaff):
        ending = answer_staff(session, office, recognition.person, reading, proof, sha256, now)
        return None, Decision(ending.outcome), ending.tell
    dossier = dossier_of(session, office, recognition, sha256, reading, now)
    match recognition:
        case Written():
            return dossier.id, file_letter(session, office, dossier, sha256, reading, now), False
        case Undelivered(_, addresses):
            decision = undelivered(dossier, addresses, office.rules, f"bounce:{sha256}", now)
        case Doubtful(_, why):
            decision = doubtful_sender(dossier, reading, sha256, why)
        case Opens() | Belongs():
            findings = checked(reading, dossier, office.rules.procedure, local_day(now, office.rules.cadence))
            told_at = last_told(session, dossier.id)
            at_desk = Case(
                dossier,
                reading,
                proof.verdict,
                sha256,
                office.rules,
                now,
                findings,
                lacks=proof.lacks,
                awaits_person=told_to_wait(session, dossier.id),
                told_at=told_at,
                owes_answer=reviews.asks(session, dossier.id, ReviewKind.QUESTION, told_at),
                unscanned=examined.unscanned,
            )
            decision = decide(at_desk, opens=isinstance(recognition, Opens))
    apply(session, office, dossier, decision, f"message:{sha256}", now)
    return dossier.id, decision, False


def dossier_of(
    session: Session,
    office: Office,
    recognition: Belongs | Opens | Doubtful | Undelivered | Written,
    sha256: str,
    reading: Reading,
    now: datetime,
) -> Dossier:
    """Load the dossier concerned, or lay out a blank one."""
    match recognition:
        case Opens():
            return blank_dossier(reading, *dossiers.new_names(session, sha256), office.rules, now)
        case Doubtful(identities, _):
            identity = identities[0]
        case Belongs(identity, _) | Undelivered(identity, _) | Written(identity):
            pass
    dossier = dossiers.load(session, identity)
    if dossier is None:
        raise NotFound(f"dossier {identity} is named by a mail and is not in the database")
    return dossier
