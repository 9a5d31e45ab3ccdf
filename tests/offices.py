"""An office for tests of the rounds: real rules, letters and database in a folder of its own, and no servers."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from greffier.rounds.incoming import collect, receive
from greffier.rounds.office import Office, open_office
from greffier.settings import Antivirus, Settings, load_settings
from greffier.store import inbox

TUESDAY = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
"""Past the hour of the digest in Paris."""


def settings_in(folder: Path, registry: str = "", **folders: Path) -> Settings:
    """Write a configuration that names no reachable server; `folders` are those of rules and templates."""
    named = "\n".join(f'{name} = "{path}"' for name, path in folders.items())
    config = folder / "greffier.toml"
    config.write_text(
        f"""{named}
[registry]
address = "contact@registre.test"
staff = ["equipe@registre.test"]
{registry}
[imap]
host = "127.0.0.1"
user = "contact"
[smtp]
host = "127.0.0.1"
[store]
folder = "{folder}/state"
"""
    )
    return load_settings(config, {})


def office_in(folder: Path, registry: str = "") -> Office:
    """Open an office; `registry` adds lines to that table of its configuration."""
    return open_office(settings_in(folder, registry))


async def receive_mail(office: Office, raw: bytes, now: datetime) -> str:
    """Let a mail arrive and be handled as in a round, without a server; return its hash."""
    sha256 = hashlib.sha256(raw).hexdigest()
    collect.record(office, collect.Box("contact", "INBOX", 7), uid_of(office), [raw], now)
    await receive.handle(office, sha256, now)
    return sha256


def uid_of(office: Office) -> int:
    """Return the next UID."""
    with office.database.reading() as session:
        return inbox.cursor(session, "contact", "INBOX", 7) + 1


def with_antivirus(office: Office, socket: Path) -> Office:
    """Return the office with a clamd at this socket."""
    antivirus = Antivirus(socket=socket, timeout_seconds=20)
    return replace(office, settings=office.settings.model_copy(update={"antivirus": antivirus}))


def mail_with(papers: Mapping[str, bytes], words: str = "Bonjour, nous acceptons les CGU.", number: int = 1) -> bytes:
    """Return the mail of an operator with these papers, whatever is in them."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Hélène Vasseur <helene@trajeo.example>"
    mail["To"] = "contact@registre.test"
    mail["Subject"] = "Adhésion de Trajeo"
    mail["Message-ID"] = f"<{number}@trajeo.example>"
    mail.set_content(words)
    for name, content in papers.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()
