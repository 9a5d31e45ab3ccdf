"""Addresses and telephone numbers in a line: checked, and written one way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
PHONE = re.compile(r"(?<![\w@.+/-])(?:\+|\(?0)[\d .()/\u00a0\u202f‑-]{7,24}\d(?![\w@])")
REGIONS = {"be": "BE", "ch": "CH", "lu": "LU", "de": "DE", "es": "ES", "it": "IT", "nl": "NL", "uk": "GB", "mc": "MC"}
HIDDEN_AT = re.compile(r"(?<=\w)\s?[(\[{]\s?(?:at|arobase|a|@)\s?[)\]}]\s?(?=\w)", re.IGNORECASE)
HIDDEN_DOT = re.compile(r"(?<=\w)\s?[(\[{]\s?(?:dot|point|\.)\s?[)\]}]\s?(?=\w)", re.IGNORECASE)
FEWEST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Reach:
    """An address or a number in a line, and where it stands."""

    value: str
    first: int
    last: int


def with_plain_addresses(text: str) -> str:
    """Write `jean(at)vialib[point]fr`, which hides an address from robots, as the address it is."""
    return HIDDEN_DOT.sub(".", HIDDEN_AT.sub("@", text))


def emails_in(text: str) -> Iterator[Reach]:
    """Return the well-formed addresses of a line."""
    for match in EMAIL.finditer(text):
        try:
            checked = validate_email(match.group().strip(".'-"), check_deliverability=False, allow_smtputf8=True)
        except EmailNotValidError:
            continue
        yield Reach(checked.normalized, match.start(), match.end())


def phones_in(text: str, region: str) -> Iterator[Reach]:
    """Return the telephone numbers of a line in E.164; `region` is where a number without a country code belongs."""
    for match in PHONE.finditer(text):
        number = _e164(match.group(), region)
        if number:
            yield Reach(number, match.start(), match.end())


def region_of(sender: str | None) -> str:
    """Return the region whose numbers the sender writes in short; France where nothing tells."""
    return REGIONS.get((sender or "").rpartition(".")[2], "FR")


def _e164(written: str, region: str) -> str | None:
    if sum(letter.isdigit() for letter in written) < FEWEST_DIGITS:
        return None
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
