"""The mailbox fails in every way that mailboxes do: told once, waited out, and no mail is lost or handled twice."""

from collections.abc import Iterator

import pytest
from desk import Desk
from office_at_work import Work

from greffier.model.neighbour import Neighbour
from greffier.model.patience import Patience
from greffier.rounds.office import open_office
from greffier.service import neighbours
from greffier.settings import load_settings
from proxy import Proxy, cut, proxy_to, untouched
from servers import Servers

pytestmark = [pytest.mark.servers, pytest.mark.anyio]


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask again at each turn."""
    for name in ("PATIENCE", "REFUSED_PATIENCE", "STORE_PATIENCE"):
        monkeypatch.setattr(neighbours, name, Patience(0, 0))


@pytest.fixture
def proxy(servers: Servers) -> Iterator[Proxy]:
    with proxy_to(servers.dovecot.plain) as standing:
        yield standing


@pytest.fixture
def desk(work: Work, proxy: Proxy) -> Iterator[Desk]:
    """An office whose mailbox is behind the proxy."""
    settings = load_settings(work.config, {})
    through = {"port": proxy.port, "security": "plain", "timeout_seconds": 1}
    settings = settings.model_copy(update={"imap": settings.imap.model_copy(update=through)})
    office = open_office(settings)
    yield Desk(work, office)
    office.database.close()


def bye(data: bytes) -> bytes | None:
    return b"* BYE [UNAVAILABLE] Going down for maintenance\r\n"


def throttled(data: bytes) -> bytes:
    return data.replace(b" OK [READ-WRITE]", b" NO [LIMIT] Account exceeded command or bandwidth limits,")


def refused(data: bytes) -> bytes:
    return data.replace(b" OK [CAPABILITY", b" NO [AUTHENTICATIONFAILED] no [CAPABILITY")


@pytest.mark.parametrize("fault", [cut, bye, throttled, refused], ids=["cut", "BYE", "throttled", "sign-in refused"])
async def test_a_server_that_fails_is_told_once_and_taken_up_when_it_is_back(desk: Desk, proxy: Proxy, fault):
    desk.bring()
    proxy.to_client = fault

    await desk.turn(3)
    fails = desk.failing
    proxy.to_client = untouched
    await desk.turn()

    assert set(fails) == {Neighbour.MAILBOX}
    assert desk.alarms == {Neighbour.MAILBOX: 1}
    assert desk.failing == {}
    assert desk.mails_by_state() == {"handled": 1}
    assert desk.delivered() == [1]
    await desk.shift.close()


async def test_a_connection_that_dies_silently_is_told_once_and_replaced(desk: Desk, proxy: Proxy):
    await desk.turn()
    desk.bring()
    proxy.silent.set()

    await desk.turn(2)
    fails = desk.failing
    proxy.cut()
    proxy.silent.clear()
    await desk.turn()

    assert set(fails) == {Neighbour.MAILBOX}
    assert desk.alarms == {Neighbour.MAILBOX: 1}
    assert desk.failing == {}
    assert desk.mails_by_state() == {"handled": 1}
    await desk.shift.close()


async def test_an_outage_is_shown_by_status_and_remembered_by_a_restart(desk: Desk, proxy: Proxy):
    proxy.to_client = cut
    await desk.turn(2)

    shown = desk.work.cli("status")
    told = desk.work.asked("status")["troubles"]
    again = Desk(desk.work, desk.office, desk.now)
    await again.turn()

    assert "relevé de la boîte : en échec depuis" in shown
    assert told["mailbox"]["failures"] == 2
    assert again.alarms == {}
    assert again.failing.keys() == {Neighbour.MAILBOX}


async def test_garbage_for_one_mail_sets_aside_that_mail_and_no_other(desk: Desk, proxy: Proxy):
    desk.bring(3)
    proxy.to_client = lambda data: data.replace(b"(UID 2 BODY[]", b"(UID 2 ))BODY[]")

    await desk.turn()

    assert desk.mails_by_state() == {"handled": 2, "set_aside": 1}
    assert desk.failing == {}
    assert "le serveur ne donne pas ce message" in desk.work.cli("quarantine", "list")
    await desk.shift.close()


async def test_a_mail_that_vanishes_between_list_and_fetch_is_no_mail(desk: Desk, proxy: Proxy):
    desk.bring(2)

    def expunged(data: bytes) -> bytes:
        if b"BODY.PEEK[]" in data:
            proxy.to_server = untouched
            with desk.work.servers.reader(desk.work.registry) as client:
                client.select("INBOX")
                client.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
                client.expunge()
        return data

    proxy.to_server = expunged
    await desk.turn(2)

    assert desk.mails_by_state() == {"handled": 1}
    assert desk.failing == {}
    assert desk.delivered() == [0, 1]
    await desk.shift.close()


async def test_a_folder_made_anew_with_the_same_uids_brings_what_is_new_and_nothing_twice(work: Work):
    settings = load_settings(work.config, {})
    settings = settings.model_copy(update={"imap": settings.imap.model_copy(update={"folder": "Partenaires"})})
    with work.servers.reader(work.registry) as client:
        client.create("Partenaires")
    desk = Desk(work, open_office(settings))
    desk.bring(2)
    moved(desk)
    await desk.turn()

    with work.servers.reader(work.registry) as client:
        client.delete("Partenaires")
        client.create("Partenaires")
        for sent in reversed(desk.mails):
            client.append("Partenaires", "", "", sent.raw)
    desk.bring()
    moved(desk)
    await desk.turn(2)

    assert desk.mails_by_state() == {"handled": 3}
    assert desk.delivered() == [1, 1, 1]
    assert desk.failing == {}
    await desk.shift.close()


def moved(desk: Desk) -> None:
    """Move what came into the folder that is read."""
    with desk.work.servers.reader(desk.work.registry) as client:
        client.select("INBOX")
        assert client.uid("MOVE", "1:*", "Partenaires")[0] == "OK"


async def test_a_server_that_gives_another_uidvalidity_each_time_costs_work_and_doubles_nothing(
    desk: Desk, proxy: Proxy
):
    desk.bring(2)
    validity = iter(range(10**6, 2 * 10**6))

    def another(data: bytes) -> bytes:
        return b"\r\n".join(
            b"* OK [UIDVALIDITY %d] UIDs valid" % next(validity) if b"[UIDVALIDITY" in line else line
            for line in data.split(b"\r\n")
        )

    proxy.to_client = another
    await desk.turn(3)

    assert desk.mails_by_state() == {"handled": 2}
    assert desk.delivered() == [1, 1]
    await desk.shift.close()


async def test_a_full_mailbox_delays_the_copy_and_nothing_else(desk: Desk, proxy: Proxy):
    desk.bring()
    proxy.to_server = lambda data: data.replace(b" APPEND ", b" APPEND-FULL ")
    proxy.to_client = lambda data: data.replace(b" BAD ", b" NO [OVERQUOTA] Quota exceeded ")

    await desk.turn(3)
    fails = desk.failing
    proxy.to_server = proxy.to_client = untouched
    await desk.turn(2)

    assert set(fails) == {Neighbour.COPIES}
    assert "OVERQUOTA" in fails[Neighbour.COPIES]
    assert desk.alarms == {Neighbour.COPIES: 1}
    assert desk.failing == {}
    assert desk.delivered() == [1]
    assert len(desk.work.servers.mails(desk.work.registry, "Sent")) == 1
    await desk.shift.close()
