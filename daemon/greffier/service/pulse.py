"""The heartbeat that systemd hears: it beats while all that should move does, so that a wedged service is restarted."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from greffier.service.notify import notify

log = structlog.get_logger()


class Pulse:
    """What is expected to move, and by when. `elapsed` counts seconds whatever happens to the clock on the wall."""

    def __init__(self, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._elapsed = elapsed
        self._limits: dict[str, float] = {}
        self._watched: dict[str, Callable[[], bool]] = {}

    def expect(self, name: str, seconds: float) -> None:
        """Expect to hear of `name` again within so many seconds."""
        self._limits[name] = self._elapsed() + seconds

    @contextmanager
    def step(self, name: str, seconds: float) -> Iterator[Callable[[], None]]:
        """Expect a step to end in time; it may ask for its time anew, by what is yielded, whenever it moves on."""
        self.expect(name, seconds)
        try:
            yield lambda: self.expect(name, seconds)
        finally:
            self._limits.pop(name, None)

    def watch(self, name: str, wedged: Callable[[], bool]) -> None:
        """Ask at each beat whether something that moves by itself is wedged."""
        self._watched[name] = wedged

    @property
    def wedged(self) -> tuple[str, ...]:
        """Return what should have moved and did not."""
        now = self._elapsed()
        limits = self._limits.copy()  # steps move on in threads of their own
        late = (name for name, limit in limits.items() if now > limit)
        return (*late, *(name for name, wedged in self._watched.items() if wedged()))

    def beat(self) -> None:
        """Give a sign of life, unless something is wedged."""
        if wedged := self.wedged:
            log.error("service_wedged", what=", ".join(wedged))
        else:
            notify("WATCHDOG=1")
