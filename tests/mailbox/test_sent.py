"""Copies of our letters: in the folder that people look into, once, and not where the provider makes its own."""

import pytest

from greffier.errors import Never
from greffier.mailbox import Mailbox
from greffier.mailbox.sent import choose
from greffier.settings import Imap
from servers import Servers

pytestmark = pytest.mark.servers

MESSAGE_ID = "<0123456789abcdef@registre.test>"
LETTER = f"Message-ID: {MESSAGE_ID}\r\nSubject: =?utf-8?q?re=C3=A7u?=\r\n\r\nBonjour,\r\n.\r\n".encode()


def create(servers: Servers, address: str, folder: str) -> None:
    with servers.reader(address) as client:
        assert client.create(folder)[0] == "OK"


def test_the_folder_that_the_server_marks_is_taken(mail_servers: Servers, settings: Imap, address: str):
    create(mail_servers, address, "Sent")
    create(mail_servers, address, '"Sent Items"')

    with Mailbox(settings) as mailbox:
        assert mailbox.sent_folder() == "Sent"


def test_without_a_mark_a_common_name_is_taken(mail_servers: Servers, settings: Imap, address: str):
    create(mail_servers, address, '"&AMk-l&AOk-ments envoy&AOk-s"')

    with Mailbox(settings) as mailbox:
        assert mailbox.sent_folder() == "Éléments envoyés"


def test_the_folder_of_the_settings_goes_before_any_other(mail_servers: Servers, settings: Imap, address: str):
    create(mail_servers, address, "Sent")
    wish = settings.model_copy(update={"sent_folder": "Lettres du greffe"})

    with Mailbox(wish) as mailbox:
        mailbox.file_sent(LETTER, MESSAGE_ID)

        assert mailbox.sent_folder() == "Lettres du greffe"
        assert mailbox.has_sent(MESSAGE_ID)


def test_a_mark_goes_before_a_name_and_a_part_of_a_name_is_none():
    listing = [((), b"/", "Sent"), ((b"\\HasNoChildren", b"\\Sent"), b"/", "Départs"), ((), b"/", "Présent")]

    assert choose(listing) == "Départs"
    assert choose(listing[2:]) is None
    assert choose([((), b".", "INBOX.Sent")]) == "INBOX.Sent"
    assert choose([((b"\\Noselect",), b"/", "Sent")]) is None


def test_an_account_without_such_a_folder_has_none_and_gets_one(mail_servers: Servers, settings: Imap, address: str):
    with Mailbox(settings) as mailbox:
        assert mailbox.sent_folder() is None
        assert not mailbox.has_sent(MESSAGE_ID)

        mailbox.file_sent(LETTER, MESSAGE_ID)

    assert mail_servers.mails(address, "Sent") == [LETTER]


def test_a_letter_filed_twice_is_there_once(mail_servers: Servers, settings: Imap, address: str):
    with Mailbox(settings) as mailbox:
        for _ in range(2):
            mailbox.file_sent(LETTER, MESSAGE_ID)

    assert len(mail_servers.mails(address, "Sent")) == 1


def test_a_letter_that_the_provider_filed_is_not_doubled(mail_servers: Servers, settings: Imap, address: str):
    create(mail_servers, address, "Sent")
    with mail_servers.reader(address) as client:
        client.append("Sent", None, None, LETTER)

    with Mailbox(settings) as mailbox:
        mailbox.file_sent(LETTER, MESSAGE_ID)

    assert len(mail_servers.mails(address, "Sent")) == 1


def test_nothing_is_filed_where_the_provider_does_it(mail_servers: Servers, settings: Imap, address: str):
    with Mailbox(settings.model_copy(update={"file_sent": False})) as mailbox:
        mailbox.file_sent(LETTER, MESSAGE_ID)

    assert mail_servers.mails(address, "Sent") == []


def test_only_the_whole_message_id_is_recognised(settings: Imap):
    with Mailbox(settings) as mailbox:
        mailbox.file_sent(LETTER, MESSAGE_ID)

        assert mailbox.has_sent(MESSAGE_ID)
        assert not mailbox.has_sent("<1123456789abcdef@registre.test>")


def test_after_a_look_into_sent_the_opened_folder_is_still_meant(mail_servers: Servers, settings: Imap, address: str):
    mail_servers.deliver(b"Subject: un\r\n\r\n", address)

    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        listed = mailbox.listed_after(0)
        mailbox.file_sent(LETTER, MESSAGE_ID)
        mailbox.file_sent(LETTER, MESSAGE_ID)

        assert b"Subject: un" in b"".join(next(mailbox.fetch(listed)).chunks)
        mailbox.mark_handled(listed[0].uid)

    with mail_servers.reader(address) as client:
        client.select("INBOX", readonly=True)
        assert client.search(None, "KEYWORD $Greffier") == ("OK", [b"1"])


def test_a_message_id_cannot_carry_a_command(settings: Imap):
    with Mailbox(settings) as mailbox:
        mailbox.file_sent(LETTER, MESSAGE_ID)

        with pytest.raises(Never):
            mailbox.has_sent('<a@b>"\r\nX LOGOUT')
