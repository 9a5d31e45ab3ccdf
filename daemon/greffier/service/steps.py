"""Each step of the service, taken with one neighbour: in its time, within a limit, and never the end of the service."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from greffier.errors import GreffierError, Unreachable
from greffier.model.neighbour import Neighbour
from greffier.service.neighbours import Neighbours
from greffier.service.pulse import Pulse
from greffier.store.failures import Unavailable

log = structlog.get_logger()

Moves = Callable[[], None]
Act = Callable[[Moves], Awaitable[bool]]
"""What a step does; it calls the first argument whenever it moves on. Returns whether the neighbour did something."""

LONGEST_PAUSE = 600.0
"""Seconds between two steps: the ticks come every minute."""
LONGEST = {
    Neighbour.MAILBOX: 900.0,  # for one mail: 60 MB over a line of 1 Mbit/s take nine minutes
    Neighbour.SENDING: 900.0,  # for one letter: a server may take ten minutes after the final dot (RFC 5321, 4.5.3.2.6)
    Neighbour.SENT: 900.0,
    Neighbour.COPIES: 900.0,
    Neighbour.MARKS: 300.0,
    Neighbour.ANTIVIRUS: 300.0,  # for one document; clamd gives one up after 120
    Neighbour.STORE: 300.0,  # for reading one mail, whose own limits are narrower, and filing it
    Neighbour.SERVICE: 300.0,
}
"""Seconds without any move after which a step counts as wedged."""

AT_MAILBOX = frozenset({Neighbour.SENT, Neighbour.COPIES, Neighbour.MARKS})
"""What needs the mailbox beside the fetching: one server that is away is one trouble."""


class Steps:
    """Takes steps. `clock` returns the instant (aware, UTC)."""

    def __init__(self, neighbours: Neighbours, clock: Callable[[], datetime]) -> None:
        self.pulse = Pulse()
        self.neighbours = neighbours
        self._clock = clock

    async def take(self, neighbour: Neighbour, act: Act) -> bool:
        """Let a neighbour do its part, if it had the time it needs; what fails is told, and the service goes on.

        Returns what `act` returns, False where it failed or was not asked.
        """
        if not all(self.neighbours.may_be_asked(one) for one in (neighbour, Neighbour.STORE)):
            return False
        try:
            with self.pulse.step(neighbour, LONGEST[neighbour]) as moves:
                done = await act(moves)
        except Exception as why:
            await self._failed(neighbour, why)
            return False
        finally:
            self.pulse.expect("next step", LONGEST_PAUSE)
        if done:
            await asyncio.to_thread(self.neighbours.well, neighbour, self._clock())
        return done

    async def _failed(self, neighbour: Neighbour, why: Exception) -> None:
        if not isinstance(why, GreffierError | OSError) and not self.neighbours.failing(neighbour):
            log.error("step_failed", step=neighbour, exc_info=why)
        await asyncio.to_thread(self.neighbours.failed, guilty(neighbour, why), why, self._clock())


def guilty(neighbour: Neighbour, why: Exception) -> Neighbour:
    """Return whose fault it is: mailbox and sending let no OSError out, so one that comes is our disk's."""
    if isinstance(why, Unavailable | OSError):
        return Neighbour.STORE
    return Neighbour.MAILBOX if isinstance(why, Unreachable) and neighbour in AT_MAILBOX else neighbour
