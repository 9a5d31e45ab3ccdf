"""A post office in one thread: pymap (IMAP) and aiosmtpd (SMTP) on free loopback ports, delivering to each other.

Every address has a box, which opens with the first mail; a closed box sends the mail back. On delivery to the registry
it writes Authentication-Results as a border server does. It lacks most of what real servers do: for show only.
"""

import asyncio
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.parser import BytesHeaderParser
from email.policy import SMTP as WIRE
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope
from proxyprotocol.reader import ProxyProtocolReader
from proxyprotocol.version import ProxyProtocolVersion
from pymap.backend.dict import Config, Identity, Login
from pymap.backend.dict.mailbox import MailboxData
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Recent, Wildcard, get_system_flags
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from greffier.demo.bounce import bounce

HOST = "127.0.0.1"
NAME = "mx.demo.test"
PASSWORD = "demo"  # noqa: S105 - of boxes that live for a minute on this machine alone
SENT = "Sent"
LARGEST_MAIL = 32 * 1024 * 1024
"""Bytes; more than anything in the story, less than what could fill a small machine's memory."""
START_SECONDS = 10.0

MailboxData.permanent_flags = property(  # type: ignore[assignment,method-assign] # pymap drops keywords silently
    lambda _: (get_system_flags() - {Recent}) | {Wildcard}
)


@dataclass(frozen=True, slots=True)
class Posted:
    """A mail that was handed in, with its envelope."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class Boxes(Config):
    """What pymap is told: no name look-ups, no waiting, passwords as they are."""

    def __init__(self) -> None:
        unused = Namespace(passlib_cfg=None, proxy_protocol=None, inherited_sockets=None)
        super().__init__(
            unused,
            host=HOST,
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            tls_enabled=False,
            hash_context=Cleartext(),
            invalid_user_sleep=0.0,
            reject_dnsbl=False,
        )

    @property
    def greeting(self) -> bytes:
        """Greet without asking the network for our name."""
        return b"Server ready " + NAME.encode()


@dataclass(slots=True)
class PostOffice:
    """Where mails are handed in and delivered. What changes is changed in its own thread."""

    registry: str
    imap_port: int = 0
    smtp_port: int = 0
    posted: list[Posted] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    """Recipients whose mail went back."""
    closed: set[str] = field(default_factory=set)
    """Boxes that no longer exist: their mail comes back."""
    login: Login = field(default_factory=lambda: Login(Boxes()))

    def open_box(self, address: str) -> Identity:
        """Return somebody's box, opened if need be."""
        if address not in self.login.users_dict:
            self.login.users_dict[address] = UserMetadata(self.login.config, address, password=PASSWORD)
        return Identity(address, self.login, None, frozenset())

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: ANN401, N802 - aiosmtpd
        """Deliver what was handed in."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = Posted(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw)
        self.posted.append(mail)
        for recipient in mail.recipients:
            await self.deliver(mail, recipient)
        return "250 2.0.0 OK: delivered"

    async def deliver(self, mail: Posted, recipient: str) -> None:
        """Put the mail into a box, or send it back where the box is closed; a bounce itself is never sent back."""
        if recipient not in self.closed:
            await self.put(recipient, mail)
        elif mail.sender:
            self.returned.append(recipient)
            await self.put(mail.sender, Posted("", (mail.sender,), bounce(mail.raw, mail.sender, recipient, NAME)))

    async def put(self, recipient: str, mail: Posted) -> None:
        """Append to the inbox, with what a border server writes on top."""
        top = b"Return-Path: <%s>\r\n" % mail.sender.encode()
        if recipient == self.registry:
            top += proof(mail)
        async with self.open_box(recipient).new_session() as session:
            await session.append_messages("INBOX", [AppendMessage(top + mail.raw)])


def proof(mail: Posted) -> bytes:
    """Return what the border found: an author whose domain did not hand the mail in is a forger (RFC 8601, 2.7.6)."""
    if not mail.sender:
        return f"Authentication-Results: {NAME}; dmarc=none\r\n".encode()
    author = BytesHeaderParser(policy=WIRE).parsebytes(mail.raw)["From"]
    addresses: tuple[Address, ...] = author.addresses if author else ()
    domain = addresses[0].domain if addresses else ""
    verdict = "pass" if domain and domain == mail.sender.rpartition("@")[2] else "fail"
    return f"Authentication-Results: {NAME}; dmarc={verdict} header.from={domain}\r\n".encode()


@contextmanager
def post_office(registry: str) -> Iterator[PostOffice]:
    """Run a post office for the registry's address until the block ends."""
    office = PostOffice(registry)
    loop = asyncio.new_event_loop()
    ready, done = threading.Event(), asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve(office, ready, done)), name="post-office")
    thread.start()
    try:
        if not ready.wait(START_SECONDS):
            raise TimeoutError("the post office of the demonstration did not open")
        yield office
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()


async def serve(office: PostOffice, ready: threading.Event, done: asyncio.Event) -> None:
    """Listen on both ports until `done`."""
    config, loop = office.login.config, asyncio.get_running_loop()
    config.apply_context()
    async with office.open_box(office.registry).new_session() as session:
        await session.create_mailbox(SENT)
    conversation = ProxyProtocolReader(ProxyProtocolVersion.get(None)).get_callback(IMAPServer(office.login, config))
    imap = await asyncio.start_server(conversation, HOST, 0)
    smtp = await loop.create_server(
        lambda: SMTP(office, hostname=NAME, enable_SMTPUTF8=True, data_size_limit=LARGEST_MAIL, loop=loop), HOST, 0
    )
    office.imap_port, office.smtp_port = (server.sockets[0].getsockname()[1] for server in (imap, smtp))
    ready.set()
    await done.wait()
    for server in (imap, smtp):
        server.close()
