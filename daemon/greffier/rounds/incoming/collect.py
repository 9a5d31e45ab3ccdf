"""Bring mails to the spool, and record where each was found. From then on the server is not needed for them."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import structlog

from greffier.errors import Unreadable
from greffier.mailbox.client import Fetched, Mailbox
from greffier.rounds.office import Office
from greffier.store import inbox

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Box:
    """A folder of an account as it stands; another UIDVALIDITY is another box (RFC 9051, 2.3.1.1)."""

    account: str
    folder: str
    uidvalidity: int


def collect(office: Office, mailbox: Mailbox, now: datetime, moves: Callable[[], None]) -> None:
    """Take in every new mail of the folder, and call `moves` after each."""
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
