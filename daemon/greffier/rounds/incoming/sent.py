"""Read the Sent folder: our own letters that are there have left, and what people wrote themselves is taken in.

Headers tell them apart, so that of our own letters nothing more is fetched. What people wrote before this database was
born stays theirs.
"""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta

import structlog

from greffier.errors import Unreadable
from greffier.mailbox.client import Envelope, Mailbox
from greffier.rounds.incoming.collect import Box, spool
from greffier.rounds.keeping import guard
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox, marks, outbox
from greffier.store.database import Session
from greffier.store.outbox import Found

log = structlog.get_logger()

BIRTH = "sent_since"
CLOCKS_DIFFER = timedelta(minutes=5)
"""The server dates by its own clock, in whole seconds."""


def look_into_sent(office: Office, mailbox: Mailbox, now: datetime) -> None:
    """Take in what is new in the Sent folder, to its end; nothing where there is none, or it is read as the inbox."""
    read(office, mailbox, now)
    with office.database.transaction() as session:
        marks.note(session, guard.SENT_READ, now)


def read(office: Office, mailbox: Mailbox, now: datetime) -> None:
    """Read what lies above the cursor."""
    with office.database.transaction() as session:
        since = marks.first(session, BIRTH, now) - CLOCKS_DIFFER
    folder = mailbox.sent_folder()
    if folder is None or folder == office.settings.imap.folder:
        return
    box = Box(mailbox.account, folder, mailbox.look_into(folder))
    with office.database.reading() as session:
        cursor = inbox.cursor(session, box.account, box.folder, box.uidvalidity)
    for batch in mailbox.envelopes_after(cursor):
        take_in(office, mailbox, box, unknown(office, batch, since, now), now)
        with office.database.transaction() as session:
            inbox.skip_uid(session, **asdict(box), uid=batch[-1].listed.uid, now=now)


def unknown(office: Office, batch: Iterable[Envelope], since: datetime, now: datetime) -> list[Envelope]:
    """Note that our own letters left, and return what has to be fetched: letters forgotten, and letters of people."""
    with office.database.transaction() as session:
        strange = [letter for letter in batch if not outbox.met(session, letter.message_id, letter.mark, now)]
    return [letter for letter in strange if letter.mark or not (letter.automatic or is_old(letter, since))]


def is_old(letter: Envelope, since: datetime) -> bool:
    """Tell what people wrote before this database was born."""
    return letter.kept_at is not None and letter.kept_at < since


def take_in(office: Office, mailbox: Mailbox, box: Box, letters: list[Envelope], now: datetime) -> None:
    """Fetch them; each moves the cursor with what it brings."""
    by_uid = {letter.listed.uid: letter for letter in letters}
    for mail in mailbox.fetch([letter.listed for letter in letters]):
        letter = by_uid[mail.uid]
        if letter.mark is None or mail.gone:
            spool(office, box, mail, now)
        else:
            remember(office, letter, mail.chunks, now)


def remember(office: Office, letter: Envelope, chunks: Iterable[bytes], now: datetime) -> None:
    """Take back into the outbox a letter of ours that this database does not know: it is older than the letter."""
    try:
        raw = b"".join(chunks)
    except Unreadable:
        raw = b""  # that it left is all that counts
    with office.database.transaction() as session:
        outbox.found(session, as_found(session, letter, raw, now), now)
        guard.hold(session, guard.FOUND, now)
    log.warning("letter_found", mark=letter.mark)


def as_found(session: Session, letter: Envelope, raw: bytes, now: datetime) -> Found:
    """Return what the outbox keeps of it; its dossier where the recipient is in just one."""
    homes = {home for address in letter.recipients for home in dossiers.at_home(session, folded=address)}
    operator = homes.pop() if len(homes) == 1 else None
    assert letter.mark is not None
    left_at = letter.kept_at or now
    return Found(letter.kind, letter.mark, letter.message_id, operator, letter.recipients, raw, left_at)
