"""Reading pictures: lines are found once, the page is turned upright as a whole, and only then are lines recognised.

The engine's own classifier, which turns single lines, puts machine-readable zones upside down.
"""

import re
from collections.abc import Callable, Sequence

from PIL import Image

from greffier.reading.documents import limits
from greffier.reading.documents.engine import Reading, available, detect, recognise
from greffier.reading.documents.page import Page, Snippet, in_rows
from greffier.reading.documents.upright import (
    Point,
    Quad,
    Tilt,
    Turn,
    half_turned,
    length,
    lines_turn,
    thickness,
    tilt_of,
    upright,
)

__all__ = ["Look", "available", "read"]

_HEAD = 16  # lines that tell what a page is: a letterhead and a title
_VOTES = 6  # lines read both ways to tell up from down
_VOTE_WIDTH = 7  # of such a line, in its own heights: three words
_ZONE = re.compile(r"[A-Z0-9<]{10,60}")
_ZONE_LENGTHS = frozenset({30, 36, 44})
_CARD_LINES = 40  # a card has twenty lines, a page of text more
_CARD_PART = 0.5  # of the picture: a card, with room around it, on a sheet or a table

Area = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def read(picture: Image.Image) -> Page:
    """Return the words on a picture, upright."""
    return Look(picture).page()


class Look:
    """A picture whose lines are found and set upright, and recognised only as far as somebody asks."""

    def __init__(self, picture: Image.Image) -> None:
        self._picture = picture.convert("RGB")
        self._picture.thumbnail((limits.RENDER_SIDE, limits.RENDER_SIDE))
        quads = _find(self._picture)
        self._turn = _way_up(self._picture, quads, lines_turn(quads, *self._picture.size))
        lines = [upright(quad, self._turn) for quad in quads]
        self._tilt = tilt_of(lines, self._turn.size[0])
        self._lines = sorted(lines, key=lambda line: self._tilt.level(line).middle)
        self._readings: list[Reading] = []

    def head(self) -> Page:
        """Return the uppermost lines: where titles stand."""
        return self._as_page(self._recognised(_HEAD), [])

    def page(self) -> Page:
        """Return all lines."""
        snippets = self._recognised(len(self._lines))
        zones = _zones(self._picture, self._lines, self._readings, self._turn, self._tilt)
        return self._as_page([one for one in snippets if not any(_within(one, zone) for zone in zones)], zones)

    def _recognised(self, count: int) -> list[Snippet]:
        done = len(self._readings)
        strips = [_cut(self._picture, line, self._turn) for line in self._lines[done:count]]
        self._readings += recognise(strips)
        pairs = zip(self._lines, self._readings[:count], strict=False)
        return [Snippet(text, self._tilt.level(line), score) for line, (text, score) in pairs if text.strip()]

    def _as_page(self, snippets: Sequence[Snippet], zones: Sequence[Snippet]) -> Page:
        return Page(in_rows([*snippets, *zones]), *self._turn.size, by_ocr=True, turned=self._turn.degrees)


def _find(picture: Image.Image) -> list[Quad]:
    """Return the corners of the lines; standing ones, and those of a card on a large sheet, are looked for again.

    The detector misses what stands upright, and shrinks a whole sheet to find what is printed on a card.
    """
    whole = (0, 0, *picture.size)
    quads = detect(picture)
    standing = abs(lines_turn(quads, *picture.size).degrees) > 45
    if standing:
        quads = _detect_within(picture, whole, standing=True)
    area = _around(quads, picture.size)
    if quads and len(quads) < _CARD_LINES and _extent(area) < _CARD_PART * _extent(whole):
        quads = max(quads, _detect_within(picture, area, standing=standing), key=len)
    return quads


def _detect_within(picture: Image.Image, area: Area, *, standing: bool) -> list[Quad]:
    """Detect in a part of the picture, turned by a quarter if its lines stand; return corners of the whole picture."""
    part = picture.crop(area)
    if not standing:
        return [_moved(quad, area) for quad in detect(part)]
    found = detect(part.transpose(Image.Transpose.ROTATE_90))
    return [_moved(_each(quad, lambda x, y: (part.width - y, x)), area) for quad in found]


def _moved(quad: Quad, area: Area) -> Quad:
    return _each(quad, lambda x, y: (x + area[0], y + area[1]))


def _each(quad: Quad, change: Callable[[float, float], Point]) -> Quad:
    first, second, third, fourth = (change(x, y) for x, y in quad)
    return first, second, third, fourth


