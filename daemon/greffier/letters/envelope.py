"""Put a letter into its envelope: the bytes of a mail as RFC 5322 has it, threaded and marked as automatic.

Nothing that others wrote reaches a header unchecked: subjects become one line, odd Message-IDs are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy

from greffier.errors import Never
from greffier.letters.escaping import one_line
from greffier.model.dossier import Conversation
from greffier.model.letter import Letter, mark_of
from greffier.model.rules import Registry

MOST_REFERENCES = 12
"""The first, which began the conversation, and the newest; mail programs thread by these (RFC 5322, 3.6.4)."""
LONGEST_MESSAGE_ID = 250
"""Beyond, it can be no line of a header that every server takes."""
LONGEST_SUBJECT = 200

MESSAGE_ID = re.compile(r"[!-;=?-~]+")
REPLY_SIGN = re.compile(r"(?:re|rép|rep|aw|tr|fwd?|sv)\s?(?:\[\d{1,3}\])?\s?[::]\s*", re.IGNORECASE)


class MessageIds(UnstructuredHeader, BaseHeader):
    """Message-IDs, one a line. Python would encode one too long for a line (Outlook's are), and break the thread."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header's lines."""
        return f"{self.name}: {f'{policy.linesep} '.join(self.split())}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("in-reply-to", MessageIds)
HEADERS.map_to_type("references", MessageIds)
POLICY = SMTP.clone(header_factory=HEADERS)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter's words, before its envelope."""

    language: str
    subject: str
    text: str
    html: str


def enveloped(letter: Letter, written: Written, registry: Registry, message_id: str, now: datetime) -> bytes:
    """Return the mail's bytes; raises Never where a recipient is no address."""
    if not letter.to:
        raise Never("a letter has no recipient; name one in the dossier")
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Address(registry.name, addr_spec=registry.address)
    mail["To"] = [recipient(address) for address in letter.to]
    mail["Subject"] = subject_of(letter.conversation, written.subject)
    mail["Date"] = now
    mail["Message-ID"] = f"<{message_id.strip('<>')}>"
    thread(mail, letter.conversation)
    mark_automatic(mail, letter.answers)
    mail["X-Greffier-Letter"] = f"{letter.kind} {mark_of(letter.cause)}"
    mail.set_content(written.text, cte="quoted-printable")
    mail.add_alternative(written.html, subtype="html", cte="quoted-printable")
    mail["Content-Language"] = written.language
    for enclosure in letter.enclosures:
        main, _, sub = enclosure.media_type.partition("/")
        mail.add_attachment(enclosure.content, maintype=main, subtype=sub, filename=one_line(enclosure.name, 100))
    return mail.as_bytes()


def recipient(address: str) -> Address:
    """Return the address as a header may hold it."""
    try:
        return Address(addr_spec=address)
    except (MessageError, ValueError, IndexError) as error:
        raise Never(
            "the recipient of a letter is no address that a mail can carry; correct it in the dossier"
        ) from error


def subject_of(conversation: Conversation, ours: str) -> str:
    """Return the operator's own subject with one `Re: `, or ours where it has none."""
    theirs = one_line(conversation.subject, LONGEST_SUBJECT)
    while sign := REPLY_SIGN.match(theirs):
        theirs = theirs[sign.end() :]
    return f"Re: {theirs}" if theirs else one_line(ours, LONGEST_SUBJECT)


def thread(mail: EmailMessage, conversation: Conversation) -> None:
    """Join the conversation."""
    parent = clean_id(conversation.message_id or "")
    chain = [clean for reference in conversation.references if (clean := clean_id(reference)) and clean != parent]
    if parent:
        mail["In-Reply-To"] = f"<{parent}>"
        chain.append(parent)
    if chain:
        mail["References"] = " ".join(f"<{reference}>" for reference in cut(tuple(dict.fromkeys(chain))))


def clean_id(message_id: str) -> str:
    """Return a Message-ID without its brackets; nothing where it could harm a header."""
    inside = message_id.strip().removeprefix("<").removesuffix(">")
    return inside if len(inside) <= LONGEST_MESSAGE_ID and MESSAGE_ID.fullmatch(inside) else ""


def cut(references: Sequence[str]) -> Sequence[str]:
    """Return the first reference and the newest ones."""
    return references if len(references) <= MOST_REFERENCES else (references[0], *references[1 - MOST_REFERENCES :])


def mark_automatic(mail: EmailMessage, answers: bool) -> None:
    """Say that a machine writes, so that no machine answers (RFC 3834, 5; the X- header is Exchange's word for it)."""
    mail["Auto-Submitted"] = "auto-replied" if answers else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
