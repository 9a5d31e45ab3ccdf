"""What the first lines of a mail say of it, for people who look at one that could not be read."""

from dataclasses import dataclass
from email.parser import BytesHeaderParser

from greffier.reading.headers import addresses, header_text

HEADER_BYTES = 16 * 1024
"""Looked at, where this may harm the process that looks: sender and subject stand among the first lines."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A claim: empty where the mail says nothing."""

    sender: str
    subject: str


def outline(raw: bytes) -> Outline:
    """Return what a mail claims of itself, without opening it."""
    header = BytesHeaderParser().parsebytes(raw[:HEADER_BYTES])
    named = addresses([header_text(header["From"])]) if header["From"] else ()
    return Outline(named[0][1] if named else "", header_text(header["Subject"]) if header["Subject"] else "")
