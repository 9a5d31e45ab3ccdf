"""A page as the readers of facts see it: words in their places, whether they come from a text layer, Word or OCR.

Coordinates are in points or pixels, the origin top left. Nothing here knows what a document means.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from greffier.reading.documents import limits


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Return the height, never zero: it is divided by."""
        return max(self.bottom - self.top, 0.1)

    @property
    def middle(self) -> float:
        """Return the height on the page at which the eye reads it."""
        return (self.top + self.bottom) / 2

    def overlap(self, other: "Box") -> float:
        """Return how much of the narrower box's width lies above or below the other, 0 to 1."""
        common = min(self.right, other.right) - max(self.left, other.left)
        return max(common, 0.0) / max(min(self.right - self.left, other.right - other.left), 0.1)


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words that stand together on a line, no column gap within."""

    text: str
    box: Box
    score: float = 1.0
    """How sure OCR is; 1 for a text layer."""


Row = tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows from the top, snippets from the left."""

    rows: tuple[Row, ...] = ()
    width: float = 0.0
    height: float = 0.0
    by_ocr: bool = False
    turned: float = 0.0
    """By how many degrees, counter-clockwise, the picture was turned to be read."""

    @property
    def text(self) -> str:
        """Return the rows as lines."""
        return "\n".join("  ".join(snippet.text for snippet in row) for row in self.rows)

    def snippets(self) -> Iterator[Snippet]:
        """Yield all snippets in reading order."""
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph that its author marked as a heading; level 0 is the title."""

    level: int
    text: str


@dataclass(slots=True)
class Contents:
    """What was found in a file, before anybody asks what it means."""

    pages: list[Page] = field(default_factory=list)
    headings: list[Style] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    """Photographs pasted into a Word file, as files."""
    problems: list[str] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    """Of the first page in points, or of a picture in pixels."""
    page_count: int = 0

    @property
    def text(self) -> str:
        """Return the text of all pages."""
        return "\n".join(page.text for page in self.pages)

    def complain(self, problem: str) -> None:
        """Note a problem once."""
        if problem not in self.problems:
            self.problems.append(problem)


def in_rows(snippets: Iterable[Snippet]) -> tuple[Row, ...]:
    """Sort snippets into rows: those whose middles lie within half a line of each other."""
    rows: list[list[Snippet]] = []
    for snippet in sorted(itertools.islice(snippets, limits.SNIPPETS), key=lambda one: (one.box.middle, one.box.left)):
        if rows and _same_line(rows[-1], snippet):
            rows[-1].append(snippet)
        else:
            rows.append([snippet])
    return tuple(tuple(sorted(row, key=lambda one: one.box.left)) for row in rows)


def _same_line(row: Sequence[Snippet], snippet: Snippet) -> bool:
    neighbour = min(row, key=lambda one: abs(one.box.left - snippet.box.left))
    lower = min(neighbour.box.height, snippet.box.height)
    return abs(neighbour.box.middle - snippet.box.middle) < 0.5 * lower


def in_lines(lines: Iterable[str | Sequence[str]]) -> Page:
    """Place plain lines, or cells side by side, on a page of their own."""
    rows = []
    for number, line in enumerate(lines):
        cells = [line] if isinstance(line, str) else line
        rows.append(
            tuple(
                Snippet(cell, Box(column * 1000.0, number * 12.0, column * 1000.0 + 900.0, number * 12.0 + 10.0))
                for column, cell in enumerate(cells)
                if cell.strip()
            )
        )
    return Page(rows=tuple(row for row in rows if row), width=1000.0, height=12.0 * len(rows))
