"""Open a signed-in connection to the SMTP server: TLS required, every wait bounded, one attempt at signing in."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from aiosmtplib import SMTP, SMTPException

from greffier.errors import NeedsMending
from greffier.sending.replies import NEIGHBOUR_FAILED, sort
from greffier.settings import Smtp

AccessToken = Callable[[], str]
"""Gives the access token for XOAUTH2; may wait for the network, so it is called in a thread."""

NAME_AT_GREETING = "[127.0.0.1]"
"""An address literal (RFC 5321, 4.1.4): right anywhere, tells nothing, and needs no name server, unlike getfqdn."""

GOODBYE_SECONDS = 3.0
"""Nobody waits longer for a server's goodbye."""


def place(settings: Smtp) -> str:
    """Name the server for people."""
    return f"SMTP {settings.host}:{settings.port}"


@dataclass(frozen=True, slots=True)
class Line:
    """A signed-in client, and the wire below it, which aiosmtplib forgets when it closes."""

    client: SMTP
    wire: asyncio.BaseTransport | None

    @property
    def alive(self) -> bool:
        """Tell whether it may still be spoken on."""
        return self.client.is_connected

    async def leave(self) -> None:
        """Say goodbye and close; what the server answers no longer matters."""
        if self.alive:
            with suppress(*NEIGHBOUR_FAILED):
                await self.client.quit(timeout=GOODBYE_SECONDS)
        await self.hang_up()

    async def hang_up(self) -> None:
        """Close without a word."""
        self.client.close()
        if isinstance(self.wire, asyncio.WriteTransport):
            self.wire.abort()  # under TLS, close() alone waits for the other side's goodbye
        await asyncio.sleep(0)  # the loop closes sockets at its next turn, and may not have another after this call


async def opened(settings: Smtp, access_token: AccessToken | None = None) -> Line:
    """Return a signed-in line; raise Later, NeedsMending or SignInRefused."""
    client = SMTP(
        hostname=settings.host,
        port=settings.port,
        local_hostname=settings.local_hostname or NAME_AT_GREETING,
        timeout=settings.timeout_seconds,
        use_tls=settings.security == "tls",
        start_tls=settings.security == "starttls",  # True requires it; None would fall back to plain text
        tls_context=None if settings.security == "plain" else trust(settings),
    )
    wire = None
    try:
        await client.connect()
        wire = client.transport
        await client.ehlo()
        if settings.user:
            await sign_in(client, settings, settings.user, access_token)
    except BaseException as error:
        await Line(client, wire).hang_up()
        if isinstance(error, NEIGHBOUR_FAILED):
            raise sort(error, place(settings)) from error
        raise
    return Line(client, wire)


def trust(settings: Smtp) -> ssl.SSLContext:
    """Return what certificates are checked against: the system's authorities, or only the configured one."""
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:
        raise NeedsMending(f"smtp.ca_file: {settings.ca_file} cannot be read: {error.strerror or error}") from error


async def sign_in(client: SMTP, settings: Smtp, user: str, access_token: AccessToken | None) -> None:
    """Sign in once.

    aiosmtplib's own login tries every method in turn: a wrong password counts three times and takes as long.
    """
    offered = client.server_auth_methods
    if settings.sign_in == "xoauth2":
        if access_token is None:
            raise NeedsMending("smtp.sign_in is xoauth2: the token comes from the imap section, which has none")
        await client.auth_xoauth2(user, await asyncio.to_thread(access_token))
        return
    password = settings.password.get_secret_value() if settings.password else ""
    if "plain" in offered:
        await client.auth_plain(user, password)
    elif "login" in offered:
        await client.auth_login(user, password)
    elif "cram-md5" in offered:
        await client.auth_crammd5(user, password)
    else:
        raise SMTPException("the server offers no way to sign in with a password; set smtp.sign_in, or no smtp.user")
