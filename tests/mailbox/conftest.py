"""A fresh account for each test, and a server in the middle for those that need one to misbehave."""

from collections.abc import Iterator

import pytest

from greffier.settings import Imap
from proxy import Proxy, proxy_to
from servers import Servers


@pytest.fixture
def address(mail_servers: Servers) -> str:
    return mail_servers.address()


@pytest.fixture
def settings(mail_servers: Servers, address: str) -> Imap:
    return mail_servers.mailbox_settings(address)


@pytest.fixture
def proxy(mail_servers: Servers) -> Iterator[Proxy]:
    with proxy_to(mail_servers.dovecot.plain) as standing:
        yield standing


@pytest.fixture
def through_proxy(mail_servers: Servers, address: str, proxy: Proxy) -> Imap:
    """The same account, unencrypted and through the proxy."""
    return mail_servers.mailbox_settings(address, port=proxy.port, security="plain", timeout_seconds=2)
