"""What staff may order, as values: the one language of mails and of the command line.

`target` is a dossier's name, part of it, its reference, or a question's number; empty where the mail itself says what
it is about.
"""

from dataclasses import dataclass
from datetime import date

from greffier.model.dossier import Fault
from greffier.model.letter import Choice
from greffier.model.mail import Environment


@dataclass(frozen=True, slots=True)
class Decide:
    """Answer a question."""

    target: str
    choice: Choice
    words: str = ""
    """The reason of a refusal, which the operator reads; else a remark for the history."""
    fault: Fault | None = None
    """Of a refusal; without words, the letter says it in a sentence of its own."""
    proof_class: str | None = None


@dataclass(frozen=True, slots=True)
class Classify:
    """Set the class of proof; it accepts the technical file where that is what is asked."""

    target: str
    proof_class: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the operator something, in one's own words."""

    target: str
    words: str


@dataclass(frozen=True, slots=True)
class Suspend:
    """Let a dossier rest until a day; None wakes it."""

    target: str
    until: date | None


@dataclass(frozen=True, slots=True)
class TakeNote:
    """Write something into the history."""

    target: str
    words: str


@dataclass(frozen=True, slots=True)
class TakePen:
    """Answer oneself; Greffier keeps silent."""

    target: str


@dataclass(frozen=True, slots=True)
class GivePen:
    """Let Greffier answer again."""

    target: str


@dataclass(frozen=True, slots=True)
class Remind:
    """Send a reminder now."""

    target: str


@dataclass(frozen=True, slots=True)
class Resend:
    """Send the last letter once more."""

    target: str


@dataclass(frozen=True, slots=True)
class Waive:
    """Dispense with an item."""

    target: str
    item: str


@dataclass(frozen=True, slots=True)
class Close:
    """End a dossier."""

    target: str
    words: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Take a closed or sleeping dossier up again."""

    target: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Enter an access: its letter leaves."""

    target: str
    environment: Environment
    login: str
    link: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """See a dossier."""

    target: str


@dataclass(frozen=True, slots=True)
class Export:
    """Get a dossier's summary as a file; its papers leave only from a shell."""

    target: str


@dataclass(frozen=True, slots=True)
class Overview:
    """See where everything stands."""

    target: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """See what may be ordered."""

    target: str = ""


Order = (
    Decide | Classify | Ask | Suspend | TakeNote | TakePen | GivePen | Remind | Resend | Waive | Close | Reopen | Grant
    | Show | Export | Overview | Help
)  # fmt: skip
ABOUT_NOTHING = (Overview, Help)
"""Orders that name no dossier."""

VERBS = {
    Classify: "class", Ask: "ask", Suspend: "suspend", TakeNote: "note", TakePen: "take", GivePen: "give",
    Choice.ACCEPT: "accept", Choice.REJECT: "reject", Choice.ANSWERED: "answered",
    Choice.APART: "apart",
}  # fmt: skip
"""The verb of the vocabulary by which an answer to a question is sealed."""


def verb_of(order: Order) -> str:
    """Return the verb that a seal must be bound to for this order; empty where none ever is."""
    return VERBS.get(order.choice if isinstance(order, Decide) else type(order), "")
