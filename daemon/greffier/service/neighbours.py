"""How each neighbour stands: whom to ask now, whom to give time, and what to tell people, once and not at every try.

Kept in the store for `greffier status` and the digest; while the store itself fails, memory must do.
"""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from greffier.errors import GreffierError, NeedsMending
from greffier.model.neighbour import Neighbour, Trouble
from greffier.model.patience import Patience
from greffier.store import troubles
from greffier.store.database import Database

log = structlog.get_logger()

PATIENCE = Patience(first=10, longest=900)
"""Providers lock accounts that come too often; a quarter of an hour is what a person would wait to look."""
REFUSED_PATIENCE = Patience(first=300, longest=900)
"""Somebody has to mend it first; and a password refused too often locks the account."""
STORE_PATIENCE = Patience(first=2, longest=60)
"""Our own disk can be asked at any time."""
SAME_TROUBLE = timedelta(minutes=10)
"""A neighbour that fails again so soon after it recovered has one trouble, not two."""


class Neighbours:
    """The troubles of all neighbours. `elapsed` counts seconds whatever happens to the clock on the wall."""

    def __init__(self, database: Database, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._elapsed = elapsed
        self._not_before: dict[Neighbour, float] = {}
        with database.reading() as session:
            self._troubles = {trouble.neighbour: trouble for trouble in troubles.known(session)}

    def may_be_asked(self, neighbour: Neighbour) -> bool:
        """Tell whether it had the time it needs since it failed."""
        return self._elapsed() >= self._not_before.get(neighbour, 0)

    def failing(self, neighbour: Neighbour) -> bool:
        """Tell whether it fails now."""
        return any(trouble.neighbour is neighbour for trouble in self.now)

    @property
    def now(self) -> tuple[Trouble, ...]:
        """Return what fails now, the oldest first."""
        return tuple(sorted((one for one in self._troubles.values() if one.lasts), key=lambda one: one.since))

    def failed(self, neighbour: Neighbour, why: Exception, now: datetime) -> None:
        """Note a failure and how long to wait after it; the first one of a trouble is told as a warning."""
        before = self._troubles.get(neighbour)
        trouble = worse(before, neighbour, said(why), now)
        wait = patience(neighbour, why).wait(trouble.failures, random.random())  # noqa: S311 - no secret
        self._not_before[neighbour] = self._elapsed() + wait
        tell = log.info if before and before.since == trouble.since else log.warning
        tell("neighbour_failing", neighbour=neighbour, why=trouble.words, again_in=round(wait))
        self._troubles[neighbour] = trouble
        self._kept(trouble)

    def well(self, neighbour: Neighbour, now: datetime) -> None:
        """Note that it did its part; where it was failing, tell that it recovered.

        That must be written down to be true: so the store itself has recovered when it takes the news.
        """
        self._not_before.pop(neighbour, None)
        for one in dict.fromkeys((Neighbour.STORE, neighbour)):
            trouble = self._troubles.get(one)
            if trouble and trouble.lasts and self._kept(recovered := replace(trouble, until=now)):
                self._troubles[one] = recovered
                log.info("neighbour_recovered", neighbour=one, failures=trouble.failures)

    def _kept(self, trouble: Trouble) -> bool:
        """Write a trouble down, and return whether that was possible."""
        try:
            with self._database.transaction() as session:
                troubles.keep(session, trouble)
        except GreffierError:
            return False
        return True


def worse(before: Trouble | None, neighbour: Neighbour, words: str, now: datetime) -> Trouble:
    """Return the trouble that goes on with one more failure, or begins."""
    if before is None or (before.until and now - before.until > SAME_TROUBLE):
        return Trouble(neighbour, now, words, 1)
    failures = before.failures + 1 if before.lasts else 1
    return replace(before, words=words, failures=failures, until=None)


def said(why: Exception) -> str:
    """Return the neighbour's own sentence; for an error of ours only its kind, since its words may be a mail's."""
    return str(why) if isinstance(why, GreffierError | OSError) else f"erreur interne ({type(why).__name__})"


def patience(neighbour: Neighbour, why: Exception) -> Patience:
    """Return how long to wait for this neighbour after this failure."""
    if isinstance(why, NeedsMending):
        return REFUSED_PATIENCE
    return STORE_PATIENCE if neighbour is Neighbour.STORE else PATIENCE
