"""A look at the raw bytes of a PDF before any library opens it: what would blow up, and what would act.

pdfium inflates without limit and does not tell of actions hidden in object streams, so both are looked for here.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from greffier.reading.documents import limits

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"

_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIONS = (
    ("javascript", re.compile(rb"/(?:JS|JavaScript)(?![A-Za-z0-9])")),
    ("launch", re.compile(rb"/Launch(?![A-Za-z0-9])")),
    ("embedded-file", re.compile(rb"/EmbeddedFiles?(?![A-Za-z0-9])")),
    ("rich-media", re.compile(rb"/(?:RichMedia|Movie|Sound|XFA)(?![A-Za-z0-9])")),
)
_SIDE = {key: re.compile(rb"/" + key + rb"\s{0,4}(\d{1,9})") for key in (b"Width", b"Height")}
_HEAD = 4096  # bytes of a stream's dictionary that are looked at
_PROGRAM_STARTS = (b"MZ", b"\x7fELF")


@dataclass(slots=True)
class Scan:
    """What the raw bytes show."""

    problems: list[str] = field(default_factory=list)
    inflated: int = 0
    too_much: bool = False

    def complain(self, problem: str) -> None:
        """Note a problem once."""
        if problem not in self.problems:
            self.problems.append(problem)


def scan(content: bytes) -> Scan:
    """Look for bombs, actions and stowaways."""
    result = Scan()
    outside = []
    for between, body in _pieces(content):
        outside.append(between)
        if body is not None:
            _look_into(between[-_HEAD:], body, result)
        if result.too_much:
            result.complain("limit")
            return result
    _look_for_actions(b"\n".join(outside), result)
    tail = content[max(content.rfind(b"%%EOF"), 0) :]
    if content.rfind(b"%%EOF") > 0 and (b"PK\x03\x04" in tail or b"PK\x05\x06" in tail):
        result.complain("polyglot")
    return result


def _pieces(content: bytes) -> Iterator[tuple[bytes, bytes | None]]:
    """Yield what stands between two streams, then the stream itself."""
    at = 0
    while (start := content.find(b"stream", at)) >= 0:
        if content[start - 3 : start] == b"end":
            at_next = start + 6
            yield content[at:at_next], None
            at = at_next
            continue
        end = content.find(b"endstream", start)
        end = len(content) if end < 0 else end
        yield content[at:start], content[start + 6 : end].lstrip(b"\r\n")
        at = end
        if end < len(content):
            at = end + 9
    yield content[at:], None


def _look_into(head: bytes, body: bytes, result: Scan) -> None:
    head = head[max(head.rfind(b" obj"), 0) :]
    if b"/Image" in head and _pixels(head) > limits.PIXELS_IN_PDF:
        result.too_much = True
        return
    if b"/Image" in head or (b"FlateDecode" not in head and b"/Fl" not in head):
        _look_for_stowaway(body[:_HEAD], head, result)
        return
    first, size = _inflate(body, keep=b"/ObjStm" in head)
    result.inflated += size
    result.too_much = size > limits.STREAM or result.inflated > limits.STREAMS
    if b"/ObjStm" in head:
        _look_for_actions(first, result)
    _look_for_stowaway(first[:_HEAD], head, result)


def _pixels(head: bytes) -> int:
    sides = [max((int(side) for side in pattern.findall(head)), default=0) for pattern in _SIDE.values()]
    return sides[0] * sides[1]


def _inflate(body: bytes, *, keep: bool) -> tuple[bytes, int]:
    """Inflate by blocks and count; return the beginning (all of it where it is to be kept) and the size."""
    engine, kept, size, rest = zlib.decompressobj(), bytearray(), 0, body
    try:
        while rest and size <= limits.STREAM and not engine.eof:
            block = engine.decompress(rest, limits.BLOCK)
            rest = engine.unconsumed_tail
            size += len(block)
            if keep or len(kept) < _HEAD:
                kept += block
            if not block:
                break
    except zlib.error:
        pass  # encrypted, or cut short: what came before the error counts
    return bytes(kept), size


def _look_for_actions(objects: bytes, result: Scan) -> None:
    plain = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), objects)
    for problem, pattern in _ACTIONS:
        if pattern.search(plain):
            result.complain(problem)


def _look_for_stowaway(first: bytes, head: bytes, result: Scan) -> None:
    if EICAR in first:
        result.complain("virus")
    if b"/EmbeddedFile" in head and first.startswith(_PROGRAM_STARTS):
        result.complain("executable")
