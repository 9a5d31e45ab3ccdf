"""Letters to operators and questions to staff, before they are rendered."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from greffier.model.digest import Concern, DossierLine, Figures, News, ReminderLine, Vital
from greffier.model.dossier import Conversation, ItemState
from greffier.model.mail import Contact, Environment
from greffier.model.transcript import OneClick, Transcript


class LetterKind(StrEnum):
    """One template each."""

    WELCOME = "welcome"
    RECEIPT = "receipt"
    REMINDER = "reminder"
    LAST_CALL = "last_call"
    COMPLETE = "complete"
    HANDOVER = "handover"
    INQUIRY = "inquiry"
    ACCESS = "access"
    CAUTION = "caution"
    REVIEW = "review"
    DIGEST = "digest"
    TRANSCRIPT = "transcript"


STAFF_KINDS = frozenset({LetterKind.REVIEW, LetterKind.DIGEST, LetterKind.TRANSCRIPT})
"""Letters to staff: in French only, and no letter to a neighbour."""


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One item as the operator reads it."""

    item: str
    title: str
    state: ItemState
    words: str = ""
    """Why it was refused, or what is still missing in it."""
    ask: str = ""
    """How to send it."""
    new: bool = False
    """Whether the mail being answered brought it, or changed it."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A dangerous file that was not kept, as the operator reads it."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All that a template for operators may use; strict undefined keeps it to that."""

    operator: str
    reference: str
    lines: tuple[ChecklistLine, ...] = ()
    question: bool = False
    """Whether a person will answer something that the mail asks."""
    inquiry: str = ""
    """What a person of our staff asks the operator, in their own words."""
    step: int = 0
    """Of a reminder: 1 is the first."""
    steps: int = 0
    promised_until: date | None = None
    looked_at: bool = False
    """Whether it tells what a person of ours found, instead of answering a mail."""
    instead_of: str = ""
    """The address from which letters came back, where we turn to another contact."""
    environment: Environment | None = None
    login: str | None = None
    link: str | None = None
    expires_on: date | None = None
    answer_by: date | None = None
    """The last day of the month that CGU 1.4 gives us, from a complete dossier."""
    refused: tuple[RefusedFile, ...] = ()
    """Of the mail being answered."""

    def only(self, *states: ItemState) -> tuple[ChecklistLine, ...]:
        """Return the lines in one of `states`."""
        return tuple(line for line in self.lines if line.state in states)

    @property
    def arrived(self) -> tuple[ChecklistLine, ...]:
        """Return what the mail being answered brought."""
        return tuple(line for line in self.lines if line.new)

    @property
    def awaited(self) -> tuple[ChecklistLine, ...]:
        """Return what the operator still has to send."""
        return self.only(ItemState.MISSING, ItemState.REJECTED)

    @property
    def checking(self) -> tuple[ChecklistLine, ...]:
        """Return what waits for a check of ours."""
        return self.only(ItemState.RECEIVED)


class ReviewKind(StrEnum):
    """What staff are asked."""

    TERMS = "terms"
    DOCUMENT = "document"
    CONTACT = "contact"
    QUESTION = "question"
    SENDER = "sender"
    OPENING = "opening"


class Choice(StrEnum):
    """What staff may answer."""

    ACCEPT = "accept"
    REJECT = "reject"
    ANSWERED = "answered"
    APART = "apart"
    """For a sender: not the operator of this dossier, but one of its own."""


@dataclass(frozen=True, slots=True)
class Review:
    """A question to staff that waits for an answer. `cause` makes it unique."""

    cause: str
    kind: ReviewKind
    question: str
    """In French, one sentence, for staff."""
    item: str | None = None
    evidence: str = ""
    """The operator's own words, or what a check found."""
    paper: str | None = None
    message: str | None = None
    """Hash of the mail it came from."""
    proposal: Contact | None = None
    """The contact that takes effect if staff accept."""
    address: str | None = None
    """The sender whom staff may let into the dossier."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return the answers that make sense here."""
        if self.kind is ReviewKind.QUESTION:
            return (Choice.ANSWERED,)
        if self.kind is ReviewKind.SENDER:
            return (Choice.ACCEPT, Choice.REJECT, Choice.APART)
        return (Choice.ACCEPT, Choice.REJECT)


@dataclass(frozen=True, slots=True)
class ReviewNotice:
    """What the mail about one review shows one person of staff."""

    id: str
    operator: str
    reference: str
    review: Review
    answers: tuple[OneClick, ...] = ()
    enclosed: str = ""
    """In French, whether the document is attached, or why it is not; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Digest:
    """All that staff are told in one mail. Empty sections are left out."""

    on: date
    to_decide: tuple[ReviewNotice, ...] = ()
    late: tuple[DossierLine, ...] = ()
    news: tuple[News, ...] = ()
    reminders: tuple[ReminderLine, ...] = ()
    watch: tuple[Concern, ...] = ()
    health: tuple[Vital, ...] = ()
    dossiers: tuple[DossierLine, ...] = ()
    figures: Figures = field(default_factory=Figures)

    @property
    def ailing(self) -> bool:
        """Whether the service itself needs somebody."""
        return any(not vital.well for vital in self.health)

    @property
    def worth_sending(self) -> bool:
        """Whether anything changed or waits."""
        left = any(reminder.left for reminder in self.reminders)
        return bool(self.to_decide or self.late or self.news or self.watch or left or self.ailing)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that a letter carries."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to write: which template, to whom, on what. `cause` makes it unique: one cause, one letter."""

    cause: str
    kind: LetterKind
    to: tuple[str, ...]
    facts: LetterFacts | ReviewNotice | Digest | Transcript
    language: str = "fr"
    conversation: Conversation = field(default_factory=Conversation)
    """What it joins; its newest message is answered."""
    answers: bool = False
    """Whether it answers a mail (`auto-replied`) or is our own initiative (`auto-generated`): RFC 3834, 5."""
    enclosures: tuple[Enclosure, ...] = ()


def mark_of(cause: str) -> str:
    """Return what a letter carries in its `X-Greffier-Letter` header, and by which it is known again.

    The cause itself would tell strangers our ids. A letter that a restored database forgot is in the Sent folder still:
    by its mark nothing else is ever sent for the same cause.
    """
    return sha256(cause.encode()).hexdigest()[:32]
