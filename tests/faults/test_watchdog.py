"""The heartbeat for systemd, on a real socket: it beats while the service works or rests, and stops when stuck."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lane import Lane, end
from office_at_work import Work, until
from points import WEDGES

from greffier.service.pulse import Pulse

pytestmark = pytest.mark.servers

BEAT_SECONDS = 0.2
SILENCE_SECONDS = 3.0


@pytest.fixture
def lane(work: Work) -> Iterator[Lane]:
    standing = Lane(work)
    yield standing
    standing.close()


class Systemd:
    """The socket on which a service says how it is."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "notify"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.path))

    def close(self) -> None:
        self._socket.close()

    def hears(self, seconds: float) -> bytes | None:
        """Return what the service says within this time; None where it says nothing."""
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(4096)
        except TimeoutError:
            return None

    def wait_for(self, word: bytes) -> None:
        until(lambda: word in (self.hears(1) or b""), what=f"systemd hears {word!r}")

    def wait_for_silence(self) -> None:
        """Wait until many beats in a row are missing."""
        until(lambda: self.hears(SILENCE_SECONDS) is None, seconds=90, what="the heart stops")


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    listening = Systemd(tmp_path)
    yield listening
    listening.close()


@contextmanager
def watched(lane: Lane, systemd: Systemd, point: str | None = None) -> Iterator[None]:
    environment = {"NOTIFY_SOCKET": str(systemd.path), "WATCHDOG_USEC": str(int(2e6 * BEAT_SECONDS))}
    with lane.service("run", point=point, **environment) as pid:
        systemd.wait_for(b"READY=1")
        try:
            yield
        finally:
            end(pid)
            lane.ended()


def test_the_heart_beats_while_the_service_works_and_while_it_rests(lane: Lane, systemd: Systemd):
    lane.bring(1)

    with watched(lane, systemd):
        until(lambda: "letter_sent" in lane.log.read_text(), what="the letter leaves")
        for _ in range(10):
            systemd.wait_for(b"WATCHDOG=1")

    assert "service_wedged" not in lane.log.read_text()


@pytest.mark.parametrize("point", WEDGES)
def test_the_heart_stops_when_something_stands_still(lane: Lane, systemd: Systemd, point: str):
    lane.bring(1)

    with watched(lane, systemd, point):
        systemd.wait_for_silence()

    assert ("service_wedged" in lane.log.read_text()) == (point != "the loop")


def test_a_step_that_moves_on_is_not_wedged_however_long_it_takes():
    clock = [0.0]
    pulse = Pulse(elapsed=lambda: clock[0])

    with pulse.step("mailbox", 10) as moves:
        for clock[0] in (9.0, 18.0, 27.0):
            moves()
        moving = pulse.wedged
        clock[0] = 38.0
        still = pulse.wedged

    assert moving == ()
    assert still == ("mailbox",)
    assert pulse.wedged == ()
