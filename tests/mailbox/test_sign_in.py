"""Who may come in, and what is said when one may not: quickly, in the server's words, and with no secret in them."""

import time

import pytest
from pydantic import SecretStr

from greffier.errors import Later, Never, SignInRefused
from greffier.mailbox import Mailbox, check
from greffier.settings import Imap
from proxy import Proxy, cut
from servers import Servers

pytestmark = pytest.mark.servers


def hang_up_at(word: bytes):
    return lambda data: None if word in data.upper() else data


def test_a_wrong_password_is_known_within_ten_seconds(settings: Imap):
    began = time.monotonic()

    with pytest.raises(SignInRefused, match=r"\[AUTHENTICATIONFAILED\] Authentication failed"):
        check(settings.model_copy(update={"password": SecretStr("perdu-de-vue")}))
    assert time.monotonic() - began < 10


def test_the_password_is_in_no_message(settings: Imap):
    with pytest.raises(SignInRefused) as caught:
        check(settings.model_copy(update={"password": SecretStr("perdu-de-vue")}))

    error: BaseException | None = caught.value
    while error:
        assert "perdu-de-vue" not in repr(error)
        error = error.__cause__ or error.__context__


def test_a_connection_lost_at_sign_in_is_no_wrong_password(through_proxy: Imap, proxy: Proxy):
    proxy.to_server = hang_up_at(b"AUTHENTICATE")

    with pytest.raises(Later) as caught:
        check(through_proxy)
    assert not isinstance(caught.value, SignInRefused)


def test_a_server_that_is_out_of_order_is_no_wrong_password(through_proxy: Imap, proxy: Proxy):
    proxy.to_client = lambda data: data.replace(b"[AUTHENTICATIONFAILED]", b"[UNAVAILABLE]")

    with pytest.raises(Later, match="UNAVAILABLE"):
        check(through_proxy.model_copy(update={"password": SecretStr("perdu-de-vue")}))


def test_a_server_that_hangs_up_at_the_greeting_is_for_later(through_proxy: Imap, proxy: Proxy):
    proxy.to_client = cut

    with pytest.raises(Later):
        check(through_proxy)


def test_a_server_that_never_greets_is_known_in_time(through_proxy: Imap, proxy: Proxy):
    proxy.silent.set()
    began = time.monotonic()

    with pytest.raises(Later, match="no answer in time"):
        check(through_proxy)
    assert time.monotonic() - began < 10


def test_a_port_that_nobody_listens_on_is_for_later(settings: Imap):
    with pytest.raises(Later, match="Connection refused"):
        check(settings.model_copy(update={"port": 1}))


def test_a_name_that_nobody_knows_is_for_later(settings: Imap):
    with pytest.raises(Later, match="cannot be resolved"):
        check(settings.model_copy(update={"host": "imap.invalid"}))


def test_a_certificate_of_an_unknown_authority_is_refused(settings: Imap):
    with pytest.raises(Never, match=r"certificate.*imap\.ca_file"):
        check(settings.model_copy(update={"ca_file": None}))


def test_starttls_verifies_the_certificate_too(mail_servers: Servers, settings: Imap):
    with pytest.raises(Never, match="certificate"):
        check(settings.model_copy(update={"ca_file": None, "port": mail_servers.dovecot.plain, "security": "starttls"}))


def test_starttls_works(mail_servers: Servers, settings: Imap):
    check(settings.model_copy(update={"port": mail_servers.dovecot.plain, "security": "starttls"}))


def test_no_password_goes_over_a_line_whose_starttls_was_stripped(through_proxy: Imap, proxy: Proxy):
    sent: list[bytes] = []
    proxy.to_client = lambda data: data.replace(b" STARTTLS", b"")
    proxy.to_server = lambda data: sent.append(data) or data

    with pytest.raises(Never, match="STARTTLS"):
        check(through_proxy.model_copy(update={"security": "starttls"}))
    assert not any(word in b"".join(sent).upper() for word in (b"LOGIN", b"AUTHENTICATE"))


def test_a_tls_client_at_a_plain_port_is_told_what_to_set(mail_servers: Servers, settings: Imap):
    with pytest.raises(Later, match=r"imap\.security"):
        check(settings.model_copy(update={"port": mail_servers.dovecot.plain}))


def test_an_authority_file_that_is_not_there_is_named(settings: Imap, tmp_path):
    with pytest.raises(Never, match=r"imap\.ca_file"):
        check(settings.model_copy(update={"ca_file": tmp_path / "ca.pem"}))


def test_a_password_with_accents_opens(mail_servers: Servers, settings: Imap):
    assert not mail_servers.password.isascii()
    with Mailbox(settings) as mailbox:
        assert mailbox.open_folder("INBOX")


def test_where_only_login_is_offered_an_accent_is_told(through_proxy: Imap, proxy: Proxy):
    proxy.to_client = lambda data: data.replace(b" AUTH=PLAIN", b"")

    with pytest.raises(Never, match="accents"):
        check(through_proxy)


def test_where_only_login_is_offered_it_is_used(through_proxy: Imap, proxy: Proxy):
    proxy.to_client = lambda data: data.replace(b" AUTH=PLAIN", b"")

    with pytest.raises(SignInRefused):
        check(through_proxy.model_copy(update={"password": SecretStr('faux "mot\\ de passe')}))


def test_the_check_says_what_it_found(mail_servers: Servers, settings: Imap, address: str):
    mail_servers.deliver(b"Subject: un\r\n\r\n", address)

    sentence = check(settings)

    for fact in ("signed in", address, "INBOX holds 1 mail", "IDLE", "$Greffier", "Sent"):
        assert fact in sentence


def test_the_check_reads_nothing_and_marks_nothing(mail_servers: Servers, settings: Imap, address: str):
    mail_servers.deliver(b"Subject: un\r\n\r\n", address)

    check(settings)

    with mail_servers.reader(address) as client:
        client.select("INBOX", readonly=True)
        assert client.search(None, "UNSEEN UNKEYWORD $Greffier") == ("OK", [b"1"])
        assert client.list()[1] == [rb'(\HasNoChildren) "/" INBOX']
