"""What people see of the daemon in their mailbox: a keyword, or a folder, and never a mail read for them."""

import pytest

from greffier.errors import Never
from greffier.mailbox import Mailbox
from greffier.mailbox.client import keeps
from greffier.mailbox.session import Folder
from greffier.settings import Imap
from proxy import Proxy
from servers import Servers

pytestmark = pytest.mark.servers

MAIL = b"Subject: bonjour\r\n\r\nbonjour\r\n"


def flags(servers: Servers, address: str, folder: str = "INBOX") -> list[bytes]:
    with servers.reader(address) as client:
        client.select(folder, readonly=True)
        answers = client.fetch("1:*", "(FLAGS)")[1]
        return [answer for answer in answers if isinstance(answer, bytes)]


def mark_first(settings: Imap) -> None:
    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        mailbox.mark_handled(mailbox.listed_after(0)[0].uid)


@pytest.fixture(autouse=True)
def two_mails(mail_servers: Servers, address: str) -> None:
    mail_servers.deliver(MAIL, address)
    mail_servers.deliver(MAIL, address)


def test_a_handled_mail_gets_the_keyword_and_stays_unseen(mail_servers: Servers, settings: Imap, address: str):
    mark_first(settings)

    first, second = flags(mail_servers, address)
    assert b"$Greffier" in first
    assert b"$Greffier" not in second
    assert rb"\Seen" not in first + second


def test_a_mail_that_a_person_read_stays_seen(mail_servers: Servers, settings: Imap, address: str):
    with mail_servers.reader(address) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", r"(\Seen)")

    mark_first(settings)

    assert rb"\Seen" in flags(mail_servers, address)[0]


@pytest.mark.parametrize("hidden", [b"", b" MOVE"], ids=["by MOVE", "by copy and UID EXPUNGE"])
def test_a_handled_mail_moves_to_its_folder(
    mail_servers: Servers, through_proxy: Imap, proxy: Proxy, address: str, hidden: bytes
):
    proxy.to_client = lambda data: data.replace(hidden, b"") if hidden else data

    mark_first(through_proxy.model_copy(update={"handled": "move"}))

    assert len(mail_servers.mails(address)) == 1
    assert len(mail_servers.mails(address, "Greffier")) == 1
    assert rb"\Seen" not in flags(mail_servers, address, "Greffier")[0]


def test_moving_one_mail_does_not_expunge_what_people_marked(
    mail_servers: Servers, through_proxy: Imap, proxy: Proxy, address: str
):
    proxy.to_client = lambda data: data.replace(b" MOVE", b"")
    with mail_servers.reader(address) as client:
        client.select("INBOX")
        client.store("2", "+FLAGS", r"(\Deleted)")
        client.unselect()

    mark_first(through_proxy.model_copy(update={"handled": "move"}))

    assert len(mail_servers.mails(address)) == 1


def test_a_server_that_cannot_move_says_what_to_set(through_proxy: Imap, proxy: Proxy):
    proxy.to_client = lambda data: data.replace(b" MOVE", b"").replace(b" UIDPLUS", b"")

    with pytest.raises(Never, match=r"imap\.handled"):
        mark_first(through_proxy.model_copy(update={"handled": "move"}))


def test_handled_nothing_leaves_everything_as_it_is(mail_servers: Servers, settings: Imap, address: str):
    before = flags(mail_servers, address)

    mark_first(settings.model_copy(update={"handled": "nothing"}))

    assert flags(mail_servers, address) == before


@pytest.mark.parametrize("handled", ["keyword", "move", "nothing"])
def test_marking_a_mail_that_vanished_is_no_matter(settings: Imap, handled: str):
    with Mailbox(settings.model_copy(update={"handled": handled})) as mailbox:
        mailbox.open_folder("INBOX")

        mailbox.mark_handled(4711)


def test_the_keyword_is_not_forced_on_a_server_that_keeps_none():
    assert keeps(Folder("INBOX", 1, 1, 0, frozenset({r"\Seen", r"\*"})), "$Greffier")
    assert keeps(Folder("INBOX", 1, 1, 0, frozenset({"$Greffier"})), "$Greffier")
    assert not keeps(Folder("INBOX", 1, 1, 0, frozenset({r"\Seen", r"\Deleted"})), "$Greffier")
