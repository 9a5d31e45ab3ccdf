"""What a story is made of: mails, boxes that close, pieces that staff send back. Days count from 0, in Paris."""

from dataclasses import dataclass
from datetime import time

from greffier.demo.people import Draft, Person
from greffier.model.dossier import Fault


@dataclass(frozen=True, slots=True)
class Scene:
    """A mail, when it is written, and how the screen tells it."""

    day: int
    hour: time
    gist: str
    draft: Draft
    answers: bool = False
    """Whether it answers the last letter that its author received."""
    handed_in_by: str = ""
    """The envelope's sender where it is not the author's: so do forgers."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A box that closes for good: its mail comes back from then on."""

    day: int
    hour: time
    by: Person
    gist: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A piece that staff send back, once. What else waits for them and fits, they accept."""

    domain: str
    item: str
    fault: Fault
    words: str
