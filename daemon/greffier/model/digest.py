"""What the digest is made of: the lines that staff read at a glance."""

from dataclasses import dataclass
from datetime import date

from greffier.model.dossier import ItemState

SETTLED = frozenset({ItemState.ACCEPTED, ItemState.WAIVED})


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier in one row of the digest."""

    name: str
    reference: str
    stage: str
    marks: tuple[tuple[str, ItemState], ...]
    """Item titles and states, in the order of the checklist."""
    days_left: int | None = None
    """Until the end of the month of CGU 1.4; None where the clock does not run."""
    heard_on: date | None = None
    at_rest: bool = False
    """Whether nothing is expected of anybody: open, asleep, refused or withdrawn."""

    @property
    def settled(self) -> int:
        """Count the items that are accepted or waived."""
        return sum(state in SETTLED for _, state in self.marks)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Return the titles of what waits for a check of ours."""
        return tuple(title for title, state in self.marks if state is ItemState.RECEIVED)


@dataclass(frozen=True, slots=True)
class News:
    """What happened in one dossier since the last digest, in French, no full stops."""

    name: str
    reference: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """A reminder that left, or will."""

    name: str
    on: date
    step: int
    """1 is the first; one past the last is sleep."""
    steps: int
    awaited: int
    """How many items it asks for."""
    left: bool


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that needs an eye."""

    what: str
    """In French, without a full stop."""
    mend: str = ""
    """What to do about it."""
    name: str = ""
    """The operator, where it is about one."""


@dataclass(frozen=True, slots=True)
class Vital:
    """A sign of life of the service, in French, and whether it is a good one."""

    words: str
    well: bool = True


@dataclass(frozen=True, slots=True)
class Week:
    """What a week brought, from its Monday."""

    begins: date
    requests: int
    accesses: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How the registry's intake goes."""

    stages: tuple[tuple[str, int], ...] = ()
    """Dossiers by stage, in the order in which they travel."""
    median_days: int | None = None
    """From the first mail to access; None where nobody got there."""
    corrected: int | None = None
    """Of a hundred dossiers, how many needed at least one correction; None where there are none."""
    stuck: tuple[tuple[str, int], ...] = ()
    """What the most dossiers are waiting for, the commonest first."""
    weeks: tuple[Week, ...] = ()
    """Oldest first."""
