"""The instants at which the service is killed: each a function of ours, and a place before or after it.

Nothing of this is in the service itself: a process of the tests wraps one function, and then runs the real command.
"""

import asyncio
import inspect
import itertools
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any

from aiosmtplib.protocol import SMTPProtocol

from greffier.service import steps

Plain = Callable[..., Any]


def die() -> None:
    """End as by `kill -9`: no handler, no `finally`, no goodbye."""
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)  # another thread got the news first


@dataclass(frozen=True)
class Point:
    """`place` is module:attribute; the process dies before or after the call of it."""

    place: str
    after: bool = False
    calls: int = 2
    """How many calls of it each life surely has: the fatal one is chosen among them."""

    def arm(self, nth: int) -> None:
        owner, name = found(self.place)
        setattr(owner, name, deadly(getattr(owner, name), nth, after=self.after))


@dataclass(frozen=True)
class Wire:
    """Somewhere in the talk with the SMTP server: the process dies after `share` of these bytes were written."""

    share: float
    letter: bool = True
    """Whether the letter itself is meant, or the command DATA before it."""
    calls: int = 2

    def arm(self, nth: int) -> None:
        plain, counter = SMTPProtocol.write, itertools.count(1)

        def write(protocol: SMTPProtocol, data: bytes) -> None:
            meant = data.endswith(b"\r\n.\r\n") if self.letter else data == b"DATA\r\n"
            if meant and next(counter) == nth:
                plain(protocol, data[: int(len(data) * self.share)])
                die()
            plain(protocol, data)

        SMTPProtocol.write = write


@dataclass(frozen=True)
class Wedge:
    """A function that never comes back: it blocks its thread, or only its task where it is a coroutine."""

    place: str
    breaks: bool = False
    """Whether it ends its thread by an error that nobody foresaw, instead."""

    def arm(self, _: int) -> None:
        hurry()
        owner, name = found(self.place)
        setattr(owner, name, self.fate(getattr(owner, name)))

    def fate(self, plain: Plain) -> Plain:
        def broken(*_: Any) -> None:
            raise RuntimeError("nobody foresaw this")

        def blocked(*_: Any, **__: Any) -> None:
            time.sleep(3600)

        async def endless(*_: Any, **__: Any) -> None:
            await asyncio.sleep(3600)

        if self.breaks:
            return broken
        return endless if inspect.iscoroutinefunction(plain) else blocked


def hurry() -> None:
    """Let a step count as wedged after two seconds instead of many minutes."""
    for neighbour in steps.LONGEST:
        steps.LONGEST[neighbour] = 2.0


COLLECT, RECEIVE = (f"greffier.rounds.incoming.{name}" for name in ("collect", "receive"))
SEND = "greffier.rounds.outgoing.send"

POINTS: dict[str, Point | Wire] = {
    "after fetch": Point("greffier.store.sealed:Incoming.write"),
    "half spooled": Point("greffier.store.sealed:Incoming.write", after=True),
    "before the spool's rename": Point("greffier.store.sealed:settle"),
    "after spool": Point("greffier.store.sealed:settle", after=True),
    "before the arrival's commit": Point("greffier.store.inbox:record_arrival", after=True),
    "after the arrival's commit": Point(f"{COLLECT}:record", after=True),
    "while Sent is read": Point("greffier.rounds.incoming.sent:unknown", after=True, calls=1),
    "after the try is counted": Point(f"{RECEIVE}:count_attempt", after=True),
    "after reading": Point(f"{RECEIVE}:read_mail", after=True),
    "after a paper is kept": Point("greffier.store.papers:Papers.keep", after=True),
    "before the handling's commit": Point("greffier.store.inbox:handled", after=True),
    "after the handling's commit": Point(f"{RECEIVE}:file_reading", after=True),
    "before the claim's commit": Point("greffier.store.outbox:claim", after=True),
    "after the claim's commit": Point(f"{SEND}:claim", after=True),
    "after the gate": Point(f"{SEND}:at_gate", after=True),
    "before DATA": Wire(0, letter=False),
    "after DATA": Wire(1, letter=False),
    "after DATA is accepted": Wire(0),
    "in the midst of the letter": Wire(0.5),
    "after the final dot": Wire(1),
    "after the server's word": Point(f"{SEND}:note_sent"),
    "before `sent` is committed": Point("greffier.store.outbox:sent", after=True),
    "after `sent` is committed": Point(f"{SEND}:note_sent", after=True),
    "before the copy to Sent": Point("greffier.mailbox.sent:put"),
    "after the copy to Sent": Point("greffier.mailbox.sent:put", after=True),
    "before the copy's commit": Point("greffier.store.outbox:filed", after=True),
    "before a flag": Point("greffier.mailbox.client:Mailbox.mark_handled", calls=1),
    "after a flag": Point("greffier.mailbox.client:Mailbox.mark_handled", after=True, calls=1),
    "before the flag's commit": Point("greffier.store.inbox:flagged", after=True),
}


WEDGES: dict[str, Wedge] = {
    "fetching": Wedge("greffier.service.shift:collect"),
    "reading": Wedge(f"{RECEIVE}:read_mail"),
    "deciding": Wedge(f"{RECEIVE}:file_reading"),
    "sending": Wedge("greffier.sending.transport:Transport.send"),
    "the watch": Wedge("greffier.mailbox.watch:Watch._idle", breaks=True),
    "the loop": Wedge("greffier.service.pulse:Pulse.step"),
}
"""What may stand still while the process lives on."""


def found(place: str) -> tuple[Any, str]:
    """Return the object that holds the function, and the function's name in it."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner = import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    return owner, name


def deadly(plain: Plain, nth: int, *, after: bool) -> Plain:
    """Return the function with death before or after its n-th call."""
    counter = itertools.count(1)
    if inspect.iscoroutinefunction(plain):

        @wraps(plain)
        async def awaited(*arguments: Any, **named: Any) -> Any:
            due = next(counter) == nth
            if due and not after:
                die()
            answer = await plain(*arguments, **named)
            if due:
                die()
            return answer

        return awaited

    @wraps(plain)
    def called(*arguments: Any, **named: Any) -> Any:
        due = next(counter) == nth
        if due and not after:
            die()
        answer = plain(*arguments, **named)
        if due:
            die()
        return answer

    return called
