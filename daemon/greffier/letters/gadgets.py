"""The few things that Markdown lacks: a progress bar, a line of marks, a note.

Written as code, `bar 6/9`. In HTML a gadget is a small drawing below the words of its cell; in text it is a column of
its own.
"""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from markupsafe import Markup

from greffier.letters.escaping import fixed
from greffier.model.dossier import ItemState

MARKS = {
    ItemState.ACCEPTED: "✓",
    ItemState.WAIVED: "–",
    ItemState.RECEIVED: "…",
    ItemState.REJECTED: "✗",
    ItemState.MISSING: "○",
}
CLASSES = {mark: state.value for state, mark in MARKS.items()}
MEANINGS = {
    "fr": {"✓": "accepté", "–": "dispensé", "…": "reçu, en vérification", "✗": "à corriger", "○": "attendu"},
    "en": {"✓": "accepted", "–": "not needed", "…": "received, being checked", "✗": "to be corrected", "○": "awaited"},
}
KINDS = ("bar", "track", "marks", "note", "alert")
LONGEST_TRACK = 24
"""Columns of a bar in text; one of more steps is drawn to scale."""


def bar(done: int, total: int) -> Markup:
    """Write a progress bar."""
    return Markup(f"`bar {int(done)}/{max(1, int(total))}`")  # noqa: S704 - numbers


def track(done: int, total: int) -> Markup:
    """Write a progress bar without its numbers."""
    return Markup(f"`track {int(done)}/{max(1, int(total))}`")  # noqa: S704 - numbers


def marks(states: Iterable[tuple[str, ItemState]]) -> Markup:
    """Write one mark for each item."""
    return Markup(f"`marks {''.join(MARKS[state] for _, state in states)}`")  # noqa: S704 - our own signs


def note(value: object) -> Markup:
    """Write a small grey remark."""
    return Markup(f"`note {fixed(value)}`")  # noqa: S704 - cannot leave its backticks


def alert(value: object) -> Markup:
    """Write a small red remark."""
    return Markup(f"`alert {fixed(value)}`")  # noqa: S704 - cannot leave its backticks


def is_gadget(content: str) -> bool:
    """Tell whether a piece of code is one of ours."""
    return content.partition(" ")[0] in KINDS and " " in content


def as_text(content: str) -> str:
    """Draw a gadget with letters."""
    kind, _, value = content.partition(" ")
    if kind not in {"bar", "track"}:
        return value
    return f"{track_text(value)} {value}" if kind == "bar" else track_text(value)


def track_text(value: str) -> str:
    """Draw a bar with blocks, to scale where it would be too long."""
    done, total = (int(number) for number in value.split("/"))
    columns = min(total, LONGEST_TRACK)
    full = -(-done * columns // total)
    return f"{'█' * full}{'░' * (columns - full)}"


def as_html(content: str, language: str) -> str:
    """Draw a gadget for a mail program: tables and colours only."""
    kind, _, value = content.partition(" ")
    if kind == "marks":
        return marks_html(value, language)
    if kind == "bar":
        return f'{track_html(value)}<span class="note">{value.replace("/", " / ")}</span>'
    return track_html(value) if kind == "track" else f'<span class="{kind}">{escape(value)}</span>'


def track_html(value: str) -> str:
    """Draw the bar as a table of two cells, the one thing that every mail program paints alike."""
    done, total = (int(number) for number in value.split("/"))
    full = round(100 * done / total)
    cells = (("full", full), ("rest", 100 - full))
    drawn = "".join(f'<td class="{name}" width="{width}%">&nbsp;</td>' for name, width in cells if width)
    return f'<table class="track" role="img" aria-label="{value}"><tr>{drawn}</tr></table>'


def marks_html(value: str, language: str) -> str:
    """Draw the marks, each in its colour, and say in words what they amount to."""
    said = "; ".join(f"{words}: {value.count(mark)}" for mark, words in MEANINGS[language].items() if mark in value)
    drawn = "".join(mark_html("".join(run)) for _, run in groupby(value))
    return f'<span class="marks" role="img" aria-label="{escape(said)}">{drawn}</span>'


def mark_html(run: str) -> str:
    """Draw one mark, or several of the same kind, in its colour."""
    return f'<b class="{CLASSES[run[0]]}">{run}</b>'
