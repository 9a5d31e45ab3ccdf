"""Until when an identity document is valid, with the rules of French cards whose print does not say it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

_ADULT = 18
_EXTENDED_FROM = (2004, 1)
"""Adults' cards delivered from 2 January 2004 to 31 December 2013 run five years longer (service-public F35005)."""
_FIFTEEN_YEARS = 15
_TEN_YEARS = 10


class Validity(StrEnum):
    """Whether a document is valid on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def validity_of(facts: Mapping[str, Any], on: date) -> Validity:
    """Return whether the document of these facts is valid on a day."""
    until = _end_of_card(facts) if facts.get("card") == "cni" else _day(facts.get("expires_on"))
    if until is None:
        return Validity.UNKNOWN
    return Validity.VALID if on <= until else Validity.EXPIRED


def _end_of_card(facts: Mapping[str, Any]) -> date | None:
    """Return the last day of an old French card: its zone tells the month of delivery and the birth date only."""
    born, month = _day(facts.get("birth_date")), facts.get("issued_month")
    if not born or not month:
        return None
    issued = _day(facts.get("issued_on")) or date(
        int(month[:4]), max(1, min(12, int(month[5:]) if month[5:].isdecimal() else 1)), 28
    )
    adult = issued >= _years_after(born, _ADULT)
    long = adult and (issued.year, issued.month) >= _EXTENDED_FROM
    return _years_after(issued, _FIFTEEN_YEARS if long else _TEN_YEARS)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
