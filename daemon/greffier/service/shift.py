"""One shift: the rounds in their order, each step short, stopping between two steps when asked to."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from greffier.errors import GreffierError, Later
from greffier.mailbox.client import Mailbox
from greffier.mailbox.tokens import Tokens
from greffier.mailbox.watch import Watch
from greffier.model.neighbour import Neighbour
from greffier.rounds.incoming import receive, rescan
from greffier.rounds.incoming.collect import collect
from greffier.rounds.incoming.flags import flag_handled
from greffier.rounds.incoming.sent import look_into_sent
from greffier.rounds.keeping.housekeeping import keep_house
from greffier.rounds.office import Office
from greffier.rounds.outgoing.remind import remind_due
from greffier.rounds.outgoing.send import Passage, file_copies, send_next
from greffier.rounds.people.notices import mail_questions
from greffier.rounds.telling.report import report_due
from greffier.sending.transport import Transport
from greffier.service.neighbours import Neighbours
from greffier.service.steps import Moves, Steps
from greffier.store import marks

log = structlog.get_logger()

WATCH_PATIENCE = timedelta(minutes=5)
"""The watch only hurries the poll; one that is away for less is nobody's concern."""


class Shift:
    """The rounds over one office. `clock` returns the instant (aware, UTC); `stop` ends it after the step in hand."""

    def __init__(self, office: Office, clock: Callable[[], datetime], *, sends: bool = True) -> None:
        self.office = office
        self.sends = sends
        self.clock = clock
        self.stop = asyncio.Event()
        self.neighbours = Neighbours(office.database)
        self.steps = Steps(self.neighbours, clock)
        self.tokens = Tokens(office.settings.imap)
        """One keeper for all connections: two would turn each other's refresh token out."""
        self.mailbox = Mailbox(office.settings.imap, self.tokens)
        self.transport = Transport(office.settings.smtp, self.tokens.access_token)
        self.sent_known = False
        """Whether the Sent folder was read since the start: before, this database may be an old one put back."""
        self._one_at_a_time = asyncio.Lock()

    async def receive(self) -> None:
        """Fetch what is new, handle it mail by mail, and let each answer leave at once."""
        async with self._one_at_a_time:
            await self.steps.take(Neighbour.MAILBOX, self._collect)
            await self._at_leisure(Neighbour.SENT, self._look_into_sent)
            while not self.stop.is_set() and await self.steps.take(Neighbour.STORE, self._handle_next):
                await self._send()
            await self._tidy()

    async def look_again(self) -> None:
        """Let the antivirus look into the documents that wait for it."""
        async with self._one_at_a_time:
            await self.steps.take(Neighbour.ANTIVIRUS, self._look_again)

    async def remind(self) -> None:
        """Queue the reminders that are due."""
        await self._by_ourselves(remind_due)

    async def report(self) -> None:
        """Queue the digest if it is due."""
        await self._by_ourselves(report_due)

    async def keep_house(self) -> None:
        """Erase what served its purpose, and what no row names."""
        await self._by_ourselves(keep_house)

    async def send(self) -> None:
        """Send what is due."""
        async with self._one_at_a_time:
            await self._send()
            await self._tidy()

    async def heed(self, watch: Watch) -> None:
        """Note how the watch stands; while the mailbox itself is away, that is no news."""
        standing, now = watch.state, self.clock()
        long_away = standing.state == "away" and now - standing.since > WATCH_PATIENCE
        if standing.state == "watching":
            await asyncio.to_thread(self.neighbours.well, Neighbour.WATCH, now)
        elif long_away and not self.neighbours.failing(Neighbour.MAILBOX):
            await asyncio.to_thread(self.neighbours.failed, Neighbour.WATCH, Later(standing.error), now)

    async def settle(self) -> None:
        """Wait for the step in hand: a letter half handed over would be uncertain for ever."""
        async with self._one_at_a_time:
            log.debug("settled")

    async def close(self) -> None:
        """Say goodbye to the servers."""
        await self.transport.close()
        await asyncio.to_thread(self.mailbox.close)

    async def _collect(self, moves: Moves) -> bool:
        def look() -> None:
            collect(self.office, self.mailbox.connected(), self.clock(), moves)
            self._mark("fetch")

        await self._at_mailbox(look)
        return True

    async def _handle_next(self, _: Moves) -> bool:
        sha256 = await asyncio.to_thread(receive.next_due, self.office)
        if sha256:
            await receive.handle(self.office, sha256, self.clock())
        return sha256 is not None

    async def _look_again(self, moves: Moves) -> bool:
        documents = await asyncio.to_thread(rescan.waiting_documents, self.office)
        for one in documents:
            if self.stop.is_set():
                break
            await asyncio.to_thread(rescan.look_again, self.office, one, self.clock())
            moves()
        return bool(documents)

    def _look_into_sent(self, office: Office, mailbox: Mailbox, now: datetime) -> None:
        look_into_sent(office, mailbox, now)
        self.sent_known = True

    async def _send(self) -> None:
        if not self.sent_known:
            await self._at_leisure(Neighbour.SENT, self._look_into_sent)
        if not (self.sent_known and self.sends):
            return
        await self.steps.take(Neighbour.SERVICE, self._mail_questions)
        while not self.stop.is_set() and await self.steps.take(Neighbour.SENDING, self._send_one):
            await asyncio.to_thread(self._mark, "send")

    async def _mail_questions(self, _: Moves) -> bool:
        return await mail_questions(self.office, self.clock())

    async def _send_one(self, moves: Moves) -> bool:
        """Hand over the next letter that the gate lets pass; False where there is none."""
        while (passage := await send_next(self.office, self.transport, self.clock())) is Passage.HELD_BACK:
            moves()
        return passage is Passage.HANDED_OVER

    async def _tidy(self) -> None:
        """Make copies and marks; they are cosmetic, and what fails is tried again at another round."""
        await self._at_leisure(Neighbour.COPIES, file_copies)
        await self._at_leisure(Neighbour.MARKS, flag_handled)

    async def _at_leisure(self, neighbour: Neighbour, act: Callable[[Office, Mailbox, datetime], None]) -> None:
        """Do at the mailbox what may wait, and is not tried where the mailbox itself is away."""

        async def acted(_: Moves) -> bool:
            await self._at_mailbox(lambda: act(self.office, self.mailbox, self.clock()))
            return True

        if not self.neighbours.failing(Neighbour.MAILBOX):
            await self.steps.take(neighbour, acted)

    async def _at_mailbox(self, act: Callable[[], None]) -> None:
        """Act at the mailbox, and begin anew with it after a failure."""
        try:
            await asyncio.to_thread(act)
        except GreffierError:
            await asyncio.to_thread(self.mailbox.close)
            raise

    async def _by_ourselves(self, act: Callable[[Office, datetime], object]) -> None:
        """Do what concerns nobody else."""

        async def acted(_: Moves) -> bool:
            await asyncio.to_thread(act, self.office, self.clock())
            return True

        async with self._one_at_a_time:
            await self.steps.take(Neighbour.SERVICE, acted)

    def _mark(self, name: str) -> None:
        with self.office.database.transaction() as session:
            marks.note(session, name, self.clock())
