"""HTML read as lines, the way a mail client shows it.

What is hidden is left out; what the client marks as quoted or as a signature is known by its marks; a table becomes
one line a row. selectolax builds the tree; it is walked without recursion, since its depth is the sender's choice.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from greffier.reading import limits
from greffier.reading.colours import colour_of
from greffier.reading.harmless import harmless_part
from greffier.reading.headers import visible
from greffier.reading.lines import Line, Zone, plain_lines
from greffier.reading.marks import Mark, mark_of

_UNSEEN = {
    "head", "style", "script", "title", "template", "noscript", "object", "svg", "select", "textarea", "-comment",
    "!doctype",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "blockquote", "ul", "ol", "li", "table", "tbody", "tr", "hr", "pre", "center", "section", "article",
    "header", "footer", "form", "dl", "dt", "dd", "address", "fieldset", "main", "aside", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_APART = {"blockquote", "ul", "ol", "table", "hr", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_TIGHT_PARAGRAPHS = re.compile(r"\bp\s{0,3}\{\s{0,3}margin(?:-top)?\s{0,3}:\s{0,3}0", re.IGNORECASE)
_SEVERAL_LINES = 4


@dataclass(slots=True)
class _Frame:
    """What holds inside an element."""

    tag: str
    depth: int
    zone: Zone
    verbatim: bool = False
    href: str = ""
    text_from: int = 0
    apart: bool = False
    """Whether a mail client leaves space after it."""
    colour: str = ""


@dataclass(slots=True)
class Hypertext:
    """HTML as lines."""

    lines: list[Line] = field(default_factory=list)
    cut: bool = False
    """Whether it was too deep or too large to be read whole."""


def read_hypertext(source: str) -> Hypertext:
    """Read HTML as a person sees it."""
    harmless = harmless_part(source)
    page = Hypertext(cut=len(harmless) < len(source))
    root = LexborHTMLParser(harmless).root
    if root is not None:
        _Reader(page, tight=bool(_TIGHT_PARAGRAPHS.search(source[:20_000]))).read(root)
    return page


class _Reader:
    """Walks the tree once and writes lines as it goes."""

    def __init__(self, page: Hypertext, *, tight: bool) -> None:
        self.page = page
        self.tight = tight
        self.sinks: list[list[Line]] = [page.lines]
        self.rows: list[list[list[Line]]] = []
        self.frames = [_Frame("html", 0, Zone.TEXT)]
        self.words: list[str] = []
        self.links: list[str] = []
        self.colours: set[str] = set()
        self.in_history = False
        self.written = 0

    def read(self, root: LexborNode) -> None:
        """Visit every node in document order; children of what is not seen are passed over."""
        waiting = [(root, False)]
        nodes = 0
        while waiting:
            nodes += 1
            if nodes > 2 * limits.HTML_NODES or self.written > limits.LINES:
                self.page.cut = True
                break
            node, is_done = waiting.pop()
            if is_done:
                self._leave(self.frames.pop())
            elif self._enter(node):
                waiting.append((node, True))
                waiting += [(child, False) for child in reversed(list(node.iter(include_text=True)))]
        self._end_line()
        for unfinished in self.sinks[1:]:
            self.page.lines += unfinished

    def _enter(self, node: LexborNode) -> bool:
        """Take in a node's beginning; tell whether its children are seen."""
        tag = node.tag or ""
        if tag == "-text":
            self._take_words(visible(node.text_content or ""))
            return False
        if tag in _UNSEEN:
            return False
        attributes = node.attributes
        mark = mark_of(tag, attributes)
        if mark is Mark.HIDDEN:
            return False
        self._begin_element(tag)
        if mark is Mark.HISTORY and not self.in_history:
            self._end_line()
            self.in_history = True
        self.frames.append(self._frame(node, tag, mark, attributes))
        return True

    def _frame(self, node: LexborNode, tag: str, mark: Mark, attributes: dict[str, str | None]) -> _Frame:
        above = self.frames[-1]
        quoted = mark is Mark.QUOTE or (mark is Mark.HOLDS_QUOTE and node.css_first("blockquote") is None)
        style = attributes.get("style") or ""
        return _Frame(
            tag,
            above.depth + quoted,
            Zone.SIGNATURE if mark is Mark.SIGNATURE else above.zone,
            above.verbatim or tag == "pre" or "white-space:pre" in style.replace(" ", ""),
            (attributes.get("href") or "").strip() if tag == "a" else "",
            len(self.words),
            tag in _APART or (tag == "p" and not self.tight and not _is_tight(attributes)),
            above.colour if (colour := colour_of(attributes)) is None else colour,
        )

    def _begin_element(self, tag: str) -> None:
        if tag == "br":
            self._end_line(always=True)
        elif tag in _BLOCKS:
            self._end_line()
            if tag in _APART:
                self._write(Line("", self._depth()))
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._end_line()
            self.sinks.append([])

    def _leave(self, frame: _Frame) -> None:
        if frame.href:
            self._take_link(frame)
        if frame.tag in _BLOCKS or frame.tag in {"td", "th"}:
            self._end_line(frame)
            if frame.apart:
                self._write(Line("", frame.depth + self.in_history))
        if frame.tag in {"td", "th"} and len(self.sinks) > 1:
            cell = self.sinks.pop()
            self.rows[-1].append(cell) if self.rows else self.sinks[-1].extend(cell)
        elif frame.tag == "tr" and self.rows:
            self.sinks[-1] += _row(self.rows.pop())

    def _take_words(self, text: str) -> None:
        if text.strip():
            self.colours.add(self.frames[-1].colour)
        if not self.frames[-1].verbatim:
            self.words.append(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._end_line(always=True)
            self.words.append(line)

    def _take_link(self, frame: _Frame) -> None:
        """Keep what a link hides: an address behind words is written out, a web address is kept aside."""
        shown = "".join(self.words[frame.text_from :])
        scheme, _, target = frame.href.partition(":")
        if scheme.lower() == "mailto":
            address = unquote(target.partition("?")[0]).strip()
            if address and address.lower() not in shown.lower():
                self.words.append(f" <{address}>")
        elif scheme.lower() in {"http", "https"}:
            self.links.append(frame.href)

    def _depth(self, frame: _Frame | None = None) -> int:
        return (frame or self.frames[-1]).depth + self.in_history

    def _end_line(self, frame: _Frame | None = None, *, always: bool = False) -> None:
        """Write the words gathered as a line. Blanks between elements are no line, a hard blank is one."""
        frame = frame or self.frames[-1]
        words = "".join(self.words)
        links = tuple(self.links)
        colour = self.colours.pop() if len(self.colours) == 1 else ""
        for gathered in (self.words, self.links, self.colours):
            gathered.clear()
        if not always and not words.strip(" \t\n\r\f"):
            return
        # Orange writes quote marks into its HTML as text.
        line = plain_lines(words if frame.verbatim else " ".join(words.split()))[0]
        self._write(Line(line.text, line.depth + self._depth(frame), frame.zone, links, colour))

    def _write(self, line: Line) -> None:
        self.written += 1
        self.sinks[-1].append(line)


def _is_tight(attributes: dict[str, str | None]) -> bool:
    """Outlook's paragraphs are lines: they have no space between them."""
    style = (attributes.get("style") or "").lower().replace(" ", "")
    return "mso" in (attributes.get("class") or "").lower() or "margin:0" in style or "margin-top:0" in style


def _row(cells: list[list[Line]]) -> list[Line]:
    """Set a row's cells on one line; cells that hold whole texts are a layout and stay one below the other."""
    filled = [[line for line in cell if not line.blank] for cell in cells]
    if sum(map(bool, filled)) <= 1 or any(len(cell) > _SEVERAL_LINES for cell in filled):
        return [line for cell in cells for line in cell]
    first = next(cell[0] for cell in filled if cell)
    text = " | ".join(" ".join(line.text for line in cell) for cell in filled)
    links = tuple(link for cell in filled for line in cell for link in line.links)
    return [Line(text.rstrip(" |"), first.depth, first.zone, links)]
