"""Fixtures for all rooms: real mail servers, once a session and worker."""

import os
from collections.abc import Iterator

import pytest

import clamd
import dovecot
import postfix
from servers import Servers, running_servers


def not_here(what: str) -> None:
    """Skip loudly, and never in CI: there a missing server is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}; in CI it must be there")
    pytest.skip(what)


@pytest.fixture(scope="session")
def mail_servers() -> Iterator[Servers]:
    """Dovecot, and Postfix where it can run."""
    if not dovecot.program():
        not_here("Dovecot is not installed (apt-get install dovecot-imapd dovecot-lmtpd)")
    with running_servers(with_postfix=postfix.program() is not None) as running:
        yield running


@pytest.fixture(scope="session")
def antivirus() -> Iterator[clamd.Antivirus]:
    """clamd, with signatures of the test's own."""
    if not clamd.program():
        not_here("clamd is not installed (apt-get install clamav-daemon)")
    with clamd.running_clamd() as running:
        yield running


@pytest.fixture(scope="session")
def servers(mail_servers: Servers) -> Servers:
    """Dovecot and Postfix."""
    if not mail_servers.postfix:
        not_here("Postfix is not installed, or we are not root (apt-get install postfix)")
    return mail_servers
