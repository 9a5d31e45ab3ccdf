"""The real thing for journeys: a `greffier` process over real servers, operators who write, staff at a shell."""

import imaplib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from shutil import copytree
from typing import Any, TypeVar

from greffier.shipped import shipped
from servers import Servers

AUTHSERV = "mx.registre.test"
Fact = TypeVar("Fact")


def until(fact: Callable[[], Fact | None], seconds: float = 30.0, what: str = "") -> Fact:
    """Wait for a fact to be true, and return it; fail with `what` when it does not come."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if found := fact():
            return found
        time.sleep(0.05)
    raise AssertionError(f"in {seconds:.0f} s this did not happen: {what or fact}")


@dataclass
class Work:
    """One registry at work, in a folder of its own."""

    servers: Servers
    folder: Path
    registry: str
    staff: str
    process: subprocess.Popen[bytes] | None = None
    extra: str = ""
    logs: list[Path] = field(default_factory=list)

    @property
    def config(self) -> Path:
        return self.folder / "greffier.toml"

    def configure(self) -> None:
        imap, smtp = self.servers.mailbox_settings(self.registry), self.servers.smtp_settings()
        (self.folder / "password").write_text(imap.password.get_secret_value() if imap.password else "")
        (self.folder / "password").chmod(0o600)
        self.config.write_text(
            f"""
rules = "{self.hasty_rules()}"

[registry]
address = "{self.registry}"
id_domain = "registre.test"
staff = ["{self.staff}"]
authserv_id = "{AUTHSERV}"
authserv_depth = 2

[imap]
host = "{imap.host}"
port = {imap.port}
security = "{imap.security}"
user = "{imap.user}"
password_file = "{self.folder}/password"
ca_file = "{imap.ca_file}"

[smtp]
host = "{smtp.host}"
port = {smtp.port}
security = "{smtp.security}"
user = "{smtp.user}"
password_file = "{self.folder}/password"
ca_file = "{smtp.ca_file}"

[store]
folder = "{self.folder}/state"
{self.extra}
"""
        )

    def hasty_rules(self) -> Path:
        """Copy the rules, but answer each mail at once: those who write here do not wait for minutes."""
        folder = self.folder / "rules"
        if not folder.exists():
            copytree(shipped("rules"), folder)
            cadence = folder / "cadence.toml"
            patient = cadence.read_text("utf-8")
            assert "receipts_every = 10" in patient
            cadence.write_text(patient.replace("receipts_every = 10", "receipts_every = 0"), "utf-8")
        return folder

    def start(self) -> None:
        log = self.folder / f"log-{len(self.logs)}.txt"
        self.logs.append(log)
        with log.open("wb") as out:
            self.process = subprocess.Popen(self.command("run"), stderr=out, stdout=out, env=self.environment())
        until(
            lambda: b"service_ready" in log.read_bytes() or self.process.poll() is not None, what="the service is ready"
        )
        assert self.process.poll() is None, log.read_text()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(timeout=20)

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "greffier", "--config", str(self.config), *arguments]

    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONWARNINGS": "error::ResourceWarning", "COLUMNS": "200"}

    def cli(self, *arguments: str, seconds: float = 120) -> str:
        command, environment = self.command(*arguments), self.environment()
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=seconds, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def asked(self, *arguments: str) -> Any:
        return json.loads(self.cli(*arguments, "--json"))

    def outcomes(self) -> list[str]:
        """Return what became of each mail, in words."""
        with closing(sqlite3.connect(self.folder / "state" / "greffier.db")) as database:
            return [outcome for (outcome,) in database.execute("select outcome from messages")]

    def flags(self) -> list[str]:
        """Return the flags of each mail in the registry's mailbox, as the server tells them."""
        with self.servers.reader(self.registry) as client:
            client.select("INBOX", readonly=True)
            return [line.decode() for line in client.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]

    def letters(self, address: str) -> list[EmailMessage]:
        """Return the letters in somebody's mailbox, oldest first."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.servers.mails(address)]


@contextmanager
def registry_at_work(servers: Servers, folder: Path) -> Iterator[Work]:
    """Set up a registry, and stop it whatever happens."""
    folder.mkdir(mode=0o700)
    work = Work(servers, folder, servers.address("contact"), servers.address("staff"))
    work.configure()
    try:
        yield work
    finally:
        if work.process and work.process.poll() is None:
            work.process.kill()
            work.process.wait()


@dataclass
class Operator:
    """Somebody who writes with a mail client of the usual kind."""

    work: Work
    address: str
    name: str

    def write(
        self,
        text: str,
        *,
        subject: str = "Adhésion au registre de preuve de covoiturage",
        answers: EmailMessage | None = None,
        papers: dict[str, bytes] | None = None,
        proven: bool = True,
    ) -> str:
        """Send a mail to the registry, and return its Message-ID."""
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"] = f"{self.name} <{self.address}>"
        mail["To"] = self.work.registry
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = make_msgid(domain=self.address.partition("@")[2])
        mail["Subject"] = f"Re: {answers['Subject']}" if answers else subject
        if answers:
            mail["In-Reply-To"] = answers["Message-ID"]
            mail["References"] = answers["Message-ID"]
            quoted = "\n".join(f"> {line}" for line in answers.get_body(("plain",)).get_content().splitlines())
            text = f"{text}\n\nLe {answers['Date']}, Registre de preuve de covoiturage a écrit :\n{quoted}\n"
        mail.set_content(text)
        for name, content in (papers or {}).items():
            kind = {"pdf": ("application", "pdf"), "png": ("image", "png")}[name.rpartition(".")[2]]
            mail.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
        proof = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={self.address.partition('@')[2]}\r\n"
        self.work.servers.inject(
            (proof.encode() if proven else b"") + mail.as_bytes(), self.address, self.work.registry
        )
        return str(mail["Message-ID"])

    def letters(self) -> list[EmailMessage]:
        return self.work.letters(self.address)

    def next_letter(self, count: int) -> EmailMessage:
        """Wait for the letter number `count` (1 is the first), and return it."""
        return until(lambda: (self.letters()[count - 1 : count] or [None])[0], what=f"letter {count} to {self.name}")


def file_in_sent(work: Work, raw: bytes, folder: str = "Sent") -> None:
    """Do as a person's mail client does after sending."""
    with work.servers.reader(work.registry) as client:
        client.create(folder)
        assert client.append(folder, r"(\Seen)", imaplib.Time2Internaldate(datetime.now(UTC)), raw)[0] == "OK"


def letter_of_claire(work: Work, to: str, answers: str | None = None, sender: str = "") -> EmailMessage:
    """Return a letter that a person of staff writes themselves."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"Claire Martin <{sender or work.registry}>"
    mail["To"] = to
    mail["Subject"] = "Votre question"
    mail["Message-ID"] = make_msgid(domain="poste.registre.test")
    if answers:
        mail["In-Reply-To"] = answers
    mail.set_content("Bonjour,\n\nJe vous réponds moi-même.\n\nClaire\n")
    return mail
