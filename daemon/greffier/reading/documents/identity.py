"""Facts on identity documents: from the machine-readable zone, and what the visible zone adds where both agree."""

import re
from collections.abc import Sequence
from datetime import date

from greffier.reading.documents.mrz import Zone, find, tidy
from greffier.reading.documents.page import Page
from greffier.reading.documents.values import as_digits, beside, first_date, fold, label, squeeze

_FRONT_TEXT = 2_000  # characters: no card has more
_ZONE_LINE = re.compile(r"^(?:I[DR<]|A[CR<]|C<|P[<OM])[A-Z<]{3}[A-Z0-9<]{9,40}<<|^\d{7}[MFX<]\d{7}[A-Z<]{3}")
_LONGEST_VALIDITY = 15  # years, of any identity document: what an expiry of two digits is counted from
_FAMILY = label("nom d'usage | nom / surname | nom/surname | nom | surname")
_GIVEN = label("prénoms / given names | prénom(s) | prénoms | prénom | given names")
_EXPIRY = label("""
    date d'expiration | date d'expir. | valable jusqu'au | date of expiry | expiry date | expire le |
    valid until
""")
_DELIVERY = label("date de délivrance | délivrée le | délivré le | date of issue")


_FRONT = label("""
    identity card | titre de séjour | residence permit | personalausweis | carta di identità | carta d'identità |
    documento nacional de identidad | identiteitskaart | n° du document
""")  # what is printed on the fronts of cards that have their zone on the back; the old French card has it in front


_PASSPORT = label("passeport | passport")


def is_front(text: str) -> bool:
    """Tell the front of a card whose zone is on the other side."""
    folded = fold(text[:_FRONT_TEXT])
    return bool(_FRONT.search(folded)) and not _PASSPORT.search(folded)


def has_rest_of_zone(pages: Sequence[Page]) -> bool:
    """Tell a line that only a zone has, though the zone as a whole could not be read."""
    return any(_ZONE_LINE.search(tidy(text)) for page in pages for text, _ in _lines(page))


def zone_of(pages: Sequence[Page]) -> Zone | None:
    """Return the best machine-readable zone on any page."""
    zones = [zone for page in pages if (zone := find(_lines(page)))]
    return min(zones, key=lambda zone: len(zone.failed), default=None)


def _lines(page: Page) -> list[tuple[str, float]]:
    """Return rows as lines: OCR may cut a zone's line into boxes."""
    return [("".join(one.text for one in row), min(one.score for one in row)) for row in page.rows]


def identity_facts(zone: Zone, pages: Sequence[Page]) -> dict[str, object]:
    """Return who the document is of, and until when it is valid."""
    facts: dict[str, object] = {"mrz": list(zone.lines), **_fields(zone)}
    if "expires_on" not in facts and (found := beside(pages, _EXPIRY, first_date)):
        facts["expires_on"] = found.value.isoformat()
    if found := beside(pages, _DELIVERY, first_date):
        facts["issued_on"] = found.value.isoformat()
    for name, wording in (("family_name", _FAMILY), ("given_names", _GIVEN)):
        seen = beside(pages, wording, lambda text: text.strip(" :,") or None)
        if seen and _agree(seen.value, str(facts.get(name, ""))):
            facts[name] = seen.value
    return {name: value for name, value in facts.items() if value}


def _agree(seen: str, coded: str) -> bool:
    """Tell whether the visible name is the coded one, which has no accents and may be cut short."""
    seen, coded = squeeze(seen), squeeze(coded)
    return bool(coded) and seen.startswith(coded) and len(seen) < 60


def _fields(zone: Zone) -> dict[str, object]:
    lines = zone.lines
    match zone.shape:
        case "td1":
            family, given = _names(lines[2])
            return _common(lines[0][5:14], family, given, lines[1][0:6], lines[1][8:14], lines[1][15:18])
        case "td3":
            family, given = _names(lines[0][5:])
            return _common(lines[1][0:9], family, given, lines[1][13:19], lines[1][21:27], lines[1][10:13])
        case "td2":
            family, given = _names(lines[0][5:])
            return _common(lines[1][0:9], family, given, lines[1][13:19], lines[1][21:27], lines[1][10:13])
        case _:
            facts = _common(lines[1][0:12], _plain(lines[0][5:30]), _given(lines[1][13:27]), lines[1][27:33], "", "FRA")
            year, month = int("20" + lines[1][0:2]), lines[1][2:4]
            return {**facts, "issued_month": f"{year if year < 2070 else year - 100}-{month}", "card": "cni"}


def _common(number: str, family: str, given: str, birth: str, expiry: str, nationality: str) -> dict[str, object]:
    born = _day(birth, latest=None)
    return {
        "document_number": number.replace("<", ""),
        "family_name": family,
        "given_names": given,
        "birth_date": born.isoformat() if born else None,
        "expires_on": until.isoformat() if (until := _day(expiry, latest=_LONGEST_VALIDITY)) else None,
        "nationality": nationality.replace("<", ""),
    }


def _names(text: str) -> tuple[str, str]:
    family, _, given = text.partition("<<")
    return _plain(family), _given(given)


def _plain(text: str) -> str:
    return " ".join(text.replace("<", " ").split())


def _given(text: str) -> str:
    return ", ".join(part for part in text.replace("<<", "<").split("<") if part)


def _day(text: str, *, latest: int | None) -> date | None:
    """Return the day of six figures; births lie in the past, expiries in this century.

    No clock is asked: zones came with the 1990s, their holders may be of the century before. Years up to 15 are taken
    for this century in births, for nobody younger signs and nobody older than 110 does.
    """
    digits = as_digits(text)
    if len(digits) != 6 or not digits.isdecimal():
        return None
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    century = 2000 if latest is not None or year <= 15 else 1900
    try:
        return date(century + year, month, day)
    except ValueError:
        return None
