"""Header fields made safe: missing, repeated, wrongly folded, 8-bit, encoded twice or against the rules.

Charsets are believed last: declared, then UTF-8, then Windows-1252, which every byte has a place in.
"""

import email.header
import email.utils
import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.errors import HeaderParseError

from mailparser.dates import parse_mail_date
from mailparser.utils import get_addresses

# mail-parser logs the header that it could not decode: that is somebody's mail, and no log's business.
logging.getLogger("mailparser").setLevel(logging.CRITICAL + 1)

_MESSAGE_ID = re.compile(r"<([^<>\s]{1,990})>")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_WHOLE_FOR_ONE_TORN = 1
_WESTERN = {"iso-8859-1", "latin-1", "latin1", "iso8859-1", "windows-1252", "cp1252", "iso-8859-15"}
_NO_CHARSETS = {
    "",
    "unknown-8bit",
    "x-unknown",
    "default",
    "undefined",
    "punycode",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
}
"""Names that say nothing, and codecs of Python's own that no mail is written in, some of them of quadratic cost."""


def decoded_text(content: bytes, declared: str | None) -> tuple[str, bool]:
    """Return the text, and whether the declared charset was wrong.

    ISO-8859-1 stands for Windows-1252, as every client means it (WHATWG Encoding). Both have a character for every
    byte, so that what is valid UTF-8 beyond ASCII was written as such: in Western text this never happens by chance.
    """
    if content.isascii() and b"\x1b" not in content and b"+" not in content:
        return content.decode("ascii"), False
    charset = (declared or "").strip("\"' ").lower()
    if charset in _WESTERN or charset in _NO_CHARSETS:
        text, is_utf8 = _guessed(content)
        return text, is_utf8 if charset in _WESTERN else bool(charset) or not is_utf8
    try:
        text = content.decode(charset)
        text.encode("utf-8")
    except (LookupError, UnicodeError, ValueError):
        return _guessed(content)[0], True
    return text, False


def _guessed(content: bytes) -> tuple[str, bool]:
    """Return the text as UTF-8 or else Windows-1252, and whether it is UTF-8: a torn character or two do not decide."""
    text = content.decode("utf-8", "replace")
    torn = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - torn if torn else 0
    return (text, True) if whole >= _WHOLE_FOR_ONE_TORN * torn else (content.decode("cp1252", "replace"), False)


def visible(text: str) -> str:
    """Drop characters that show nothing or turn the direction of what follows."""
    return _INVISIBLE.sub("", text)


def header_text(value: object) -> str:
    """Return a header's value unfolded and decoded (RFC 2047), in quotes too, where that is wrong but common."""
    unfolded = " ".join(_octets_read(str(value)).split())
    if "=?" not in unfolded:
        return visible(unfolded)
    try:
        pieces = email.header.decode_header(unfolded)
    except (HeaderParseError, ValueError):
        return visible(unfolded)
    words = [piece if isinstance(piece, str) else decoded_text(piece, charset)[0] for piece, charset in pieces]
    return visible(" ".join("".join(words).split()))


def _octets_read(value: str) -> str:
    """Read raw 8-bit octets, which the standard parser keeps as surrogates."""
    if value.isascii():
        return value
    try:
        return decoded_text(value.encode("ascii", "surrogateescape"), None)[0]
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode("utf-8")


def addresses(values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (name, lower-cased address) of each usable mailbox in address headers, each address once."""
    found: dict[str, str] = {}
    for value in values:
        field = " ".join(_octets_read(value).split())
        for name, address in _mailboxes(field):
            if "@" in address.strip("@") and len(address) <= 254:
                found.setdefault(visible(address).lower(), header_text(name))
    return tuple((name, address) for address, name in found.items())


def authors(values: Iterable[str]) -> tuple[str, ...]:
    """Return every address of all From fields as it stands: what hides in one must not make it another's."""
    fields = [" ".join(_octets_read(value).split()) for value in values]
    return tuple(address.lower() for field in fields if field for _, address in _mailboxes(field) or [("", field)])


def _mailboxes(field: str) -> list[tuple[str, str]]:
    """Ask mail-parser, which never takes a name for an address, then the standard library for what it gives up."""
    try:
        mailboxes = [(name, address) for name, address in get_addresses(field, decode_names=True) if address]
        return mailboxes or email.utils.getaddresses([field])
    except Exception:
        return []


def message_ids(values: Iterable[str]) -> tuple[str, ...]:
    """Return the Message-IDs in headers, without angle brackets, in order, each once."""
    found: dict[str, None] = {}
    for value in values:
        for identity in _MESSAGE_ID.findall(" ".join(value.split())):
            found.setdefault(identity)
    return tuple(found)


def date_of(value: str | None) -> datetime | None:
    """Return a Date header as an aware time in its author's own zone; UTC where it names none.

    mail-parser's comes second: it is laxer with syntax but turns all into UTC, and 'demain' hangs on the author's day.
    """
    if not value:
        return None
    try:
        read = email.utils.parsedate_to_datetime(value)
        aware = read if read.tzinfo else read.replace(tzinfo=UTC)
        aware.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        lax: datetime | None = parse_mail_date(value).value
        return lax
    return aware
