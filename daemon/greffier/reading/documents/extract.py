"""What readers of register extracts share: names and legal forms beside their labels, dates that belong to a label."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from greffier.reading.documents.page import Page, Snippet
from greffier.reading.documents.values import Found, beside, first_date, fold, label

Facts = Mapping[str, Found[str] | None]

_NEAR = 24  # letters between a label and its date: `(siège) le lundi 12 ...`; in more, another label has room
_ANOTHER_LABEL = label("""
    sigle | forme juridique | capital | adresse | SIREN | activité | date | nom commercial | enseigne | siège | durée |
    seite | page
""")
_INSEE_CODE = re.compile(r"^\d{4}\s?[-–:]?\s?")
_GOES_ON = re.compile(r"[a-zà-ÿ](?![).])")  # a sentence goes on in small letters; `b)` begins the next point
_ALONE = re.compile(r"LE (?=\d{1,2}(?:ER)?[ /][A-Z0-9]{2,9}[ /]\d{4}$)")
_PLACE = re.compile(r"^(?:FAIT A )?[A-Z][A-Z' -]{1,40},? (?:LE|DEN|A|IL) :? ?")


def near_date(text: str) -> date | None:
    """Return a date before which at most a few words stand: labels such as `extrait du` also begin sentences."""
    return first_date(text[:_NEAR])


def iso(found: Found[date] | None) -> Found[str] | None:
    """Return a date as facts have it."""
    return Found(found.value.isoformat(), found.words) if found else None


def titled(text: str) -> str | None:
    """Return what can be a name: not empty, not the next label."""
    text = text.strip(' :.-–«»"')
    fits = 1 < len(text) <= 150 and any(map(str.isalnum, text)) and not _ANOTHER_LABEL.match(fold(text))
    return text if fits else None


def formed(text: str) -> str | None:
    """Return a legal form; INSEE's code in front of it is left out."""
    text = _INSEE_CODE.sub("", text).strip(" :.-")
    fits = 2 <= len(text) <= 120 and any(map(str.isalpha, text)) and not _ANOTHER_LABEL.match(fold(text))
    return text if fits else None


def name_beside(pages: Sequence[Page], wording: re.Pattern[str]) -> Found[str] | None:
    """Return the name at a label."""
    return _whole(pages, beside(pages, wording, titled))


def form_beside(pages: Sequence[Page], wording: re.Pattern[str]) -> Found[str] | None:
    """Return the legal form at a label."""
    return _whole(pages, beside(pages, wording, formed))


def _whole(pages: Sequence[Page], found: Found[str] | None) -> Found[str] | None:
    """Add the second line of what is too long for its column."""
    more = _next_line(pages, found.words[-1]) if found else None
    return Found(f"{found.value} {more.text}", (*found.words, more)) if found and more else found


def _next_line(pages: Sequence[Page], last: Snippet) -> Snippet | None:
    for page in pages:
        for above, row in zip(page.rows, page.rows[1:], strict=False):
            if last not in above or len(row) != 1 or not _follows(row[0], last):
                continue
            if last is not above[0] or _GOES_ON.match(row[0].text):
                return row[0]
    return None


def _follows(below: Snippet, last: Snippet) -> bool:
    return abs(below.box.left - last.box.left) < 3 and below.box.top - last.box.bottom < 0.9 * last.box.height


def place_and_date(pages: Sequence[Page]) -> Found[str] | None:
    """Return the date of a `Paris, le 17 juillet 2026`, a `Fait à Paris, le ...`, or a line that is only `Le ...`."""
    for page in pages:
        for snippet in page.snippets():
            folded = fold(snippet.text)
            match = _PLACE.match(folded) or _ALONE.match(folded)
            day = near_date(snippet.text[match.end() :]) if match else None
            if day and match and len(snippet.text) <= match.end() + _NEAR:
                return Found(day.isoformat(), (snippet,))
    return None
