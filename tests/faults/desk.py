"""The service's rounds in the process of the test, turn by turn, so that it can look and mend between two of them."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from office_at_work import Work
from stream import Sent, mail
from structlog.testing import capture_logs

from greffier.model.neighbour import Neighbour
from greffier.rounds.office import Office
from greffier.service.shift import Shift


@dataclass
class Desk:
    """A shift over an office, whose clock the test moves."""

    work: Work
    office: Office
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    alarms: Counter[str] = field(default_factory=Counter)
    """How often each neighbour was told at the level of a warning."""
    mails: list[Sent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shift = Shift(self.office, lambda: self.now)

    def bring(self, count: int = 1) -> None:
        """Let the next mails of the stream come in; each of these is to be answered by one letter."""
        for number in range(len(self.mails), len(self.mails) + count):
            sent = mail(4 * number, self.work.registry)
            self.mails.append(sent)
            self.work.servers.put(sent.raw, self.work.registry)

    async def turn(self, times: int = 1, *, after: timedelta = timedelta(minutes=5)) -> None:
        """Let time pass, and the rounds do their work."""
        for _ in range(times):
            self.now += after
            with capture_logs() as logs:
                await self.shift.receive()
                await self.shift.send()
            self.alarms.update(
                log["neighbour"]
                for log in logs
                if log["event"] == "neighbour_failing" and log["log_level"] == "warning"
            )

    @property
    def failing(self) -> dict[Neighbour, str]:
        """Return what fails, each with the words that people read."""
        return {trouble.neighbour: trouble.words for trouble in self.shift.neighbours.now}

    def mails_by_state(self) -> dict[str, int]:
        return self.counted("select state, count(*) from messages where direction = 'in' group by state")

    def letters_by_state(self) -> dict[str, int]:
        return self.counted("select state, count(*) from letters where kind = 'welcome' group by state")

    def counted(self, query: str) -> dict[str, Any]:
        with closing(sqlite3.connect(self.work.folder / "state" / "greffier.db")) as database:
            return dict(database.execute(query).fetchall())

    def delivered(self) -> list[int]:
        """Return how many letters each author got."""
        return [len(self.work.servers.mails(sent.answered)) for sent in self.mails if sent.answered]
