"""Open a signed-in connection to the IMAP server: TLS verified, every wait bounded, the traps of imapclient shut."""

import socket
import ssl
from contextlib import suppress

from imapclient import IMAPClient

from greffier.errors import NeedsMending
from greffier.mailbox.failures import NEIGHBOUR_FAILED, sorted_failures
from greffier.mailbox.sign_in import sign_in
from greffier.mailbox.tokens import Tokens
from greffier.settings import Imap

KEEPALIVE = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 20, "TCP_KEEPCNT": 3}
"""Seconds, seconds, probes: a peer that vanished without a word is known after two minutes, not two hours."""


def place(settings: Imap) -> str:
    """Name the server for people."""
    return f"IMAP {settings.host}:{settings.port}"


def opened(settings: Imap, tokens: Tokens, *, seconds: float | None = None) -> IMAPClient:
    """Return a signed-in client; raise Later, NeedsMending or SignInRefused. `seconds` bounds each wait."""
    client = connected(settings, seconds or settings.timeout_seconds)
    try:
        with sorted_failures(place(settings)):
            if settings.security == "starttls":
                client.starttls(trust(settings))
            sign_in(client, settings, tokens)
    except BaseException:
        drop(client)
        tokens.forget()  # the server may have refused it in words of its own
        raise
    return client


def connected(settings: Imap, seconds: float) -> IMAPClient:
    """Return a client that has heard the greeting, with the traps of its library shut."""
    context = trust(settings) if settings.security == "tls" else None
    with sorted_failures(place(settings)):
        client = IMAPClient(
            settings.host, settings.port, ssl=context is not None, ssl_context=context, timeout=float(seconds)
        )
    client._imap.debug = 0  # else every answer is formatted for a log nobody reads: five times slower
    client.normalise_times = False  # else INTERNALDATE comes as naive local time
    keep_alive(client.socket())
    return client


def trust(settings: Imap) -> ssl.SSLContext:
    """Return what certificates are checked against: the system's authorities, or only the configured one."""
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:
        raise NeedsMending(f"imap.ca_file: {settings.ca_file} cannot be read: {error.strerror or error}") from error


def keep_alive(connection: socket.socket) -> None:
    """Let the kernel find out when the peer is gone; firewalls between us forget idle connections."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in KEEPALIVE.items():
        if option := getattr(socket, name, None):  # not every system has them all
            connection.setsockopt(socket.IPPROTO_TCP, option, value)


def drop(client: IMAPClient) -> None:
    """Close the connection without a word; after a failure nothing else is safe."""
    with suppress(*NEIGHBOUR_FAILED):
        client.shutdown()


def leave(client: IMAPClient) -> None:
    """Say goodbye and close; what the server answers no longer matters."""
    try:
        client.logout()
    except NEIGHBOUR_FAILED:
        drop(client)
