"""The few things that Markdown lacks: a progress bar, a line of marks, a small chart, a note.

Written as code, `bar 6/9`. In HTML a gadget is a small drawing below the words of its cell; in text it is a column of
its own.
"""

from collections.abc import Iterable, Sequence
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
OF = {"fr": "sur", "en": "of"}
KINDS = ("bar", "track", "marks", "columns", "note", "alert")
LONGEST_TRACK = 24
"""Columns of a bar in text; one of more steps is drawn to scale."""
TALLEST_COLUMN = 36
"""Pixels of the chart's tallest column."""
HEIGHTS = "▁▂▃▄▅▆▇█"
"""The chart's columns in text."""


def bar(done: int, total: int) -> Markup:
    """Write a progress bar."""
    return Markup(f"`bar {int(done)}/{max(1, int(total))}`")  # noqa: S704 - numbers


def track(done: int, total: int) -> Markup:
    """Write a progress bar without its numbers."""
    return Markup(f"`track {int(done)}/{max(1, int(total))}`")  # noqa: S704 - numbers


def marks(states: Iterable[tuple[str, ItemState]]) -> Markup:
    """Write one mark for each item, with what they mean for who cannot see them, or points at them."""
    listed = tuple(states)
    said = (f"{MEANINGS['fr'][sign]} : {', '.join(titles)}" for sign, titles in by_mark(listed))
    return Markup(f"`marks {''.join(MARKS[state] for _, state in listed)} {fixed(' ; '.join(said))}`")  # noqa: S704 - fixed


def by_mark(states: Iterable[tuple[str, ItemState]]) -> Iterable[tuple[str, list[str]]]:
    """Return the titles of items by their mark."""
    titles: dict[str, list[str]] = {}
    for title, state in states:
        titles.setdefault(MARKS[state], []).append(title)
    return titles.items()


def columns(counts: Iterable[int]) -> Markup:
    """Write a small chart, one column a count."""
    return Markup(f"`columns {','.join(str(int(count)) for count in counts)}`")  # noqa: S704 - numbers


def note(value: object, before: str = "") -> Markup:
    """Write a small grey remark."""
    return Markup(f"`note {fixed(f'{before}{value}')}`")  # noqa: S704 - cannot leave its backticks


def alert(value: object) -> Markup:
    """Write a small red remark."""
    return Markup(f"`alert {fixed(value)}`")  # noqa: S704 - cannot leave its backticks


def is_gadget(content: str) -> bool:
    """Tell whether a piece of code is one of ours."""
    return content.partition(" ")[0] in KINDS and " " in content


def as_text(content: str) -> str:
    """Draw a gadget with letters."""
    kind, _, value = content.partition(" ")
    match kind:
        case "bar":
            return f"{track_text(value)} {value}"
        case "track":
            return track_text(value)
        case "marks":
            return value.partition(" ")[0]
        case "columns":
            return columns_text(numbers(value))
        case _:
            return value


def track_text(value: str) -> str:
    """Draw a bar with blocks, to scale where it would be too long."""
    done, total = (int(number) for number in value.split("/"))
    columns = min(total, LONGEST_TRACK)
    full = -(-done * columns // total)
    return f"{'█' * full}{'░' * (columns - full)}"


def as_html(content: str, language: str) -> str:
    """Draw a gadget for a mail program: tables and colours only."""
    kind, _, value = content.partition(" ")
    match kind:
        case "marks":
            return marks_html(*value.split(" ", 1))
        case "columns":
            return columns_html(numbers(value))
        case "bar":
            done, total = value.split("/")
            return f'{track_html(value)}<div class="note">{done} {OF[language]} {total}</div>'
        case "track":
            return track_html(value)
        case _:
            return f'<div class="{kind}">{escape(value)}</div>'


def track_html(value: str) -> str:
    """Draw the bar as a table of two cells, the one thing that every mail program paints alike."""
    done, total = (int(number) for number in value.split("/"))
    full = round(100 * done / total)
    cells = (("full", full), ("rest", 100 - full))
    drawn = "".join(f'<td class="{name}" width="{width}%">&nbsp;</td>' for name, width in cells if width)
    return f'<table class="track" role="img" aria-label="{value}"><tr>{drawn}</tr></table>'


def marks_html(signs: str, said: str) -> str:
    """Draw the marks, each in its colour, and say in words what they mean."""
    drawn = "".join(mark_html("".join(run)) for _, run in groupby(signs))
    return f'<div class="marks" role="img" title="{escape(said)}">{drawn}</div>'


def mark_html(run: str) -> str:
    """Draw one mark, or several of the same kind, in its colour."""
    return f'<b class="{CLASSES[run[0]]}">{run}</b>'


def numbers(value: str) -> list[int]:
    """Return the counts of a chart."""
    return [int(number) for number in value.split(",") if number]


def columns_text(counts: Sequence[int]) -> str:
    """Draw a chart with blocks of eight heights."""
    tallest = max(counts, default=0) or 1
    return "".join(HEIGHTS[round(count * (len(HEIGHTS) - 1) / tallest)] for count in counts)


def columns_html(counts: Sequence[int]) -> str:
    """Draw a chart as a table: what stands in it is read, no picture is fetched, and the dark follows."""
    tallest = max(counts, default=0) or 1
    drawn = "".join(f"<td>{column_html(round(TALLEST_COLUMN * count / tallest))}</td>" for count in counts)
    told = "".join(f"<td>{count or '·'}</td>" for count in counts)
    said = ", ".join(str(count) for count in counts)
    chart = f'<tr class="drawn">{drawn}</tr><tr class="told" aria-hidden="true">{told}</tr>'
    return f'<table class="columns" role="img" aria-label="{said}">{chart}</table>'


def column_html(pixels: int) -> str:
    """Draw one column; a count of nothing leaves its place empty."""
    if not pixels:
        return ""
    cell = f'<td class="full" height="{pixels}" style="line-height:{pixels}px">&nbsp;</td>'
    return f'<table class="column" role="presentation"><tr>{cell}</tr></table>'
