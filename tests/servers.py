"""Real mail servers for tests: Dovecot, and Postfix where we are root, on loopback, in a private folder, with real TLS.

One pair a session and worker, one address a test: any address is a mailbox, new and empty.
"""

import contextlib
import imaplib
import shutil
import smtplib
import ssl
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import trustme

from dovecot import PASSWORD, Dovecot
from greffier.settings import Imap, Smtp
from postfix import Postfix
from processes import paused


class Servers:
    """Both servers, and what a test does with them."""

    domain = "registre.test"
    password = PASSWORD

    def __init__(self, folder: Path, *, with_postfix: bool) -> None:
        self.folder = folder
        self.ca_file = certify(folder)
        self.dovecot = Dovecot(folder)
        self.postfix = Postfix(folder, self.dovecot) if with_postfix else None

    def start(self) -> None:
        self.dovecot.start()
        if self.postfix:
            self.postfix.start()

    def stop(self) -> None:
        if self.postfix:
            self.postfix.kill()
        self.dovecot.kill()

    @contextlib.contextmanager
    def without_dovecot(self) -> Iterator[None]:
        """Kill Dovecot with all its sessions, and bring it back at the end."""
        with paused(self.dovecot):
            yield
        if self.postfix:  # its idle processes hold dead lines to Dovecot's sign-in, and refuse one sign-in each
            self.postfix.kill()
            self.postfix.start()

    def without_postfix(self) -> contextlib.AbstractContextManager[None]:
        """Kill Postfix, and bring it back at the end."""
        assert self.postfix, "Postfix needs root"
        return paused(self.postfix)

    def address(self, name: str = "contact") -> str:
        """Return an address that nobody used before."""
        return f"{name}-{token_hex(4)}@{self.domain}"

    def inject(self, raw: bytes, sender: str, recipient: str) -> None:
        """Bring a mail in by SMTP, as the world does; it is there within a tenth of a second."""
        assert self.postfix, "Postfix needs root; deliver() does without"
        with smtplib.SMTP("127.0.0.1", self.postfix.inject, "client.test", timeout=10) as client:
            client.sendmail(sender, [recipient], raw, mail_options=["BODY=8BITMIME", "SMTPUTF8"])

    def deliver(self, raw: bytes, recipient: str, sender: str = "operator@trajeo.test") -> None:
        """Put a mail into a mailbox by LMTP; it is there when this returns."""
        # one recipient a transaction: smtplib knows nothing of LMTP's several answers
        with smtplib.LMTP("127.0.0.1", self.dovecot.lmtp, "client.test", timeout=10) as client:
            client.sendmail(sender, [recipient], raw, mail_options=["BODY=8BITMIME"])

    def put(self, raw: bytes, address: str, times: int = 1) -> None:
        """Put a mail into a mailbox as it is; delivery would write a line above it."""
        with self.reader(address) as client:
            for _ in range(times):
                assert client.append("INBOX", "", "", raw)[0] == "OK"

    def mails(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """Return the mails of a folder, oldest first, without touching their flags."""
        with self.reader(address) as client:
            answer, count = client.select(f'"{folder}"', readonly=True)
            if answer != "OK" or count == [b"0"]:
                return []
            answers = client.fetch("1:*", "(BODY.PEEK[])")[1]
            return [answer[1] for answer in answers if isinstance(answer, tuple)]

    def wait_for_mails(self, address: str, count: int = 1, seconds: float = 10.0, folder: str = "INBOX") -> list[bytes]:
        """Return the mails once there are `count`."""
        limit = time.monotonic() + seconds
        while len(mails := self.mails(address, folder)) < count:
            if time.monotonic() > limit:
                raise AssertionError(
                    f"{len(mails)} mails in {folder} after {seconds:.0f} s, not {count}\n{self.logs()}"
                )
            time.sleep(0.02)
        return mails

    @contextlib.contextmanager
    def reader(self, address: str) -> Iterator[imaplib.IMAP4]:
        """Look at a mailbox as a person's client does, by a library that the daemon does not use."""
        client = imaplib.IMAP4("127.0.0.1", self.dovecot.plain, timeout=10)
        try:
            client.authenticate("PLAIN", lambda _: f"\0{address}\0{self.password}".encode())
            yield client
        finally:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                client.logout()

    def mailbox_settings(self, address: str, **changes: Any) -> Imap:
        known = {"host": "127.0.0.1", "port": self.dovecot.tls, "user": address, "password": self.password}
        return Imap(**{**known, "ca_file": self.ca_file, "timeout_seconds": 10, **changes})

    def smtp_settings(self, **changes: Any) -> Smtp:
        assert self.postfix, "Postfix needs root"
        known = {"host": "127.0.0.1", "port": self.postfix.submission, "user": f"daemon@{self.domain}"}
        more = {"password": self.password, "ca_file": self.ca_file, "timeout_seconds": 10}
        return Smtp(**{**known, **more, **changes})

    def logs(self) -> str:
        """Return what the servers wrote, for a test that fails."""
        files = (self.folder / "dovecot.log", self.folder / "postfix.log")
        return "\n".join(file.read_text(errors="replace")[-4000:] for file in files if file.exists())


def certify(folder: Path) -> Path:
    """Write a certificate for loopback and return the authority that signed it."""
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    ssl.create_default_context(cafile=folder / "ca.pem")
    return folder / "ca.pem"


@contextlib.contextmanager
def running_servers(*, with_postfix: bool) -> Iterator[Servers]:
    """Run the servers in a folder that goes away with them."""
    # under /tmp and open to all: Dovecot and Postfix run as other users, and pytest's folders are ours alone
    folder = Path(tempfile.mkdtemp(prefix="greffier-servers-", dir="/tmp"))
    folder.chmod(0o755)
    servers = Servers(folder, with_postfix=with_postfix)
    try:
        servers.start()
        yield servers
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)
