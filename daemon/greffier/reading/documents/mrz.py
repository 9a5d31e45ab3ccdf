"""Machine-readable zones (ICAO 9303, and the French card of 1995-2021): found, mended by position, checked.

Only what a place allows decides between O and 0. A check digit confirms or fails; looking for characters that make it
fit turned forged cards valid in trials.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from greffier.reading.documents.values import as_digits, as_letters

_KEPT = re.compile(r"[^A-Z0-9<]")
_TO_FILLER = str.maketrans({**dict.fromkeys("‹([{≤＜く", "<"), **dict.fromkeys("«《", "<<")})
_WEIGHTS = (7, 3, 1)
_FRENCH_PASSPORT = "99LL99999"  # its number: two digits, two letters, five digits


@dataclass(frozen=True, slots=True)
class Shape:
    """A format: its lines, what each place may hold, and its check digits.

    Places: A letter or filler, 9 digit, X either, D digit or filler, S sex, < filler as a rule.
    `sums` names a digit's line and place, and the ranges (line, from, to) that it closes.
    """

    name: str
    starts: tuple[str, ...]
    places: tuple[str, ...]
    sums: tuple[tuple[str, int, int, tuple[tuple[int, int, int], ...]], ...]


TD1 = Shape(
    "td1",
    ("I", "A", "C"),
    ("AAAAA" + "X" * 9 + "D" + "X" * 15, "9" * 6 + "9S" + "9" * 6 + "9AAA" + "X" * 11 + "9", "A" * 30),
    (
        ("document_number", 0, 14, ((0, 5, 14),)),
        ("birth_date", 1, 6, ((1, 0, 6),)),
        ("expires_on", 1, 14, ((1, 8, 14),)),
        ("composite", 1, 29, ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29))),
    ),
)
TD2 = Shape(
    "td2",
    ("I", "A", "C"),
    ("A" * 36, "X" * 9 + "DAAA" + "9" * 7 + "S" + "9" * 7 + "X" * 7 + "9"),
    (
        ("document_number", 1, 9, ((1, 0, 9),)),
        ("birth_date", 1, 19, ((1, 13, 19),)),
        ("expires_on", 1, 27, ((1, 21, 27),)),
        ("composite", 1, 35, ((1, 0, 10), (1, 13, 20), (1, 21, 35))),
    ),
)
TD3 = Shape(
    "td3",
    ("P",),
    ("A" * 44, "X" * 9 + "9AAA" + "9" * 7 + "S" + "9" * 7 + "X" * 14 + "D9"),
    (
        ("document_number", 1, 9, ((1, 0, 9),)),
        ("birth_date", 1, 19, ((1, 13, 19),)),
        ("expires_on", 1, 27, ((1, 21, 27),)),
        ("composite", 1, 43, ((1, 0, 10), (1, 13, 20), (1, 21, 43))),
    ),
)
OLD_CARD = Shape(
    "cni",
    ("IDFRA",),
    ("A" * 30 + "XXX" + "DDD", "9" * 4 + "9XX" + "9" * 5 + "9" + "A" * 14 + "9" * 6 + "9S9"),
    (
        ("document_number", 1, 12, ((1, 0, 12),)),
        ("birth_date", 1, 33, ((1, 27, 33),)),
        ("composite", 1, 35, ((0, 0, 36), (1, 0, 35))),
    ),
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone read: its lines, its format, and the sums that do not close."""

    shape: str
    lines: tuple[str, ...]
    failed: tuple[str, ...] = field(default=())
    score: float = 1.0


def check_digit(text: str) -> str:
    """Return the digit that closes a text: weights 7, 3, 1 (ICAO 9303-3, 4.9)."""
    return str(sum(_value(character) * _WEIGHTS[place % 3] for place, character in enumerate(text)) % 10)


def _value(character: str) -> int:
    return 0 if character == "<" else int(character, 36)


def find(lines: Iterable[tuple[str, float]]) -> Zone | None:
    """Return the zone among recognised lines and their scores, in the order of the page; the one with fewest faults."""
    rows = [(tidy(text), score) for text, score in lines]
    rows = [(text, score) for text, score in rows if len(text) >= 24]
    zones = [zone for shape in (OLD_CARD, TD3, TD1, TD2) for zone in _zones(rows, shape)]
    return min(zones, key=lambda zone: len(zone.failed), default=None)


