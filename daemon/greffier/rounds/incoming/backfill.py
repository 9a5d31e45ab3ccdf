"""Take in an old mailbox as if Greffier had been there, with every letter suppressed: nobody is answered months late.

Each mail is handled as of the day on which it came, so that history and limits are those of then. Killed in the midst,
letters stay kept back, and the same call goes on where it was.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import structlog

from greffier.mailbox.client import Mailbox
from greffier.model.event import DossierOpened
from greffier.rounds.incoming import receive
from greffier.rounds.incoming.collect import Box, spool
from greffier.rounds.keeping import guard
from greffier.rounds.office import Office, open_office
from greffier.store import chain, dossiers, inbox, journal, marks, outbox, past
from greffier.store.migrations import copy

log = structlog.get_logger()

FROM_LETTER = "backfill"
"""The number of the last letter before it began: those after it are suppressed."""
UNDER_WAY = "la reprise d'une ancienne boîte est en cours"
SUPPRESSED = "reprise d'une ancienne boîte : rien n'est envoyé"

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Brought:
    """What old mails brought: `opened` and `fed` are dossiers (name, reference), `states` count all mails."""

    mails: int
    opened: tuple[tuple[str, str], ...]
    fed: tuple[tuple[str, str], ...]
    suppressed: int
    states: dict[str, int]


@contextmanager
def rehearsal(office: Office, folder: Path) -> Iterator[Office]:
    """Give an office over a copy of the database, in a folder that goes away with all that is done there."""
    there = folder / "greffier.db"
    if office.database.file:
        copy(office.database.file, there)
    store = office.settings.store.model_copy(update={"folder": folder, "database": f"sqlite:///{there}"})
    rehearsed = open_office(office.settings.model_copy(update={"store": store}))
    try:
        yield rehearsed
    finally:
        rehearsed.database.close()


async def backfill(office: Office, mailbox: Mailbox, since: datetime, now: datetime, step: Step) -> Brought:
    """Fetch the mails of the folder that came at `since` or later, handle them, and suppress their letters."""
    begin(office, now)
    with office.database.reading() as session:
        facts_before = chain.head(session).number
    fetch(office, mailbox, since, step)
    with office.database.reading() as session:
        due = past.due_with_dates(session)
    for done, (sha256, came_at) in enumerate(due, 1):
        await receive.handle(office, sha256, came_at)
        step(done, len(due))
    return end(office, len(due), facts_before, now)


def begin(office: Office, now: datetime) -> None:
    """Keep all letters back, and note which ones were there before."""
    with office.database.transaction() as session:
        guard.hold(session, UNDER_WAY, now)
        if marks.words(session, FROM_LETTER) is None:
            marks.write(session, FROM_LETTER, str(outbox.last_number(session)))


def fetch(office: Office, mailbox: Mailbox, since: datetime, step: Step) -> None:
    """Spool what is not with us yet; what is older stays people's, and is never looked at again."""
    folder = office.settings.imap.folder
    box = Box(mailbox.account, folder, mailbox.look_into(folder))
    with office.database.reading() as session:
        known = past.known_uids(session, **asdict(box))
    for batch in mailbox.envelopes_after(0):
        wanted = {one.listed.uid: one for one in batch if one.listed.uid not in known}
        recent = {uid: one for uid, one in wanted.items() if one.kept_at is None or one.kept_at >= since}
        for done, mail in enumerate(mailbox.fetch([one.listed for one in recent.values()]), 1):
            spool(office, box, mail, recent[mail.uid].kept_at or since)
            step(done, len(recent))
        with office.database.transaction() as session:
            inbox.skip_uid(session, **asdict(box), uid=batch[-1].listed.uid, now=since)


def end(office: Office, mails: int, facts_before: int, now: datetime) -> Brought:
    """Suppress the letters, let others leave again, and tell what was brought."""
    with office.database.transaction() as session:
        number = int(marks.words(session, FROM_LETTER) or 0)
        suppressed = outbox.cancel_after(session, number, SUPPRESSED, now)
        marks.forget(session, FROM_LETTER)
        held = guard.on_hold(session)
        if held and held.words == UNDER_WAY:
            marks.forget(session, guard.HOLD)
        names = {dossier.id: (dossier.name, dossier.reference) for dossier in dossiers.all_dossiers(session)}
        told = list(journal.facts(session, after=facts_before))
        states = inbox.counts(session)
    opened = {fact.operator for fact in told if isinstance(fact.event, DossierOpened)}
    fed = {fact.operator for fact in told} - opened
    log.info("backfill_done", mails=mails, opened=len(opened), fed=len(fed), suppressed=suppressed)
    return Brought(
        mails,
        tuple(names[one] for one in names if one in opened),
        tuple(names[one] for one in names if one in fed),
        suppressed,
        states,
    )
