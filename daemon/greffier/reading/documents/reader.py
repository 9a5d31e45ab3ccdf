"""One file: sniffed, opened as what it is, turned into a `Document`. What a hostile file does ends as a problem."""

import hashlib
from dataclasses import replace

from greffier.model.mail import Document, DocumentType
from greffier.reading.documents import limits, sniff
from greffier.reading.documents.checks import standing_problems
from greffier.reading.documents.draft import Circumstances, Draft, other
from greffier.reading.documents.images import read_drawing, read_picture
from greffier.reading.documents.officepapers import from_office
from greffier.reading.documents.page import Contents, in_lines
from greffier.reading.documents.papers import from_words
from greffier.reading.documents.pdfpapers import from_pdf
from greffier.reading.documents.pdfscan import EICAR

_PLAIN = frozenset({"text/calendar", "text/vcard", "application/pkcs7-signature"})
_EXPECTED = {
    "pdf": {sniff.PDF},
    "docx": {sniff.DOCX},
    "odt": {sniff.ODT},
    **dict.fromkeys(("png", "jpg", "jpeg", "heic"), sniff.RASTER),
}


def read_file(name: str, content: bytes, media: str, how: Circumstances) -> Document:
    """Return what a file is; never raise."""
    try:
        draft = _read(name, content, media, how)
    except (Exception, MemoryError):
        draft = other("unreadable")
    if draft.harmful:
        draft = Draft(DocumentType.OTHER, 0.99, {}, [problem for problem in draft.problems if problem != "no-text"])
    document = Document(
        name,
        hashlib.sha256(content).hexdigest(),
        media,
        draft.type,
        round(draft.confidence, 2),
        draft.facts,
        tuple(draft.problems),
    )
    return replace(document, problems=tuple(dict.fromkeys([*draft.problems, *standing_problems(document)])))


def _read(name: str, content: bytes, media: str, how: Circumstances) -> Draft:
    if media == sniff.EMPTY:
        return other("empty")
    if len(content) > limits.CONTENT:
        return other("limit")
    if EICAR in content[:4096]:
        return other("virus", confidence=1.0)
    if sniff.is_program(name, media):
        return other("executable", confidence=1.0)
    draft = _by_media(name, content, media, how)
    expected = _EXPECTED.get(name.rsplit(".", 1)[-1].lower())
    if expected and media not in expected and not draft.problems:
        draft.complain("not-what-named")
    return draft


def _by_media(name: str, content: bytes, media: str, how: Circumstances) -> Draft:
    match media:
        case sniff.PDF:
            draft = from_pdf(name, content)
        case sniff.DOCX | sniff.DOCM | sniff.ODT:
            draft = from_office(name, content, word=media != sniff.ODT)
        case sniff.SVG:
            draft = read_drawing(name, content, how)
        case "text/plain":
            draft = from_words(name, _plain_text(content))
        case _ if media in sniff.RASTER:
            draft = read_picture(name, content, how)
        case _ if media in _PLAIN:
            draft = other()
        case _:
            draft = other("encrypted" if _is_locked_office(content) else "unsupported")
    return draft


def _plain_text(content: bytes) -> Contents:
    try:
        text = content[: limits.CHARACTERS].decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content[: limits.CHARACTERS].decode("cp1252", "replace")
    return Contents(pages=[in_lines(text.splitlines())], page_count=1)


def _is_locked_office(content: bytes) -> bool:
    """Tell a password-protected Office file: an OLE container around an encrypted package ([MS-OFFCRYPTO] 2.3.4)."""
    return "EncryptedPackage".encode("utf-16-le") in content