def _around(quads: Sequence[Quad], size: tuple[int, int]) -> Area:
    """Return what surrounds all lines, with room for those that were missed."""
    across, down = ([point[axis] for quad in quads for point in quad] or [0.0] for axis in (0, 1))
    room = 0.25 * max(max(across) - min(across), max(down) - min(down))
    left, top = max(round(min(across) - room), 0), max(round(min(down) - room), 0)
    return left, top, min(round(max(across) + room), size[0]), min(round(max(down) + room), size[1])


def _extent(area: Area) -> int:
    return (area[2] - area[0]) * (area[3] - area[1])


def _way_up(picture: Image.Image, quads: Sequence[Quad], turn: Turn) -> Turn:
    """Return the turn under which a few lines read better; the middle of a long line says enough."""
    other = half_turned(turn)
    voting = [quad for quad in quads if length(quad) > 3 * thickness(quad)]
    voting = sorted(voting, key=lambda quad: abs(length(quad) - _VOTE_WIDTH * thickness(quad)))[:_VOTES]
    ways = [recognise([_middle(_cut(picture, upright(quad, way), way)) for quad in voting]) for way in (turn, other)]
    sure, unsure = (sum(score * len(text) for text, score in readings) for readings in ways)
    return other if unsure > sure else turn


def _middle(strip: Image.Image) -> Image.Image:
    spare = max(strip.width - 2 * _VOTE_WIDTH * strip.height, 0) // 2
    return strip.crop((spare, 0, strip.width - spare, strip.height))


def _cut(picture: Image.Image, line: Quad, turn: Turn) -> Image.Image:
    """Return a line cut out of the picture and straightened."""
    corners = [turn.undo(point) for point in line]
    width = max(round(length((line[0], line[1], line[2], line[3]))), 8)
    height = max(round(thickness(line)), 8)
    order = (corners[0], corners[3], corners[2], corners[1])
    flat = tuple(value for corner in order for value in corner)
    return picture.transform((width, height), Image.Transform.QUAD, flat, Image.Resampling.BICUBIC)


def _zones(
    picture: Image.Image, lines: Sequence[Quad], readings: Sequence[Reading], turn: Turn, tilt: Tilt
) -> list[Snippet]:
    """Read each row of a machine-readable zone again over its full width: its fillers fall apart into boxes."""
    parts = [line for line, (text, _) in zip(lines, readings, strict=True) if _is_zone(text)]
    if len(parts) < 2:
        return []
    left, right = min(line[0][0] for line in parts), max(line[1][0] for line in parts)
    rows = in_rows([Snippet(str(index), tilt.level(line)) for index, line in enumerate(parts)])
    found = []
    for row in rows:
        members = [parts[int(snippet.text)] for snippet in row]
        strip = _stretched(members, left, right)
        (text, score), *_ = recognise([_cut(picture, strip, turn)])
        before = "".join(readings[lines.index(member)][0] for member in members).replace(" ", "")
        text = text.replace(" ", "")
        if len(before) in _ZONE_LENGTHS and len(text) not in _ZONE_LENGTHS:
            text, score = before, min(readings[lines.index(member)][1] for member in members)
        found.append(Snippet(text, tilt.level(strip), score))
    return found


def _is_zone(text: str) -> bool:
    text = text.replace(" ", "").replace("«", "<<").upper()
    return bool(_ZONE.fullmatch(text)) and (text.count("<") >= 2 or len(text) >= 28)


def _stretched(members: Sequence[Quad], left: float, right: float) -> Quad:
    """Return the corners of a row drawn out from the left to the right edge of the zone."""
    first, last = min(members, key=lambda line: line[0][0]), max(members, key=lambda line: line[1][0])
    high = thickness(first)
    margin = 0.6 * high
    top = _through(first[0], last[1], left - margin, right + margin)
    bottom = _through(first[3], last[2], left - margin, right + margin)
    return top[0], top[1], bottom[1], bottom[0]


def _through(
    start: tuple[float, float], end: tuple[float, float], left: float, right: float
) -> tuple[tuple[float, float], ...]:
    rise = (end[1] - start[1]) / max(end[0] - start[0], 1.0)
    return (left, start[1] + rise * (left - start[0])), (right, start[1] + rise * (right - start[0]))


def _within(snippet: Snippet, zone: Snippet) -> bool:
    middle = snippet.box.middle
    return zone.box.top < middle < zone.box.bottom and snippet.box.overlap(zone.box) > 0.5
