"""One shift: the rounds in their order, each step short, stopping between two steps when asked to."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime

import structlog

from greffier.errors import GreffierError, Later
from greffier.mailbox.client import Mailbox
from greffier.mailbox.tokens import Tokens
from greffier.rounds import receive
from greffier.rounds.flags import flag_handled
from greffier.rounds.housekeeping import sweep
from greffier.rounds.office import Office
from greffier.rounds.remind import remind_due
from greffier.rounds.report import report_due
from greffier.rounds.send import file_copies, send_next
from greffier.rounds.sent import look_into_sent
from greffier.sending.transport import Transport
from greffier.service.pulse import Pulse
from greffier.store import marks

log = structlog.get_logger()

TROUBLES_KEPT = 20
"""What went wrong at a neighbour, for whoever ran a single round."""


class Shift:
    """The rounds over one office. `clock` returns the instant (aware, UTC); `stop` ends it after the step in hand."""

    def __init__(self, office: Office, clock: Callable[[], datetime]) -> None:
        self.office = office
        self.clock = clock
        self.stop = asyncio.Event()
        self.pulse = Pulse()
        self.tokens = Tokens(office.settings.imap)
        """One keeper for all connections: two would turn each other's refresh token out."""
        self.mailbox = Mailbox(office.settings.imap, self.tokens)
        self.transport = Transport(office.settings.smtp, self.tokens.access_token)
        self.troubles: deque[str] = deque(maxlen=TROUBLES_KEPT)
        self._one_at_a_time = asyncio.Lock()

    async def receive(self) -> None:
        """Fetch what is new, handle it mail by mail, and let each answer leave at once."""
        async with self._one_at_a_time:
            await self._step("fetch", self._collect)
            await self._step("sent", self._look_into_sent)
            while not self.stop.is_set() and (sha256 := await asyncio.to_thread(receive.next_due, self.office)):
                await receive.handle(self.office, sha256, self.clock())
                self.pulse.progress(busy=True)
                await self._send()
            await self._tidy()

    async def remind(self) -> None:
        """Queue the reminders that are due."""
        async with self._one_at_a_time:
            await asyncio.to_thread(remind_due, self.office, self.clock())

    async def report(self) -> None:
        """Queue the digest if it is due."""
        async with self._one_at_a_time:
            await asyncio.to_thread(report_due, self.office, self.clock())

    async def send(self) -> None:
        """Send what is due."""
        async with self._one_at_a_time:
            await self._send()
            await self._tidy()

    async def keep_house(self) -> None:
        """Remove from disk what no row names."""
        async with self._one_at_a_time:
            await asyncio.to_thread(sweep, self.office)

    async def settle(self) -> None:
        """Wait for the step in hand: a letter half handed over would be uncertain for ever."""
        async with self._one_at_a_time:
            log.debug("settled")

    async def close(self) -> None:
        """Say goodbye to the servers."""
        await self.transport.close()
        await asyncio.to_thread(self.mailbox.close)

    def _collect(self) -> None:
        receive.collect(self.office, self.mailbox.connected(), self.clock())

    def _look_into_sent(self) -> None:
        look_into_sent(self.office, self.mailbox, self.clock())

    async def _send(self) -> None:
        try:
            while not self.stop.is_set() and await send_next(self.office, self.transport, self.clock()):
                self.pulse.progress(busy=True)
                await asyncio.to_thread(self._mark, "send")
        except Later as trouble:
            log.warning("send_delayed", why=str(trouble))
            self.troubles.append(str(trouble))
        self.pulse.progress(busy=False)

    async def _tidy(self) -> None:
        """Make copies and flags; they are cosmetic, and what fails is tried again at the next round."""
        await self._step("tidy", self._copies_and_flags)

    def _copies_and_flags(self) -> None:
        file_copies(self.office, self.mailbox, self.clock())
        flag_handled(self.office, self.mailbox, self.clock())

    async def _step(self, name: str, act: Callable[[], None]) -> None:
        """Take one step at a neighbour that may fail; the failure is told and the round goes on."""
        try:
            await asyncio.to_thread(act)
            await asyncio.to_thread(self._mark, name)
        except GreffierError as trouble:
            log.warning("step_failed", step=name, why=str(trouble))
            self.troubles.append(str(trouble))
            await asyncio.to_thread(self.mailbox.close)
        self.pulse.progress(busy=False)

    def _mark(self, name: str) -> None:
        with self.office.database.transaction() as session:
            marks.note(session, name, self.clock())
