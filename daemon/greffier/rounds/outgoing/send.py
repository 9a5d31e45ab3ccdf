"""Send what lies in the outbox: claim, ask the gate once more, hand to SMTP, commit `sent` alone.

A letter that may or may not have left is never sent again by itself.
"""

import asyncio
import random
from datetime import datetime, timedelta
from enum import Enum, auto

import structlog

from greffier.dossier.bounces import undelivered
from greffier.errors import Later, NeedsMending, Never, Uncertain
from greffier.mailbox.client import Mailbox
from greffier.model.letter import LetterKind
from greffier.model.patience import Patience
from greffier.rounds.apply import apply
from greffier.rounds.keeping import guard
from greffier.rounds.office import Office
from greffier.rounds.passage import passage
from greffier.sending.gate import Candidate, Hold, Leave, PutOff
from greffier.sending.replies import Postponed
from greffier.sending.transport import Transport
from greffier.store import dossiers, generation, outbox
from greffier.store.outbox import Outgoing

log = structlog.get_logger()

PATIENCE = Patience(first=60, longest=7200)
"""Between two tries of one letter (RFC 5321, 4.5.4.1), up to what a person would wait to look."""
TRIES = 64
"""Of one letter, some four days (RFC 5321, 4.5.4.1); then a person is told."""


class Passage(Enum):
    """What became of the next letter."""

    NONE_DUE = auto()
    HELD_BACK = auto()
    """By the gate: the server heard nothing of it."""
    HANDED_OVER = auto()
    """To the server, whatever it said."""


async def send_next(office: Office, transport: Transport, now: datetime) -> Passage:
    """Take the next letter that is due through the gate and to the server.

    Raises Later or NeedsMending where the server takes no letter at all.
    """
    outgoing = await asyncio.to_thread(claim, office, now)
    if outgoing is None:
        return Passage.NONE_DUE
    if not isinstance(await asyncio.to_thread(at_gate, office, outgoing, now), Leave):
        return Passage.HELD_BACK
    await deliver(office, transport, outgoing, now)
    return Passage.HANDED_OVER


def claim(office: Office, now: datetime) -> Outgoing | None:
    """Commit `sending` for one letter, and count it beside the database, before anything leaves.

    While letters are kept back, the digest alone leaves: it tells staff.
    """
    with office.database.transaction() as session:
        held = guard.on_hold(session)
        outgoing = outbox.claim(session, now, only=LetterKind.DIGEST if held else None)
        number = generation.count(session) if outgoing and not held else None
    if outgoing and number:
        count_beside(office, outgoing, number, now)
    return outgoing


def count_beside(office: Office, outgoing: Outgoing, number: int, now: datetime) -> None:
    """Write the count beside the database; a letter that cannot be counted is laid back."""
    try:
        generation.write_twin(office.settings.store.folder, number)
    except OSError:
        with office.database.transaction() as session:
            outbox.put_off(session, outgoing.id, outgoing.token, now)
        raise


def at_gate(office: Office, outgoing: Outgoing, now: datetime) -> Leave | PutOff | Hold:
    """Ask the gate, and lay the letter back or hold it where it says so."""
    with office.database.transaction() as session:
        letter = Candidate(
            outgoing.recipients,
            outgoing.operator,
            LetterKind(outgoing.kind),
            outgoing.answers,
            thread=outgoing.thread,
            released=outgoing.released,
        )
        judged = passage(session, office, letter, now)
        match judged:
            case PutOff(until, why):
                outbox.put_off(session, outgoing.id, outgoing.token, until)
                log.info("letter_put_off", letter=outgoing.id, why=why, until=until.isoformat())
            case Hold(why):
                outbox.held(session, outgoing.id, outgoing.token, why)
                log.warning("letter_held", letter=outgoing.id, why=why)
            case Leave():
                pass
    return judged


async def deliver(office: Office, transport: Transport, outgoing: Outgoing, now: datetime) -> None:
    """Hand the letter to the server and write down what became of it; raise where it takes no letter at all."""
    try:
        reply = await transport.send(outgoing.raw, office.registry.address, outgoing.recipients)
    except Postponed as delay:
        await asyncio.to_thread(put_back, office, outgoing, str(delay), now)
    except (Later, NeedsMending):
        await asyncio.to_thread(lay_back, office, outgoing, now)
        raise
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
    """Try this letter again later, each time after a longer wait; tell a person when that was often enough."""
    tries = outgoing.attempts + 1
    wait = timedelta(seconds=PATIENCE.wait(tries, random.random()))  # noqa: S311 - no secret
    with office.database.transaction() as session:
        if tries < TRIES:
            outbox.retry(session, outgoing.id, outgoing.token, reply, now + wait)
        else:
            outbox.failed(session, outgoing.id, outgoing.token, f"{tries} essais, puis : {reply}", now)
    log.info("letter_delayed", letter=outgoing.id, tries=tries, wait=int(wait.total_seconds()))


def lay_back(office: Office, outgoing: Outgoing, now: datetime) -> None:
    """Lay an innocent letter back untried: the server takes none."""
    with office.database.transaction() as session:
        outbox.put_off(session, outgoing.id, outgoing.token, now)


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
