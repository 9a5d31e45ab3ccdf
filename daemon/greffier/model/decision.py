"""What follows from a dossier, a reading, the rules and the time. Nothing has happened yet."""

from dataclasses import dataclass

from greffier.model.event import Event
from greffier.model.letter import Letter, Review


@dataclass(frozen=True, slots=True)
class Decision:
    """Events to record, letters to queue, questions to put. `outcome` says it in a French sentence for staff."""

    outcome: str
    events: tuple[Event, ...] = ()
    letters: tuple[Letter, ...] = ()
    reviews: tuple[Review, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything follows."""
        return bool(self.events or self.letters or self.reviews)


@dataclass(frozen=True, slots=True)
class Known:
    """Dossiers (by id) that a mail touches, and how."""

    by_thread: tuple[str, ...] = ()
    by_reference: tuple[str, ...] = ()
    by_address: tuple[str, ...] = ()
    by_domain: tuple[str, ...] = ()
    by_recipient: tuple[str, ...] = ()
    """To whom the mail goes, by address, else by domain: what tells whose letter a person of ours wrote."""
    proven_before: tuple[str, ...] = ()
    """Dossiers in which the sender's domain was proven once."""
    by_likeness: tuple[str, ...] = ()
    """Dossiers whose operator the sender looks like, without being known there."""
    likeness: str = ""
    """In what, in French words for staff."""
    vouched: str | None = None
    """Where a person who looked at this mail wants it: a dossier, or `apart`."""


@dataclass(frozen=True, slots=True)
class Belongs:
    """The mail belongs to this dossier, and its sender does too."""

    dossier: str
    by: str
    """`thread`, `reference`, `address`, `domain` or `person`."""


@dataclass(frozen=True, slots=True)
class Opens:
    """An operator not yet known asks to join."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The mail points at dossiers to which its sender does not belong, or at several: a person decides."""

    dossiers: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter of ours came back."""

    dossier: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A person of ours wrote to this operator from their own mail client."""

    dossier: str


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """The mail is for people, or for nobody; the daemon does nothing with it and says so."""

    why: str
    tell: bool
    """Whether staff should hear of it in the digest."""


@dataclass(frozen=True, slots=True)
class FromStaff:
    """A person of our staff wrote: orders for us, or a letter of their own."""

    person: str
    """The address, as the settings write it."""


Recognition = Belongs | Opens | Doubtful | Undelivered | Written | FromStaff | LeftAlone
