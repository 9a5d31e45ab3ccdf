"""Mails and what is read from them: plain frozen values that every floor may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class SenderKind(StrEnum):
    """Who wrote."""

    PERSON = "person"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    BULK = "bulk"


class Topic(StrEnum):
    """What a mail is about, judged from it alone."""

    ONBOARDING = "onboarding"
    TERRITORY = "territory"
    CARPOOLER = "carpooler"
    REGISTRY = "registry"
    OTHER = "other"


class Terms(StrEnum):
    """What the author says of the CGU."""

    ACCEPTED = "accepted"
    RESERVED = "reserved"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    ABSENT = "absent"


class PersonType(StrEnum):
    """What joins: a company or other body, or a natural person."""

    LEGAL = "legal"
    NATURAL = "natural"


class DocumentType(StrEnum):
    """What an attachment is."""

    IDENTITY = "identity"
    REGISTRATION = "registration"
    TECHNICAL_FILE = "technical_file"
    RIB = "rib"
    LOGO = "logo"
    SIGNED_TERMS = "signed_terms"
    ARCHIVE = "archive"
    DECORATION = "decoration"
    OTHER = "other"


class Role(StrEnum):
    """What a contact is for."""

    DPO = "dpo"
    CONTROLLER = "controller"
    TECHNICAL = "technical"


class Environment(StrEnum):
    """Where access is opened; pre-production comes first."""

    PREPRODUCTION = "preproduction"
    PRODUCTION = "production"


class Verdict(StrEnum):
    """Whether the author's domain is proven, by our own server or by the signatures of the mail."""

    PASS = "pass"  # noqa: S105 - RFC 8601's word
    FAIL = "fail"
    UNKNOWN = "unknown"


HARMFUL = frozenset(
    {
        "virus",
        "executable",
        "macro",
        "javascript",
        "launch",
        "script",
        "external-entity",
        "external-reference",
        "remote-content",
    }
)
"""Problems of files that are never passed on as documents."""


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the MIME tree that is not the mail's own text: a document, an image, a calendar."""

    name: str
    """As the sender wrote it, decoded; empty where none was given. Metadata only: never a path."""
    declared_type: str
    content: bytes
    content_id: str | None = None
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail opened: its headers made safe, its own text, its leaves. Nested mails keep to themselves."""

    message_id: str | None
    subject: str
    sender: str | None
    """The author's address (first From), lower-cased."""
    sender_name: str
    recipients: tuple[str, ...]
    """To and Cc, lower-cased."""
    sent_at: datetime | None
    """The Date header, aware; None where it is missing or unreadable."""
    thread: tuple[str, ...]
    """In-Reply-To, then References from the newest to the oldest, without angle brackets, each once."""
    headers: tuple[tuple[str, str], ...]
    """All headers in order, names lower-cased, values unfolded and decoded."""
    text: str
    html: str
    parts: tuple[Part, ...] = ()
    nested: tuple["Mail", ...] = ()
    problems: tuple[str, ...] = ()
    content_type: str = "text/plain"
    authors: tuple[str, ...] = ()
    """Every address of every From field as it stands, lower-cased, invisible characters included."""
    skeleton: bytes = field(default=b"", repr=False, compare=False)
    """The raw mail without its large leaves, for readers of what a bounce reports."""

    def header(self, name: str) -> str | None:
        """Return the first header called `name`, or None."""
        return next((value for key, value in self.headers if key == name.lower()), None)

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Return every header called `name`, topmost first."""
        return tuple(value for key, value in self.headers if key == name.lower())


@dataclass(frozen=True, slots=True)
class Document:
    """An attachment, known by its bytes. Fields as in contract `documents[]`."""

    name: str
    sha256: str
    media_type: str
    type: DocumentType
    confidence: float
    facts: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def harmful(self) -> bool:
        """Whether it must not be passed on to anybody."""
        return not HARMFUL.isdisjoint(self.problems)

    def as_harmful(self, problem: str) -> "Document":
        """Return what is left of it once it is known to be dangerous: a name, and why."""
        return replace(self, type=DocumentType.OTHER, confidence=1.0, facts={}, problems=(*self.problems, problem))


@dataclass(frozen=True, slots=True)
class Contact:
    """A person named for a role; None where not said. The phone is E.164."""

    role: Role
    family_name: str | None = None
    given_name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why something was concluded: the words it rests on, and the rule that drew it."""

    about: str
    """The field of the reading, for example `terms` or `topic`."""
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one mail: the contract's fields, then what only the house uses."""

    message_id: str | None
    sender: str | None
    sender_kind: SenderKind
    may_answer: bool
    topic: Topic
    returns_on: date | None = None
    failed_recipients: tuple[str, ...] = ()
    language: str | None = None
    reply_text: str = ""
    terms: Terms = Terms.ABSENT
    terms_evidence: str | None = None
    person_type: PersonType | None = None
    documents: tuple[Document, ...] = ()
    contacts: tuple[Contact, ...] = ()
    links: tuple[str, ...] = ()
    postponed_until: date | None = None
    needs_human: bool = False
    problems: tuple[str, ...] = ()

    subject: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    sent_at: datetime | None = None
    thread: tuple[str, ...] = ()
    organisation: str | None = None
    """The operator's name as the mail gives it, a guess for the dossier's title."""
    references: tuple[str, ...] = ()
    """Dossier references (`RPC-XXXXXX`) found in the subject or text, quoted history included."""
    confirmed: tuple[Environment, ...] = ()
    """Environments that the author says to have signed in to with success."""
    attention: str | None = None
    """Why a person is needed, one word: question, objection, complaint, refusal, doubt ..."""
    elided: str = ""
    """What was taken off to get `reply_text`: quotes, signature, disclaimers."""
    authentication_results: tuple[str, ...] = ()
    """Authentication-Results as received, topmost first; only the topmost, of our own server, may be believed."""
    received_above: int = 0
    """Received lines above the topmost Authentication-Results: each is a server that handled the mail after it."""
    authors: tuple[str, ...] = ()
    """Every address of every From field as it stands, lower-cased: more than one proves nobody."""
    key_names: tuple[str, ...] = ()
    """Where in the DNS the keys of its signatures are published (RFC 6376, 3.6.2.1)."""
    returned_message_ids: tuple[str, ...] = ()
    """For a bounce: Message-IDs of the mails it returns."""
    evidence: tuple[Evidence, ...] = ()
