"""Ring when a mail came: a thread of its own, with a connection of its own, in IDLE (RFC 2177).

IDLE is a hint and no more: the poll goes on beside it, and what is new is found by listing. So a ring too many costs a
look, and a server without IDLE costs a minute.
"""

import random
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from time import monotonic
from typing import Literal

import structlog
from imapclient import IMAPClient

from greffier.errors import GreffierError, Later, SignInRefused
from greffier.mailbox.connection import drop, leave, opened, place
from greffier.mailbox.failures import sorted_failures
from greffier.mailbox.tokens import Tokens
from greffier.model.patience import Patience
from greffier.settings import Imap

log = structlog.get_logger()

PATIENCE = Patience(first=1, longest=120)
"""Between attempts to reconnect, lest a server that returns be stormed."""

REFUSED_PATIENCE = Patience(first=300, longest=600)
"""After a refused sign-in: trying faster locks accounts."""

SLACK = 120.0
"""Seconds that connecting and signing in may take beside the waits that are counted."""

EARLY = 1.0
"""Seconds: IDLE that ends emptily this long before its time ended because the connection died."""


@dataclass(frozen=True, slots=True)
class WatchState:
    """How the watch stands, for `status` and the digest."""

    state: Literal["watching", "away", "off"]
    """`off`: not started, stopped, or the server offers no IDLE."""
    since: datetime
    error: str = ""
    """Why it is away or off, in the server's own words."""


class Watch:
    """Calls `ring` from its thread after each connection and at each new mail."""

    def __init__(
        self,
        settings: Imap,
        ring: Callable[[], None],
        tokens: Tokens | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._ring = ring
        self._tokens = tokens or Tokens(settings)
        self._clock = clock
        self._stopping = Event()
        self._client: IMAPClient | None = None
        self._thread = Thread(target=self._run, name="mailbox-watch", daemon=True)
        self._turned_at = monotonic()
        self._over = False
        self.state = WatchState("off", clock(), "not started")

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> None:
        """End the thread; shutting its socket wakes it from IDLE at once."""
        self._stopping.set()
        if client := self._client:
            shut(client)
        if self._thread.is_alive():
            self._thread.join(timeout)

    @property
    def wedged(self) -> bool:
        """Whether the thread died, or did not turn for longer than all its waits together take."""
        turn = self._settings.idle_seconds + REFUSED_PATIENCE.longest + 2 * self._settings.timeout_seconds + SLACK
        return not self._over and (not self._thread.is_alive() or monotonic() - self._turned_at > turn)

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            began = self._turned_at = monotonic()
            try:
                self._watch_over_one_connection()
            except GreffierError as error:
                if not self._stopping.is_set():
                    steady = monotonic() - began > PATIENCE.longest
                    failures = 1 if steady else failures + 1
                    self._became("away", str(error))
                    self._pause(error, failures)
            else:
                break
        self._over = True
        if self._stopping.is_set():
            self._became("off", "stopped")

    def _pause(self, error: GreffierError, failures: int) -> None:
        patience = REFUSED_PATIENCE if isinstance(error, SignInRefused) else PATIENCE
        wait = patience.wait(failures, random.random())  # noqa: S311 - no secret
        log.info("watch_lost", error=type(error).__name__, again_in=round(wait))
        self._stopping.wait(wait)

    def _watch_over_one_connection(self) -> None:
        """Watch until the connection breaks or the watch is stopped; return where there is nothing to watch with."""
        client = self._client = opened(self._settings, self._tokens)
        try:
            with sorted_failures(place(self._settings)):
                self._watch_over(client)
        except BaseException:
            drop(client)
            raise
        finally:
            self._client = None
        leave(client)

    def _watch_over(self, client: IMAPClient) -> None:
        if not client.has_capability("IDLE"):
            self._became("off", "the server offers no IDLE; the poll goes on alone")
            return
        client.select_folder(self._settings.folder, readonly=True)
        while not self._stopping.is_set():
            self._idle(client)

    def _idle(self, client: IMAPClient) -> None:
        """Idle once, up to the time at which it is renewed; servers and firewalls hang up on longer ones."""
        self._turned_at = monotonic()
        client.idle()
        self._became("watching")
        # after IDLE began, not before: then no mail falls between this look and the first notice
        self._ring()
        until = monotonic() + self._settings.idle_seconds
        while (left := until - monotonic()) > 0:
            notices = client.idle_check(timeout=left)
            if not notices and monotonic() < until - EARLY:
                # imapclient gives [] for ever on a dead connection (its issue 565)
                raise Later(f"{place(self._settings)}: the connection died")
            if any(is_new_mail(notice) for notice in notices):
                self._ring()
        client.idle_done()

    def _became(self, state: Literal["watching", "away", "off"], error: str = "") -> None:
        if (state, error) != (self.state.state, self.state.error):
            self.state = WatchState(state, self._clock(), error)


def is_new_mail(notice: object) -> bool:
    """Tell an arrival from flags, removals and signs of life."""
    return isinstance(notice, tuple) and notice[1:2] == (b"EXISTS",)


def shut(client: IMAPClient) -> None:
    """Shut the socket under the thread that reads from it, and leave the tidying to that thread."""
    with suppress(OSError, AttributeError):
        # the plain method: SSLSocket.shutdown would take the TLS state away under the reader's feet
        socket.socket.shutdown(client.socket(), socket.SHUT_RDWR)
