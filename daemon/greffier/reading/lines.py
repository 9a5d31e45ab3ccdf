"""A mail's text as lines that know how deep they are quoted: the one shape in which plain text and HTML are trimmed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from greffier.reading import limits

_QUOTE_MARKS = re.compile(r" ?>(?: ?>){0,99}")


class Zone(Enum):
    """What the mail client itself says a line is; only HTML has more to say than `TEXT`."""

    TEXT = auto()
    SIGNATURE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its quote marks."""

    text: str
    depth: int = 0
    """How many times quoted; 0 is the author's own."""
    zone: Zone = Zone.TEXT
    links: tuple[str, ...] = ()
    """Web addresses behind its words."""
    colour: str = ""
    """The colour of all its words, where it is one of `colours`."""

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text or self.text.isspace()


def plain_lines(text: str) -> list[Line]:
    """Read plain text: each leading `>` is one level of quotation (RFC 3676, 4.5)."""
    return [_plain_line(line) for line in text.split("\n")[: limits.LINES]]


def _plain_line(line: str) -> Line:
    marks = _QUOTE_MARKS.match(line)
    depth = marks.group().count(">") if marks else 0
    text = line[marks.end() :].removeprefix(" ") if marks and depth else line
    return Line(text.rstrip(), depth)


def joined(lines: Iterable[Line]) -> str:
    """Return lines as text, with no blank line at either end nor twice in a row."""
    kept: list[str] = []
    for line in lines:
        if not line.blank or (kept and kept[-1]):
            kept.append("" if line.blank else line.text.strip())
    return "\n".join(kept).strip("\n")
