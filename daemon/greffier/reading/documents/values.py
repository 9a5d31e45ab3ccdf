"""Turn words on a page into values: folded text, labels and what stands beside them, dates, numbers.

Every pattern here is a run of literals and bounded repeats: none can run away on hostile text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from greffier.reading.documents.page import Page, Row, Snippet

T = TypeVar("T")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "JANVIER JANUARY JANUAR JANUARI ENERO GENNAIO JANEIRO JANV JAN",
            "FEVRIER FEBRUARY FEBRUAR FEBRUARI FEBRERO FEBBRAIO FEVEREIRO FEVR FEV FEB",
            "MARS MARCH MARZ MAART MARZO MARCO MAR",
            "AVRIL APRIL ABRIL APRILE AVR APR",
            "MAI MAY MEI MAYO MAGGIO MAIO",
            "JUIN JUNE JUNI JUNIO GIUGNO JUNHO JUN",
            "JUILLET JULY JULI JULIO LUGLIO JULHO JUIL JUL",
            "AOUT AUGUST AUGUSTUS AGOSTO AUG",
            "SEPTEMBRE SEPTEMBER SEPTIEMBRE SETTEMBRE SETEMBRO SEPT SEP",
            "OCTOBRE OCTOBER OKTOBER OCTUBRE OTTOBRE OUTUBRO OCT OKT",
            "NOVEMBRE NOVEMBER NOVIEMBRE NOVEMBRO NOV",
            "DECEMBRE DECEMBER DEZEMBER DICIEMBRE DICEMBRE DEZEMBRO DEC DEZ",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"(?<!\d)(?P<d>\d{1,2}) ?[/.\-] ?(?P<m>\d{1,2}) ?[/.\-] ?(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}}) ?(?:ER|ST|ND|RD|TH|\.| DE)? ?(?P<n>{_MONTH})\.?,? ?(?:DE )?(?P<y>\d{{4}})(?!\d)"
    ),
    re.compile(rf"\b(?P<n>{_MONTH}) ?(?P<d>\d{{1,2}})(?:ST|ND|RD|TH)?,? (?P<y>\d{{4}})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{2}) (?P<m>\d{2}) (?P<y>\d{4})(?!\d)"),
)
_LABELLED = 400  # characters of a snippet in which labels are looked for: a form's line has 100
_AS_DIGIT = str.maketrans("OQDILSBZ", "00011582")
_AS_LETTER = str.maketrans("015826", "OISBZG")


@cache
def _folded(character: str) -> str:
    bare = unicodedata.normalize("NFD", character)[0].upper()
    return {"’": "'", "‘": "'", "´": "'", "`": "'", " ": " ", "–": "-", "—": "-", "‑": "-"}.get(
        bare, bare if len(bare) == 1 else character
    )


def fold(text: str) -> str:
    """Return capitals without accents, one character for one, so that places in both agree."""
    return "".join(map(_folded, text))


def squeeze(text: str) -> str:
    """Return only the letters and digits of the folded text: OCR loses spaces, layouts add them."""
    return "".join(character for character in fold(text.replace("œ", "oe").replace("Œ", "OE")) if character.isalnum())


def as_digits(text: str) -> str:
    """Read look-alike letters as digits, for places where only a digit can stand."""
    return text.translate(_AS_DIGIT)


def as_letters(text: str) -> str:
    """Read look-alike digits as letters, for places where only a letter can stand."""
    return text.translate(_AS_LETTER)


def first_date(text: str) -> date | None:
    """Return the date that begins first in a text; French order where figures leave it open."""
    folded = fold(text)
    found = [
        (match.start(), value) for pattern in _DATES for match in pattern.finditer(folded) if (value := _date(match))
    ]
    return min(found)[1] if found else None


def _date(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = _MONTHS[groups["n"]] if groups.get("n") else int(groups["m"])
    try:
        found = date(int(groups["y"]), month, int(groups["d"]))
    except ValueError:
        return None
    return found if 1850 <= found.year <= 2150 else None


@cache
def label(wordings: str) -> re.Pattern[str]:
    """Return a pattern for any of these wordings (`one | another`), deaf to accents, capitals and lost spaces."""
    longest_first = sorted((wording.strip() for wording in wordings.split("|")), key=len, reverse=True)
    return re.compile("|".join(map(_flexible, longest_first)))


@cache
def heading(wordings: str) -> re.Pattern[str]:
    """Return a pattern for wordings that are a label only alone or before a colon; `2. a)` may stand before."""
    return re.compile(rf"^(?:[A-Z0-9]{{1,2}}[.)] ?){{0,2}}(?:{label(wordings).pattern})\s{{0,3}}(?::|$)")


def _flexible(wording: str) -> str:
    pieces = [re.escape(fold(word)).replace("'", "['\\s]{0,2}") for word in wording.split()]
    start = r"(?<![A-Z])" if pieces[0][0].isalpha() else ""
    return start + r"\s{0,3}".join(pieces)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the words that it was read from."""

    value: T
    words: tuple[Snippet, ...]

    @property
    def score(self) -> float:
        """Return how sure the reading of its words is."""
        return min((snippet.score for snippet in self.words), default=1.0)


def beside(pages: Iterable[Page], wording: re.Pattern[str], parse: Callable[[str], T | None]) -> Found[T] | None:
    """Return the first value that `parse` sees after, right of or below a label."""
    for page in pages:
        for at, row in enumerate(page.rows):
            for place, snippet in enumerate(row):
                for match in wording.finditer(fold(snippet.text[:_LABELLED])):
                    for text, words in _candidates(page, at, place, match.end()):
                        if (value := parse(text)) is not None:
                            return Found(value, words)
    return None


def _candidates(page: Page, at: int, place: int, end: int) -> Iterator[tuple[str, tuple[Snippet, ...]]]:
    row = page.rows[at]
    snippet = row[place]
    rest = snippet.text[end:].strip(" :.-–|_\t")
    right = _together(row[place + 1 :])
    if rest:
        yield rest, (snippet,)
        if right and right[0].box.left - snippet.box.right < 2 * snippet.box.height:
            yield f"{rest} {' '.join(one.text for one in right)}", (snippet, *right)
    if right:
        yield " ".join(one.text for one in right).strip(" :"), right
    for below in page.rows[at + 1 : at + 3]:
        under = tuple(one for one in below if _under(snippet, one))
        if under:
            yield " ".join(one.text for one in under), under


def _together(row: Row) -> Row:
    """Return the snippets from the left as far as no column's gap parts them."""
    kept: list[Snippet] = []
    for snippet in row:
        if kept and snippet.box.left - kept[-1].box.right > 2.5 * max(snippet.box.height, kept[-1].box.height):
            break
        kept.append(snippet)
    return tuple(kept)


def _under(upper: Snippet, lower: Snippet) -> bool:
    near = lower.box.top - upper.box.bottom < 3.5 * upper.box.height
    aligned = abs(lower.box.left - upper.box.left) < 1.5 * upper.box.height
    return near and (aligned or upper.box.overlap(lower.box) > 0.5)


def digits_of(count: int) -> Callable[[str], str | None]:
    """Return a parser for a number of so many digits near the start of a text, in groups or not."""
    pattern = re.compile(rf"(?<![A-Za-z\d])((?:[\dOQIlSB][ .]{{0,2}}){{{count - 1}}}[\dOQIlSB])(?![\dA-Za-z])")

    def parse(text: str) -> str | None:
        for match in pattern.finditer(text[: count + 60]):
            if sum(character.isdigit() for character in match[1]) >= count - 2:
                return as_digits("".join(match[1].split()).replace(".", "").upper())
        return None

    return parse
