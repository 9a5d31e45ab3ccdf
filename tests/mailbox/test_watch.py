"""The watch rings when a mail came, finds out by itself when its connection died, and stops when told to."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from greffier.mailbox import Watch, watch
from greffier.model.patience import Patience
from greffier.settings import Imap
from proxy import Proxy
from servers import Servers

pytestmark = pytest.mark.servers

MAIL = b"Subject: un\r\n\r\n"


class Bell:
    """Counts its rings."""

    def __init__(self) -> None:
        self.rings: list[float] = []

    def __call__(self) -> None:
        self.rings.append(time.monotonic())

    def wait(self, count: int, seconds: float = 5.0) -> None:
        until(lambda: len(self.rings) >= count, seconds)


def until(fact: Callable[[], bool], seconds: float = 5.0) -> None:
    limit = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < limit, "this did not happen in time"
        time.sleep(0.005)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reconnect within tests' patience."""
    monkeypatch.setattr(watch, "PATIENCE", Patience(0.05, 1))


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def watching(bell: Bell) -> Iterator[Callable[[Imap], Watch]]:
    begun: list[Watch] = []

    def begin(settings: Imap) -> Watch:
        begun.append(Watch(settings, bell))
        begun[-1].start()
        return begun[-1]

    yield begin
    for one in begun:
        one.stop()


def test_it_rings_after_connecting_and_at_each_mail(
    mail_servers: Servers, settings: Imap, address: str, bell: Bell, watching: Callable[[Imap], Watch]
):
    """The first ring is for what came while nobody watched."""
    watching(settings)
    bell.wait(1)

    for count in (2, 3):
        began = time.monotonic()
        mail_servers.deliver(MAIL, address)
        bell.wait(count)
        assert bell.rings[-1] - began < 2


def test_flags_and_removals_do_not_ring(
    mail_servers: Servers, settings: Imap, address: str, bell: Bell, watching: Callable[[Imap], Watch]
):
    """Our own marks must not wake us, or a round would cause the next."""
    mail_servers.deliver(MAIL, address)
    watching(settings)
    bell.wait(1)
    with mail_servers.reader(address) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", r"($Greffier \Deleted)")
        client.expunge()
    mail_servers.deliver(MAIL, address)

    bell.wait(2)
    time.sleep(0.7)  # longer than Dovecot gathers notices

    assert len(bell.rings) == 2


def test_idle_is_renewed_and_still_rings(
    mail_servers: Servers, settings: Imap, address: str, bell: Bell, watching: Callable[[Imap], Watch]
):
    standing = watching(settings.model_copy(update={"idle_seconds": 1}))
    bell.wait(3)
    assert standing.state.state == "watching"

    mail_servers.deliver(MAIL, address)

    bell.wait(4)


def test_it_rings_again_when_the_server_is_back(
    mail_servers: Servers, settings: Imap, address: str, bell: Bell, watching: Callable[[Imap], Watch]
):
    standing = watching(settings)
    bell.wait(1)

    with mail_servers.without_dovecot():
        until(lambda: standing.state.state == "away")
        assert standing.state.error
    bell.wait(2)

    assert (standing.state.state, standing.state.error) == ("watching", "")
    rung = len(bell.rings)
    mail_servers.deliver(MAIL, address)
    bell.wait(rung + 1)


def test_a_connection_that_was_cut_is_no_busy_loop(
    through_proxy: Imap, proxy: Proxy, bell: Bell, watching: Callable[[Imap], Watch]
):
    """imapclient answers at once, for ever, with nothing; one new connection is the right answer to that."""
    watching(through_proxy)
    bell.wait(1)

    proxy.cut()
    bell.wait(2)

    assert proxy.connections == 2


def test_a_line_that_comes_in_pieces_costs_a_connection_and_no_mail(
    mail_servers: Servers,
    through_proxy: Imap,
    proxy: Proxy,
    address: str,
    bell: Bell,
    watching: Callable[[Imap], Watch],
):
    """imapclient cannot read on from half a line."""
    watching(through_proxy)
    bell.wait(1)
    halves = threading.Event()

    def halve(data: bytes) -> bytes:
        if b" EXISTS" not in data or halves.is_set():
            return data
        halves.set()
        return data.partition(b" EXISTS")[0]

    proxy.to_client = halve
    mail_servers.deliver(MAIL, address)

    assert halves.wait(5)
    bell.wait(2)


def test_a_server_that_falls_silent_is_found_out_at_renewal(
    through_proxy: Imap, proxy: Proxy, bell: Bell, watching: Callable[[Imap], Watch]
):
    standing = watching(through_proxy.model_copy(update={"idle_seconds": 1, "timeout_seconds": 1}))
    bell.wait(1)

    proxy.silent.set()
    until(lambda: standing.state.state == "away")
    proxy.silent.clear()

    rung = len(bell.rings)
    bell.wait(rung + 1)


def test_a_server_without_idle_leaves_it_to_the_poll(
    through_proxy: Imap, proxy: Proxy, bell: Bell, watching: Callable[[Imap], Watch]
):
    proxy.to_client = lambda data: data.replace(b" IDLE", b"")

    standing = watching(through_proxy)

    until(lambda: "no IDLE" in standing.state.error)
    assert standing.state.state == "off"
    assert bell.rings == []


def test_stopping_takes_no_time(settings: Imap, bell: Bell, watching: Callable[[Imap], Watch]):
    standing = watching(settings)
    bell.wait(1)
    began = time.monotonic()

    standing.stop()

    assert time.monotonic() - began < 0.5
    assert not standing._thread.is_alive()
    assert (standing.state.state, standing.state.error) == ("off", "stopped")


def test_stopping_while_it_waits_to_reconnect_takes_no_time(
    settings: Imap, watching: Callable[[Imap], Watch], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(watch, "PATIENCE", Patience(60, 60))
    standing = watching(settings.model_copy(update={"port": 1}))
    until(lambda: standing.state.state == "away")
    began = time.monotonic()

    standing.stop()

    assert time.monotonic() - began < 0.5
    assert not standing._thread.is_alive()


def test_stopping_while_the_server_does_not_greet_waits_no_longer_than_told(
    through_proxy: Imap, proxy: Proxy, watching: Callable[[Imap], Watch]
):
    proxy.silent.set()
    standing = watching(through_proxy)
    until(lambda: proxy.connections > 0)
    began = time.monotonic()

    standing.stop(0.3)

    assert time.monotonic() - began < 0.6
    proxy.cut()


def test_stopping_what_never_started_is_no_matter(settings: Imap, bell: Bell):
    Watch(settings, bell).stop()


def test_a_wrong_password_is_shown_and_not_tried_in_haste(settings: Imap, watching: Callable[[Imap], Watch]):
    standing = watching(settings.model_copy(update={"password": SecretStr("faux")}))

    until(lambda: "AUTHENTICATIONFAILED" in standing.state.error)

    assert standing.state.state == "away"
