"""Electronic signatures in PDF: who signed, when, and whether the bytes are still those that were signed.

The certificate's chain is not judged here: 'intact' says that nothing was changed since, not who holds the key.
"""

import contextlib
import ctypes
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms  # type: ignore[import-untyped]  # ships no types
from pypdfium2 import raw  # type: ignore[import-untyped]  # ships no types

from greffier.reading.documents.pdf import Handle, opened

_HASHES = frozenset({"sha1", "sha224", "sha256", "sha384", "sha512"})
_MOST = 20  # signatures looked at


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature."""

    signer: str | None
    signed_on: str | None
    intact: bool | None
    """False where the signed bytes changed, None where that cannot be told."""
    covers_all: bool = True


def signatures_of(content: bytes) -> list[Signature]:
    """Return the signatures that are filled in; an empty signature field is none."""
    with contextlib.suppress(Exception), opened(content) as document:  # hostile ASN.1 may fail anywhere
        return list(_signatures(document, content))
    return []


def _signatures(document: Handle, content: bytes) -> Iterator[Signature]:
    for index in range(min(raw.FPDF_GetSignatureCount(document), _MOST)):
        handle = raw.FPDF_GetSignatureObject(document, index)
        packed = _buffer(raw.FPDFSignatureObj_GetContents, handle, "c_char")
        parts = _byte_range(handle)
        if packed.strip(b"\0") and parts:
            yield _signature(packed, parts, content, _time(handle))


def _buffer(function: Handle, handle: Handle, kind: str) -> bytes:
    size = function(handle, None, 0)
    buffer = (getattr(ctypes, kind) * max(size, 1))()
    function(handle, buffer, size)
    return bytes(buffer.raw[:size]) if size else b""


def _byte_range(handle: Handle) -> list[int]:
    size = raw.FPDFSignatureObj_GetByteRange(handle, None, 0)
    if size != 4:
        return []
    numbers = (ctypes.c_int * size)()
    raw.FPDFSignatureObj_GetByteRange(handle, numbers, size)
    return list(numbers)


def _time(handle: Handle) -> str | None:
    """Return the day of a PDF date such as `D:20261123185512Z`."""
    text = _buffer(raw.FPDFSignatureObj_GetTime, handle, "c_char").decode("ascii", "ignore")
    digits = text.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdecimal() else None


def _signature(packed: bytes, parts: list[int], content: bytes, day: str | None) -> Signature:
    try:
        data = cms.ContentInfo.load(packed)["content"]
        signer_info = data["signer_infos"][0]
        signed = _attributes(signer_info)
        intact = _digest(content, parts, signer_info["digest_algorithm"]["algorithm"].native) == signed.get(
            "message_digest"
        )
        moment = signed.get("signing_time")
        name = _name(data, signer_info)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return Signature(None, day, None)
    if isinstance(moment, datetime):
        day = moment.date().isoformat()
    return Signature(name, day, intact, parts[0] == 0 and parts[2] + parts[3] == len(content))


def _attributes(signer_info: Handle) -> dict[str, object]:
    return {attribute["type"].native: attribute["values"][0].native for attribute in signer_info["signed_attrs"]}


def _digest(content: bytes, parts: list[int], algorithm: str) -> bytes | None:
    start, size, again, rest = parts
    if algorithm not in _HASHES or min(parts) < 0 or again + rest > len(content) or start + size > again:
        return None
    return hashlib.new(
        algorithm, content[start : start + size] + content[again : again + rest], usedforsecurity=False
    ).digest()


def _name(data: Handle, signer_info: Handle) -> str | None:
    """Return the common name in the signer's own certificate."""
    serial = signer_info["sid"].chosen["serial_number"].native
    for certificate in data["certificates"]:
        subject = certificate.chosen.subject.native
        if certificate.chosen.serial_number == serial:
            name = subject.get("common_name")
            return str(name)[:200] if name else None
    return None
