"""What staff are told of a mail in which they gave orders, line by line, and the links by which they go on."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class OneClick:
    """An answer that is a link: a mail to us that one only has to send."""

    label: str
    line: str
    """What stands in the mail's body; whoever prefers writes it themselves."""
    url: str
    """`mailto:`, sealed for one person."""


class Outcome(StrEnum):
    """What became of one line of a command mail."""

    DONE = "done"
    SHOWN = "shown"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One line of a command mail, and what became of it."""

    said: str
    outcome: Outcome
    words: str
    """In French: what was done, or why it was not."""
    details: tuple[str, ...] = ()
    """What was asked to be seen, a line each."""
    answers: tuple[OneClick, ...] = ()
    """Links by which to go on."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What answers a command mail, line by line."""

    lines: tuple[TranscriptLine, ...]
    help: tuple[tuple[str, str], ...] = ()
    """Commands and what they do, where the author asked or was not understood."""
    stopped: str = ""
    """Why the rest of the mail was not looked at; empty where all of it was."""

    def count(self, *outcomes: Outcome) -> int:
        """Count the lines that ended so."""
        return sum(line.outcome in outcomes for line in self.lines)
