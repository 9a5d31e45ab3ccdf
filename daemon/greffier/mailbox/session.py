"""One connection and the folder it looks at. Every question to the server goes through here.

Failures come out sorted; a connection that is no longer safe is dropped, and opened anew by the next question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from imapclient import IMAPClient

from greffier.errors import Later, NeedsMending
from greffier.mailbox.connection import drop, leave, opened, place
from greffier.mailbox.failures import NEIGHBOUR_FAILED, NO_LONGER_SAFE, may_pass, sort
from greffier.mailbox.tokens import Tokens
from greffier.settings import Imap

Answer = TypeVar("Answer")
Answers = Mapping[int, Mapping[bytes, Any]]
"""What FETCH gives: by UID, then by item."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as the server opened it."""

    name: str
    validity: int
    """UIDVALIDITY: when it changes, all UIDs are void (RFC 3501, 2.3.1.1)."""
    next_uid: int
    mails: int
    keeps: frozenset[str]
    """PERMANENTFLAGS; `\\*` stands for any keyword."""


class Session:
    """A conversation with the server; not for two threads at once."""

    def __init__(self, settings: Imap, tokens: Tokens) -> None:
        self._settings = settings
        self._tokens = tokens
        self._client: IMAPClient | None = None
        self._home: tuple[Folder, bool] | None = None
        self._at: str | None = None

    def connect(self) -> IMAPClient:
        """Return the client, signed in. One that died since it was last used is replaced without a word."""
        if self._client:
            try:
                self._client.noop()
            except NEIGHBOUR_FAILED:
                self._break_off()
        return self._open()

    @property
    def home(self) -> Folder | None:
        """Return the folder that was opened."""
        return self._home[0] if self._home else None

    def close(self) -> None:
        """Say goodbye."""
        client, self._client = self._client, None
        if client:
            leave(client)

    def open_folder(self, name: str, *, readonly: bool) -> Folder:
        """Look at a folder afresh; the questions that follow are about it."""
        try:
            folder = self.ask(lambda client: look(client, name, readonly=readonly))
        except Later as error:
            if self._client is None or may_pass(error):
                raise
            raise NeedsMending(f"{error}; look at imap.folder") from error
        self._home, self._at = (folder, readonly), name
        return folder

    def ask(self, question: Callable[[IMAPClient], Answer]) -> Answer:
        """Return the answer to a question that concerns no folder."""
        client = self._open()
        try:
            return question(client)
        except NEIGHBOUR_FAILED as error:
            if isinstance(error, NO_LONGER_SAFE):
                self._break_off()
            raise sort(error, place(self._settings)) from error

    def ask_home(self, question: Callable[[IMAPClient], Answer]) -> Answer:
        """Return the answer to a question about the folder that was opened."""
        if self._home is None:
            raise RuntimeError("open_folder comes first")
        known, readonly = self._home
        if self._client is None or self._at != known.name:
            found = self.open_folder(known.name, readonly=readonly)
            if found.validity != known.validity:
                raise Later(f"{place(self._settings)}: the folder {known.name} was renewed; its mails are listed anew")
        return self.ask(question)

    def mend(self) -> None:
        """Make sure that the server answers; raise Later if it cannot be reached."""
        self.ask_home(lambda client: client.noop())

    def ask_in(self, name: str, question: Callable[[IMAPClient], Answer]) -> Answer:
        """Return the answer to a question about another folder, which is not written to."""
        self._at = None
        self.ask(lambda client: client.select_folder(name, readonly=True))
        return self.ask(question)

    def _open(self) -> IMAPClient:
        if self._client is None:
            self._client, self._at = opened(self._settings, self._tokens), None
        return self._client

    def _break_off(self) -> None:
        client, self._client = self._client, None
        if client:
            drop(client)


def asking(uids: Sequence[int], *items: str) -> Callable[[IMAPClient], Answers]:
    """Return the question for some items of some mails. Always explicit UIDs: imapclient takes no ranges here."""
    return lambda client: cast("Answers", client.fetch(uids, items))


def look(client: IMAPClient, name: str, *, readonly: bool) -> Folder:
    """Open a folder and note what the server says of it."""
    answer = client.select_folder(name, readonly=readonly)
    kept = frozenset(flag.decode("ascii", "replace") for flag in answer.get(b"PERMANENTFLAGS", ()))
    # a server without UIDVALIDITY promises nothing: 0, and mails are known again by their bytes
    return Folder(name, answer.get(b"UIDVALIDITY", 0), answer.get(b"UIDNEXT", 1), answer.get(b"EXISTS", 0), kept)
