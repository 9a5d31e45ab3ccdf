r"""The mailbox: the only door to the IMAP server, synchronous, one client a thread.

It fetches bytes and leaves marks. It never reads what a mail says, and neither reads nor writes `\Seen` of the
mails that people receive: the mailbox is theirs. `rounds` calls it; `Watch` rings when something came.
"""

from greffier.mailbox.checking import check
from greffier.mailbox.client import Envelope, Fetched, Listed, Mailbox
from greffier.mailbox.tokens import Tokens
from greffier.mailbox.watch import Watch, WatchState

__all__ = ["Envelope", "Fetched", "Listed", "Mailbox", "Tokens", "Watch", "WatchState", "check"]
