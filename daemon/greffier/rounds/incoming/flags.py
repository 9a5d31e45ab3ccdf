"""Show on the server what was handled: a keyword, or a move. Cosmetic: never a reason to lose or redo a mail."""

from datetime import datetime

from greffier.mailbox.client import Mailbox
from greffier.rounds.office import Office
from greffier.store import inbox

AT_A_TIME = 500
"""Flags set in one round; the rest waits for the next, so that new mail never waits long."""


def flag_handled(office: Office, mailbox: Mailbox, now: datetime) -> None:
    """Mark the handled mails of the open folder; those of a former UIDVALIDITY cannot be found any more."""
    with office.database.reading() as session:
        unflagged = inbox.unflagged(session, AT_A_TIME)
    if not unflagged:
        return
    folder = office.settings.imap.folder
    here = (mailbox.account, folder, mailbox.open_folder(folder))
    mailbox.mark_handled(*(mail.uid for mail in unflagged if (mail.account, mail.folder, mail.uidvalidity) == here))
    with office.database.transaction() as session:
        for arrival in unflagged:
            inbox.flagged(session, arrival, now)
