"""XOAUTH2 against a real Dovecot that asks the provider: tokens are renewed in time, and new refresh tokens kept."""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from greffier.errors import Later, Never, SignInRefused
from greffier.mailbox import Mailbox, Tokens, tokens
from greffier.settings import Imap
from provider import Provider, provider
from proxy import Proxy
from servers import Servers

pytestmark = pytest.mark.servers


@pytest.fixture
def office(mail_servers: Servers, address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setenv("SSL_CERT_FILE", str(mail_servers.ca_file))
    with provider(address, introspection=mail_servers.dovecot.tokens, certificate=mail_servers.folder) as running:
        yield running


@pytest.fixture
def by_refresh(mail_servers: Servers, address: str, office: Provider, tmp_path: Path) -> Imap:
    return mail_servers.mailbox_settings(
        address,
        password=None,
        sign_in="xoauth2",
        token_url=office.token_url,
        client_id="greffier",
        client_secret="secret-du-client",
        refresh_token="première",
        token_file=tmp_path / "refresh-token",
    )


def by_command(servers: Servers, address: str, *command: str) -> Imap:
    return servers.mailbox_settings(address, password=None, sign_in="xoauth2", token_command=command)


def test_a_refresh_token_opens_the_mailbox(by_refresh: Imap, office: Provider):
    with Mailbox(by_refresh) as mailbox:
        assert mailbox.open_folder("INBOX")

    assert office.asked == [
        {
            "grant_type": "refresh_token",
            "refresh_token": "première",
            "client_id": "greffier",
            "client_secret": "secret-du-client",
        }
    ]


def test_a_rotated_refresh_token_is_kept_for_the_next_start(by_refresh: Imap):
    with Mailbox(by_refresh):
        pass
    kept = by_refresh.token_file
    assert kept
    assert kept.read_text() == "refresh-1"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]

    with Mailbox(by_refresh) as mailbox:
        assert mailbox.open_folder("INBOX")


def test_a_token_is_asked_for_once_while_it_lives(by_refresh: Imap, office: Provider):
    shared = Tokens(by_refresh)

    with Mailbox(by_refresh, shared), Mailbox(by_refresh, shared):
        pass

    assert len(office.asked) == 1


def test_a_token_is_renewed_before_it_expires(by_refresh: Imap, office: Provider, monkeypatch: pytest.MonkeyPatch):
    now = 1000.0
    monkeypatch.setattr(tokens.time, "monotonic", lambda: now)
    held = Tokens(by_refresh)
    first = held.access_token()

    now += office.lives - tokens.RENEW_BEFORE - 1
    assert held.access_token() == first
    now += 2
    assert held.access_token() != first


def test_a_token_that_the_server_refused_is_not_used_again(by_refresh: Imap, office: Provider):
    held = Tokens(by_refresh)
    held.access_token()
    office.good.clear()

    with pytest.raises(SignInRefused), Mailbox(by_refresh, held):
        pass
    with Mailbox(by_refresh, held) as mailbox:
        assert mailbox.open_folder("INBOX")


def test_a_dead_refresh_token_is_a_refused_sign_in_that_does_not_show_it(by_refresh: Imap, office: Provider):
    office.refresh_token = "une autre"

    with pytest.raises(SignInRefused, match="invalid_grant") as caught, Mailbox(by_refresh):
        pass
    assert "première" not in str(caught.value)


def test_a_provider_out_of_order_is_for_later(by_refresh: Imap, office: Provider):
    office.refusal = (503, {"error": "temporarily_unavailable"})

    with pytest.raises(Later, match="503"), Mailbox(by_refresh):
        pass


def test_a_provider_that_cannot_be_reached_is_for_later(by_refresh: Imap):
    gone = by_refresh.model_copy(update={"token_url": "https://127.0.0.1:1/token"})

    with pytest.raises(Later, match="ConnectError"), Mailbox(gone):
        pass


def test_a_provider_whose_certificate_is_not_trusted_gets_no_token(
    by_refresh: Imap, office: Provider, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(Later), Mailbox(by_refresh):
        pass
    assert office.asked == []


def test_a_rotated_token_with_nowhere_to_go_is_told(by_refresh: Imap):
    with pytest.raises(Never, match=r"imap\.token_file"), Mailbox(by_refresh.model_copy(update={"token_file": None})):
        pass


def test_a_token_command_opens_the_mailbox(mail_servers: Servers, address: str, office: Provider):
    office.good.add("par-commande")

    with Mailbox(by_command(mail_servers, address, sys.executable, "-c", "print('par-commande')")) as mailbox:
        assert mailbox.open_folder("INBOX")


def test_a_token_command_that_fails_shows_nothing_of_what_it_said(mail_servers: Servers, address: str):
    command = (sys.executable, "-c", "import sys; print('mon-secret'); sys.exit('mon-secret')")

    with (
        pytest.raises(Later, match="ended with status 1") as caught,
        Mailbox(by_command(mail_servers, address, *command)),
    ):
        pass
    assert "mon-secret" not in str(caught.value)


def test_a_token_command_that_is_not_there_is_named(mail_servers: Servers, address: str):
    with pytest.raises(Never, match=r"imap\.token_command: /nulle/part"):
        Mailbox(by_command(mail_servers, address, "/nulle/part")).connected()


@pytest.mark.parametrize("said", ["", "deux lignes\\nde texte", "x" * 20_000])
def test_what_is_no_token_is_not_sent(mail_servers: Servers, address: str, proxy: Proxy, said: str):
    settings = by_command(mail_servers, address, sys.executable, "-c", f"print('{said}')")

    with pytest.raises(Never, match=r"imap\.token_command"):
        Mailbox(settings).connected()
