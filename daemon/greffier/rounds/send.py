"""Send what lies in the outbox: claim, ask the gate once more, hand to SMTP, commit `sent` alone.

A letter that may or may not have left is never sent again by itself.
"""

import asyncio
from datetime import datetime, timedelta

import structlog

from greffier.dossier.bounces import undelivered
from greffier.errors import Later, Never, SignInRefused, Uncertain
from greffier.mailbox.client import Mailbox
from greffier.model.letter import LetterKind
from greffier.rounds.apply import apply
from greffier.rounds.office import Office
from greffier.sending.gate import Candidate, Hold, Leave, PutOff, may_leave
from greffier.sending.transport import Transport
from greffier.store import dossiers, outbox
from greffier.store.outbox import Outgoing

log = structlog.get_logger()

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=2)
"""Between two tries: twice as long each time (RFC 5321, 4.5.4.1), up to what a person would wait to look."""


async def send_next(office: Office, transport: Transport, now: datetime) -> bool:
    """Take the next letter that is due through the gate and to the server; return whether there was one."""
    outgoing = await asyncio.to_thread(claim, office, now)
    if outgoing is None:
        return False
    passage = await asyncio.to_thread(at_gate, office, outgoing, now)
    if isinstance(passage, Leave):
        await deliver(office, transport, outgoing, now)
    return True


def claim(office: Office, now: datetime) -> Outgoing | None:
    """Commit `sending` for one letter before anything leaves."""
    with office.database.transaction() as session:
        return outbox.claim(session, now)


def at_gate(office: Office, outgoing: Outgoing, now: datetime) -> Leave | PutOff | Hold:
    """Ask the gate, and lay the letter back or hold it where it says so."""
    with office.database.transaction() as session:
        dossier = dossiers.load(session, outgoing.operator) if outgoing.operator else None
        failed = {address.email for address in dossier.addresses if address.failed} if dossier else set()
        spent = outbox.counts_today(session, now, office.rules.cadence.clock)
        candidate = Candidate(
            recipients=outgoing.recipients,
            operator=outgoing.operator,
            kind=LetterKind(outgoing.kind),
            answers=outgoing.answers,
            address_failed=bool(failed.intersection(outgoing.recipients)),
        )
        passage = may_leave(candidate, spent, office.rules.budgets, office.rules.cadence, office.registry, now)
        match passage:
            case PutOff(until, why):
                outbox.put_off(session, outgoing.id, outgoing.token, until)
                log.info("letter_put_off", letter=outgoing.id, why=why, until=until.isoformat())
            case Hold(why):
                outbox.held(session, outgoing.id, outgoing.token, why)
                log.warning("letter_held", letter=outgoing.id, why=why)
            case Leave():
                pass
    return passage


async def deliver(office: Office, transport: Transport, outgoing: Outgoing, now: datetime) -> None:
    """Hand the letter to the server and write down what became of it."""
    try:
        reply = await transport.send(outgoing.raw, office.registry.address, outgoing.recipients)
    except (Later, SignInRefused) as trouble:
        await asyncio.to_thread(put_back, office, outgoing, str(trouble), now)
        raise Later(str(trouble)) from trouble
    except Uncertain as doubt:
        await asyncio.to_thread(leave_uncertain, office, outgoing, str(doubt), now)
    except Never as refusal:
        await asyncio.to_thread(give_up, office, outgoing, refusal, now)
    else:
        await asyncio.to_thread(note_sent, office, outgoing, reply, now)


def note_sent(office: Office, outgoing: Outgoing, reply: str, now: datetime) -> None:
    """Commit `sent`, alone."""
    with office.database.transaction() as session:
        outbox.sent(session, outgoing.id, outgoing.token, reply, now)
    log.info("letter_sent", letter=outgoing.id, kind=outgoing.kind, dossier=outgoing.operator)


def put_back(office: Office, outgoing: Outgoing, reply: str, now: datetime) -> None:
    """Try again later, each time after a longer wait."""
    wait = min(FIRST_RETRY * 2 ** min(outgoing.attempts, 10), LONGEST_RETRY)
    with office.database.transaction() as session:
        outbox.retry(session, outgoing.id, outgoing.token, reply, now + wait)
    log.warning("letter_delayed", letter=outgoing.id, wait=int(wait.total_seconds()))


def leave_uncertain(office: Office, outgoing: Outgoing, reply: str, now: datetime) -> None:
    """Keep the letter for the Sent folder, a bounce or a person to resolve."""
    with office.database.transaction() as session:
        outbox.uncertain(session, outgoing.id, outgoing.token, reply, now)
    log.warning("letter_uncertain", letter=outgoing.id)


def give_up(office: Office, outgoing: Outgoing, refusal: Never, now: datetime) -> None:
    """Write down a refusal for good, and the addresses that the server refused."""
    refused = tuple(getattr(refusal, "refused", ()))
    with office.database.transaction() as session:
        outbox.failed(session, outgoing.id, outgoing.token, str(refusal), now)
        dossier = dossiers.load(session, outgoing.operator) if outgoing.operator else None
        if dossier and refused:
            cause = f"letter:{outgoing.id}"
            decision = undelivered(dossier, refused, office.rules, cause, now)
            apply(session, office, dossier, decision, cause, now)
    log.warning("letter_refused", letter=outgoing.id)


def file_copies(office: Office, mailbox: Mailbox, now: datetime) -> None:
    """Put a copy of each sent letter into the Sent folder, unless the provider does; never a reason to send again."""
    with office.database.reading() as session:
        unfiled = outbox.unfiled(session)
    for letter in unfiled:
        if office.settings.imap.file_sent:
            mailbox.file_sent(letter.raw, letter.message_id)
        with office.database.transaction() as session:
            outbox.filed(session, letter.id, now)
