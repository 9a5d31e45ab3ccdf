"""The mailbox as rounds see it: open, list, fetch, mark, and the copies of our letters.

Not for two threads at once. Every failure comes as Later, NeedsMending or SignInRefused with the server's own sentence.
"""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from imapclient import IMAPClient

from greffier.errors import NeedsMending
from greffier.mailbox import sent
from greffier.mailbox.envelopes import Envelope, envelopes_after
from greffier.mailbox.fetching import Fetched, fetch
from greffier.mailbox.listing import Listed, listed_after
from greffier.mailbox.session import Folder, Session
from greffier.mailbox.tokens import Tokens
from greffier.settings import Imap

__all__ = ["Envelope", "Fetched", "Listed", "Mailbox"]


class Mailbox:
    """One account on one server."""

    def __init__(self, settings: Imap, tokens: Tokens | None = None) -> None:
        self._settings = settings
        self._session = Session(settings, tokens or Tokens(settings))

    def __enter__(self) -> Self:
        return self.connected()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def account(self) -> str:
        """Return the name under which the store keeps this account's cursor."""
        return f"{self._settings.user}@{self._settings.host}"

    def connected(self) -> Self:
        """Sign in where that is not done. A connection that breaks is opened anew by the next question."""
        self._session.connect()
        return self

    def close(self) -> None:
        """Say goodbye to the server."""
        self._session.close()

    def open_folder(self, name: str) -> int:
        """Look at a folder afresh and return its UIDVALIDITY."""
        return self._session.open_folder(name, readonly=self._settings.handled == "nothing").validity

    def look_into(self, name: str) -> int:
        """Look at a folder that is only read, and return its UIDVALIDITY."""
        return self._session.open_folder(name, readonly=True).validity

    def envelopes_after(self, uid: int) -> Iterator[tuple[Envelope, ...]]:
        """Yield what lies above `uid` in the folder that was opened, oldest first, a bounded batch at a time."""
        return envelopes_after(self._session, uid)

    def listed_after(self, uid: int) -> tuple[Listed, ...]:
        """Return the mails with a greater UID, oldest first."""
        return listed_after(self._session, uid)

    def fetch(self, batch: Sequence[Listed]) -> Iterator[Fetched]:
        """Yield the mails of `batch` in its order; read the chunks of one before taking the next."""
        return fetch(self._session, batch, self._settings.batch_bytes, self._settings.piece_bytes)

    def mark_handled(self, *uids: int) -> None:
        """Leave the mark that the settings ask for; a mail that vanished meanwhile is no matter."""
        if uids and self._settings.handled == "move":
            self._move(uids)
        elif uids and self._keeps_keyword():
            self._session.ask_home(lambda client: client.add_flags(uids, [self._settings.keyword], silent=True))

    def sent_folder(self) -> str | None:
        """Return the folder for copies of our letters, None where the account has none yet."""
        return sent.find(self._session, self._settings.sent_folder)

    def has_sent(self, message_id: str) -> bool:
        """Tell whether a letter with this Message-ID is in the Sent folder."""
        folder = self.sent_folder()
        return folder is not None and sent.holds(self._session, folder, message_id)

    def file_sent(self, raw: bytes, message_id: str) -> None:
        """Put a copy of a letter into the Sent folder, unless it is there or the provider files its own."""
        if not self._settings.file_sent:
            return
        folder = self.sent_folder() or sent.create(self._session, self._settings.sent_folder)
        if not sent.holds(self._session, folder, message_id):
            sent.put(self._session, folder, raw)

    def _keeps_keyword(self) -> bool:
        home = self._session.home
        return self._settings.handled == "keyword" and home is not None and keeps(home, self._settings.keyword)

    def _move(self, uids: Sequence[int]) -> None:
        folder = self._settings.handled_folder
        if not self._session.ask(lambda client: client.folder_exists(folder)):
            self._session.ask(lambda client: client.create_folder(folder))
        self._session.ask_home(lambda client: move(client, uids, folder))


def keeps(folder: Folder, keyword: str) -> bool:
    """Tell whether the folder takes the keyword (RFC 3501, 7.1: PERMANENTFLAGS); Exchange takes none."""
    return not folder.keeps.isdisjoint({r"\*", keyword})


def move(client: IMAPClient, uids: Sequence[int], folder: str) -> None:
    """Move by MOVE (RFC 6851), else by its three steps: a crash between them leaves one copy too many."""
    if client.has_capability("MOVE"):
        client.move(uids, folder)
    elif client.has_capability("UIDPLUS"):
        client.copy(uids, folder)
        client.delete_messages(uids, silent=True)
        client.uid_expunge(uids)  # never plain EXPUNGE: people may have marked other mails
    else:
        raise NeedsMending(
            'the IMAP server can neither MOVE nor UID EXPUNGE; set imap.handled = "keyword" or "nothing"'
        )
