"""Who writes in the demonstration, and how their mail clients put a mail together: quoting, threading, attaching."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, make_msgid

KINDS = {"pdf": ("application", "pdf"), "png": ("image", "png"), "svg": ("image", "svg+xml")}
DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an address. `house` is whom they write for, as the screen calls it."""

    name: str
    address: str
    house: str
    signature: str
    english: bool = False

    @property
    def domain(self) -> str:
        """Return what stands after the at sign."""
        return self.address.partition("@")[2]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person writes, before their client makes a mail of it."""

    by: Person
    text: str
    subject: str = ""
    """Empty for an answer, which takes the subject of what it answers."""
    papers: Mapping[str, bytes] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def composed(draft: Draft, registry: str, at: datetime, answered: bytes | None) -> bytes:
    """Return the mail; an answer quotes the letter and joins its thread, as clients do."""
    mail = EmailMessage(policy=WIRE)
    mail["From"] = f"{draft.by.name} <{draft.by.address}>"
    mail["To"] = registry
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=draft.by.domain)
    text = f"{draft.text.strip()}\n\n{draft.by.signature}\n"
    letter = message_from_bytes(answered, policy=WIRE) if answered else None
    if letter is not None:
        mail["In-Reply-To"] = str(letter["Message-ID"])
        mail["References"] = " ".join(filter(None, (letter["References"], letter["Message-ID"])))
        text += f"\n{quoted(letter, draft.by)}"
    mail["Subject"] = draft.subject or answering(str(letter["Subject"]) if letter is not None else "")
    for name, value in draft.headers.items():
        mail[name] = value
    mail.set_content(text)
    for name, content in draft.papers.items():
        maintype, subtype = KINDS[name.rpartition(".")[2]]
        mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return mail.as_bytes()


def answering(subject: str) -> str:
    """Return the subject of an answer: one `Re:`, however long the exchange."""
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def quoted(letter: EmailMessage, by: Person) -> str:
    """Return the letter under the line that clients put above what they quote."""
    body = letter.get_body(("plain",))
    lines = body.get_content().splitlines() if body else []
    return "\n".join((said_by(letter, by), "", *(f"> {line}".rstrip() for line in lines), ""))


def said_by(letter: EmailMessage, by: Person) -> str:
    """Return that line, in the language of the client."""
    author, sent_at = letter["From"], letter["Date"].datetime
    if by.english:
        return f"On {sent_at:%a, %d %b %Y at %H:%M}, {author} wrote:"
    return f"Le {DAYS[sent_at.weekday()]} {sent_at:%d/%m/%Y à %H:%M}, {author} a écrit :"
