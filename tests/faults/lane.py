"""One registry that is killed again and again: mails come in, the service dies, the next one takes up the work."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from account import Account, drawn_up
from office_at_work import Work
from points import POINTS
from stream import Sent, mail

CONDEMNED = Path(__file__).with_name("condemned.py")
AT_RANDOM = "at a random instant"
RANDOM_LIFE = 2.0
"""Seconds within which a random death comes: starting, fetching, reading and sending take about two."""
LONGEST_LIFE = 120.0
"""Seconds after which a service that did not come to its point is killed by us, and the trial fails."""


@dataclass
class Lane:
    """One registry and the mails it got. `seed` lets the same instants come back."""

    work: Work
    seed: int = 0
    mails: list[Sent] = field(default_factory=list)
    died_of: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.log = self.work.folder / "log.txt"
        be_generous(self.work)
        self._parent = subprocess.Popen(
            [sys.executable, str(CONDEMNED)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        self._parent.communicate()

    def bring(self, count: int) -> None:
        """Let the next mails of the stream come in."""
        for _ in range(count):
            sent = mail(len(self.mails), self.work.registry)
            self.mails.append(sent)
            self.work.servers.put(sent.raw, self.work.registry, sent.copies)

    def kill(self, fault: str) -> None:
        """Let a service live until this fault; fail where it never comes to it."""
        point = None if fault == AT_RANDOM else fault
        life = self.chance.uniform(0, RANDOM_LIFE) if point is None else LONGEST_LIFE
        with self.service("run", point=point) as pid:
            hangman = threading.Timer(life, end, (pid,))
            hangman.start()
            began = time.monotonic()
            status = self.ended()
            hangman.cancel()
        assert status == signal.SIGKILL, f"{fault}: the service ended by itself ({status})\n{self.told()}"
        came = point is None or time.monotonic() - began < LONGEST_LIFE
        assert came, f"{fault}: the service never came to this point\n{self.told()}"
        self.died_of.append(fault)

    def recover(self) -> float:
        """Let a service do all that is left, and return the seconds that it took."""
        began = time.monotonic()
        with self.service("run", "--once"):
            status = self.ended()
        assert status == 0, f"the service does not come to rest ({status})\n{self.told()}"
        return time.monotonic() - began

    def account(self) -> Account:
        """Draw up the account of all mails so far."""
        return drawn_up(self.work, self.mails)

    def told(self) -> str:
        """Return how the service died and what it said, for a test that fails."""
        return f"died {self.died_of[-5:]}\n{self.log.read_text()[-4000:] if self.log.exists() else ''}"

    @contextlib.contextmanager
    def service(self, *arguments: str, point: str | None = None, **environment: str) -> Iterator[int]:
        """Start the real command with these arguments; `point` is where it kills itself, or stands still."""
        assert self._parent.stdin
        nth = self.chance.randint(1, POINTS[point].calls) if point in POINTS else 0
        order = {
            "arguments": ["--config", str(self.work.config), *arguments],
            "log": str(self.log),
            "point": point,
            "nth": nth,
            "environment": environment,
        }
        self._parent.stdin.write(json.dumps(order) + "\n")
        self._parent.stdin.flush()
        pid = int(self._heard())
        try:
            yield pid
        except BaseException:
            end(pid)
            raise

    def ended(self) -> int:
        """Wait for the service's end, and return its status as `waitpid` gives it."""
        return int(self._heard())

    def _heard(self) -> str:
        assert self._parent.stdout
        return self._parent.stdout.readline().strip()


def be_generous(work: Work) -> None:
    """Let this registry open and answer more dossiers in a day than a real one ever would."""
    budgets = work.hasty_rules() / "budgets.toml"
    for narrow in ("total = 500", "dossiers = 200"):
        assert narrow in budgets.read_text("utf-8")
        budgets.write_text(budgets.read_text("utf-8").replace(narrow, f"{narrow}00"), "utf-8")


def end(pid: int) -> None:
    """Kill, without a word."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
