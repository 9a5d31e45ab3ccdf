"""Electronic signatures in PDF: who signed, when, and whether the document is still the one that was signed.

pyHanko (the `esign` extra) verifies; without it a signature is only seen, and a person looks. The certificate's chain
is not judged here, for that asks the network: 'intact' says that nothing was changed since, not who holds the key.
"""

import contextlib
import ctypes
import importlib
import importlib.util
import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]  # ships no types

from greffier.reading.documents.pdf import Handle, opened

_MOST = 20  # signatures looked at
_UNCHANGED = frozenset({"NONE", "LTA_UPDATES"})  # pyHanko's levels: what was added since proves, or is nothing
_FORBIDDEN = "OTHER"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature."""

    signer: str | None = None
    signed_on: str | None = None
    intact: bool | None = None
    """False where the signed document changed, None where that cannot be told."""


def signatures_of(content: bytes) -> list[Signature]:
    """Return the signatures that are filled in; an empty signature field is none."""
    seen = list[Signature]()
    with contextlib.suppress(Exception), opened(content) as document:  # hostile structures may fail anywhere
        seen = [Signature(signed_on=day) for day in _days(document)]
    if seen and can_verify():
        with contextlib.suppress(Exception):
            return list(_verified(content)) or seen
    return seen


@cache
def can_verify() -> bool:
    """Tell whether pyHanko is installed."""
    return importlib.util.find_spec("pyhanko") is not None


def _days(document: Handle) -> Iterator[str | None]:
    """Yield the day that each signature states, for those that hold anything."""
    for index in range(min(raw.FPDF_GetSignatureCount(document), _MOST)):
        handle = raw.FPDF_GetSignatureObject(document, index)
        if _buffer(raw.FPDFSignatureObj_GetContents, handle).strip(b"\0"):
            digits = _buffer(raw.FPDFSignatureObj_GetTime, handle).decode("ascii", "ignore").removeprefix("D:")[:8]
            stated = len(digits) == 8 and digits.isdecimal()
            yield f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if stated else None


def _buffer(function: Handle, handle: Handle) -> bytes:
    size = function(handle, None, 0)
    buffer = (ctypes.c_char * max(size, 1))()
    function(handle, buffer, size)
    return bytes(buffer.raw[:size]) if size else b""


def _verified(content: bytes) -> Iterator[Signature]:
    reader = importlib.import_module("pyhanko.pdf_utils.reader")
    validation = importlib.import_module("pyhanko.sign.validation")
    context = importlib.import_module("pyhanko_certvalidator").ValidationContext(trust_roots=[], allow_fetching=False)
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # it would log the signer's name
    embedded = reader.PdfFileReader(io.BytesIO(content), strict=False).embedded_regular_signatures
    for one in embedded[:_MOST]:
        yield _told(validation.validate_pdf_signature(one, context))


def _told(status: Any) -> Signature:  # noqa: ANN401 - the extra may be absent, its types with it
    moment = status.signer_reported_dt
    name = status.signing_cert.subject.native.get("common_name")
    level = status.modification_level.name if status.modification_level is not None else ""
    intact: bool | None = bool(status.intact and status.valid)
    if intact and level not in _UNCHANGED:
        intact = False if level == _FORBIDDEN else None
    return Signature(str(name)[:200] if name else None, moment.date().isoformat() if moment else None, intact)