def tidy(text: str) -> str:
    """Return a line in the alphabet of the zone."""
    return _KEPT.sub("", text.upper().translate(_TO_FILLER))


def _zones(rows: Sequence[tuple[str, float]], shape: Shape) -> Iterable[Zone]:
    count = len(shape.places)
    for start in range(len(rows) - count + 1):
        block = rows[start : start + count]
        lines = [text for text, _ in block]
        if not _begins(lines[0], shape) or (shape is not OLD_CARD and count == 2 and not _plausible(lines, shape)):
            continue
        mended = [_mend(line, places) for line, places in zip(lines, shape.places, strict=True)]
        if all(line is not None for line in mended):
            whole = tuple(line for line in mended if line is not None)
            if _looks_right(whole, shape):
                yield Zone(shape.name, whole, faults(whole, shape), min(score for _, score in block))


def _begins(line: str, shape: Shape) -> bool:
    start = as_letters(line[:5]).replace("1", "I")
    if (shape is TD1 and len(line) > 33) or (shape is TD3 and len(line) < 38):
        return False
    return start.startswith(shape.starts) and (shape is not OLD_CARD or len(line) >= 33)


def _plausible(lines: Sequence[str], shape: Shape) -> bool:
    """Keep an old French card from being read as TD2, which has the same size."""
    return shape is not TD2 or not as_letters(lines[0][:5]).startswith("IDFRA")


def _looks_right(lines: tuple[str, ...], shape: Shape) -> bool:
    """Ask for the digits without which this is no zone: birth date, and a filler somewhere."""
    birth = next(parts for name, _, _, parts in shape.sums if name == "birth_date")[0]
    return lines[birth[0]][birth[1] : birth[2]].isdecimal() and any("<" in line for line in lines)


def _mend(line: str, places: str) -> str | None:
    """Return a line with each character read as its place demands; None where the length cannot be right."""
    line = _fit(line, places)
    if len(line) != len(places):
        return None
    if places == TD3.places[1] and as_letters(line[10:13]) == "FRA":
        places = _FRENCH_PASSPORT + places[9:]
    return "".join(_as_place(character, place) for character, place in zip(line, places, strict=True))


def _fit(line: str, places: str) -> str:
    """Mend the count of fillers, which OCR gets wrong in long runs, and letters seen in them."""
    size = len(places)
    line = re.sub(r"(?<=<<)[KLCEX](?=<)", "<", line)
    if len(line) == size:
        return line
    run = max(re.finditer(r"<{3,44}", line), key=lambda match: len(match[0]), default=None)
    missing = size - len(line)
    if run is None:
        return line + "<" * missing if 0 < missing <= 2 and line.endswith("<") else line
    if missing > 0 and missing <= 8:
        return line[: run.end()] + "<" * missing + line[run.end() :]
    if 0 < -missing <= min(8, len(run[0]) - 1):
        return line[: run.end() + missing] + line[run.end() :]
    return line


def _as_place(character: str, place: str) -> str:
    match place:
        case "A" | "L":
            return as_letters(character)
        case "9":
            return as_digits(character)
        case "D":
            return "<" if character == "<" else as_digits(character)
        case "S":
            return (
                character if character in "MFX<" else {"H": "M", "N": "M", "P": "F", "E": "F"}.get(character, character)
            )
        case _:
            return character


def faults(lines: Sequence[str], shape: Shape) -> tuple[str, ...]:
    """Return the names of the sums that do not close."""
    failed = []
    for name, line, place, parts in shape.sums:
        said, text = lines[line][place], "".join(lines[row][start:end] for row, start, end in parts)
        if said == "<" and not text.strip("<"):
            continue
        if shape is TD1 and name == "document_number" and said == "<":
            said, text = _long_number(lines[0])
        if said != check_digit(text):
            failed.append(name)
    return tuple(failed)


def _long_number(line: str) -> tuple[str, str]:
    """Return digit and number of a TD1 document number that runs on into the optional field (ICAO 9303-5, 4.2.4)."""
    more = line[15:30].rstrip("<")
    return (more[-1:] or "<"), line[5:14] + more[:-1]


def shape_named(name: str) -> Shape:
    """Return a format by its name."""
    return next(shape for shape in (TD1, TD2, TD3, OLD_CARD) if shape.name == name)
