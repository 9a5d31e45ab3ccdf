"""The heartbeat that systemd hears: it beats only while rounds make progress, so that a wedged one is restarted."""

import time

from greffier.service.notify import notify

LONGEST_ROUND = 300.0
"""Seconds without progress after which the service counts as wedged: a big mail over a slow line takes less."""


class Pulse:
    """Notes progress, and beats while there is some."""

    def __init__(self) -> None:
        self.last_progress = time.monotonic()
        self.busy = False

    def progress(self, *, busy: bool) -> None:
        """Note that a step was taken; `busy` tells whether another one follows."""
        self.last_progress = time.monotonic()
        self.busy = busy

    def beat(self) -> None:
        """Give a sign of life, unless a round has been wedged for too long."""
        if not self.busy or time.monotonic() - self.last_progress < LONGEST_ROUND:
            notify("WATCHDOG=1")
