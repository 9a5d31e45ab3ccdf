"""One mail of an operator, laid on the desk with all that a decision about it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from greffier.model.dossier import Dossier
from greffier.model.event import Event
from greffier.model.finding import Finding
from greffier.model.letter import Review
from greffier.model.mail import Reading, Verdict
from greffier.model.rules import Rules


@dataclass(frozen=True, slots=True)
class Case:
    """What is decided upon. `message` is the hash of the mail's bytes; `now` is aware."""

    dossier: Dossier
    reading: Reading
    verdict: Verdict
    message: str
    rules: Rules
    now: datetime
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """What the checks found, by document hash."""
    lacks: str = ""
    """What is missing for the sender to be proven, in French words for staff."""
    awaits_person: bool = False
    """Whether a question of the operator waits for a person already: they were told so once."""
    told_at: datetime | None = None
    """When the operator was last told where the dossier stands; None where never."""
    owes_answer: bool = False
    """Whether a question that came since then waits for a person."""
    unscanned: frozenset[str] = frozenset()
    """Hashes of the documents that the antivirus could not look into yet."""

    @property
    def cause(self) -> str:
        """Return what every effect of this mail names as its cause."""
        return f"message:{self.message}"

    @property
    def proven(self) -> bool:
        """Tell whether the sender's domain is proven: only then may the mail bind."""
        return self.verdict is Verdict.PASS

    @property
    def doubt(self) -> str:
        """Say for staff that nothing proves the sender, and what is missing."""
        return f"rien ne prouve l'expéditeur{f' : {self.lacks}' if self.lacks else ''}"


@dataclass(frozen=True, slots=True)
class Effects:
    """What one part of a mail brings about."""

    events: tuple[Event, ...] = ()
    reviews: tuple[Review, ...] = ()

    def __add__(self, other: "Effects") -> "Effects":
        """Lay two parts side by side."""
        return Effects(self.events + other.events, self.reviews + other.reviews)
