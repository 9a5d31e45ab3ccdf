"""Facts in a dossier's history: past participle, append-only. The only way in which a dossier changes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from greffier.model.dossier import AccountState, Conversation, Fault, ItemState, Stage
from greffier.model.mail import Contact, Environment, PersonType


@dataclass(frozen=True, slots=True)
class DossierOpened:
    """An operator not yet known asked to join."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class OperatorDescribed:
    """The operator's name, nature or number became known; None where unchanged."""

    name: str | None = None
    person_type: PersonType | None = None
    siren: str | None = None


@dataclass(frozen=True, slots=True)
class OperatorHeard:
    """The operator wrote: a new round begins."""

    address: str
    name: str
    conversation: Conversation
    proven: bool = False
    """Whether the sender was proven."""


@dataclass(frozen=True, slots=True)
class PersonWrote:
    """A person of ours (`by`) wrote to the operator (`to`, an address) from their own mail client."""

    by: str
    to: str
    subject: str


@dataclass(frozen=True, slots=True)
class AddressLearned:
    """A person says that this address belongs to the operator."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class AddressFailed:
    """A letter to this address came back."""

    address: str


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """A line of the checklist changed its state."""

    item: str
    state: ItemState
    fault: Fault | None = None
    words: str = ""
    paper: str | None = None
    evidence: str = ""
    """What it rests on, in words: the sentence of acceptance, the terms version, who decided."""


@dataclass(frozen=True, slots=True)
class PaperRefused:
    """A file is dangerous: it was not kept, and answers nothing."""

    name: str
    code: str
    words: str = ""
    """For the operator."""
    staff: str = ""


class Way(StrEnum):
    """How a paper was given to a person."""

    OPENED = "opened"
    SAVED = "saved"
    MAILED = "mailed"


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A person got a paper: who, which, how, and whether without the watermark."""

    paper: str
    by: str
    way: Way
    original: bool = False


@dataclass(frozen=True, slots=True)
class PapersPurged:
    """Papers that served their purpose were erased, with the mails that brought them; what was found stays."""

    papers: tuple[str, ...]
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactNamed:
    """A person was named, or described further, for a role."""

    contact: Contact


@dataclass(frozen=True, slots=True)
class AnswerPromised:
    """The operator says by when it will send what is missing."""

    until: date


@dataclass(frozen=True, slots=True)
class AbsenceAnnounced:
    """An automatic answer says when its author is back."""

    until: date | None


@dataclass(frozen=True, slots=True)
class StageMoved:
    """The dossier moved on, or back."""

    stage: Stage
    words: str = ""


@dataclass(frozen=True, slots=True)
class AccountMoved:
    """An access changed its state."""

    environment: Environment
    state: AccountState
    login: str | None = None
    link: str | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The ball is with the operator: a cadence of reminders begins, and counts from `since` (UTC)."""

    since: datetime


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder was queued."""

    step: int


@dataclass(frozen=True, slots=True)
class NoteTaken:
    """A person wrote something down."""

    by: str
    words: str


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A person answers themselves (`by`), or gives the pen back (None)."""

    by: str | None


@dataclass(frozen=True, slots=True)
class Suspended:
    """A person lets cadence and clock rest from `since` until a day, or wakes them on it (`until` is None)."""

    since: date
    until: date | None
    by: str


@dataclass(frozen=True, slots=True)
class ClassGiven:
    """A person set the class of proof (A, B or C) that the technical file shows."""

    proof_class: str
    by: str


@dataclass(frozen=True, slots=True)
class Inquired:
    """A person asked the operator something; the letter with their words was queued."""

    by: str
    words: str


@dataclass(frozen=True, slots=True)
class ReviewDecided:
    """A person answered a question."""

    review: str
    choice: str
    by: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class DossierErased:
    """All that was known of an operator went, as the law asks; only this remains."""

    reference: str
    by: str
    reason: str


Event = (
    DossierOpened
    | OperatorDescribed
    | OperatorHeard
    | PersonWrote
    | AddressLearned
    | AddressFailed
    | ItemMoved
    | PaperRefused
    | PaperShown
    | PapersPurged
    | ContactNamed
    | AnswerPromised
    | AbsenceAnnounced
    | StageMoved
    | AccountMoved
    | Asked
    | Reminded
    | NoteTaken
    | TakenOver
    | Suspended
    | ClassGiven
    | Inquired
    | ReviewDecided
    | DossierErased
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its place in the history."""

    at: datetime
    event: Event
    cause: str
    """What brought it about: `message:<sha256>`, `review:<id>`, `tick:<instant>`, `staff:<name>`."""
