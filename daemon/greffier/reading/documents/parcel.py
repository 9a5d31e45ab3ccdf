"""The attachments of one mail in their order, archives opened one level at a time."""

import hashlib
import re
from collections.abc import Iterator

from greffier.model.mail import Document, DocumentType, Mail, Part
from greffier.reading.documents import limits, sniff
from greffier.reading.documents.archive import Allowance, Member, Opened, clean_name, open_zip
from greffier.reading.documents.draft import Circumstances
from greffier.reading.documents.pdfscan import EICAR
from greffier.reading.documents.reader import read_file
from greffier.reading.tnef import read_tnef

_CID = re.compile(r"cid:([^\"'\s>)]{1,300})", re.IGNORECASE)

Delivered = tuple[Document, bytes]


def read_documents(mail: Mail) -> tuple[Delivered, ...]:
    """Return every attachment of a mail with its bytes, members of archives after the archive."""
    referenced = {found.lower() for found in _CID.findall(mail.html)}
    allowance = Allowance()
    delivered: list[Delivered] = []
    for part in mail.parts:
        circumstances = Circumstances(part.inline, _is_referenced(part, referenced))
        found = _unpacked(part.name, part.content, circumstances, allowance, depth=0)
        delivered.extend(one for one in found if not _is_known(one[0], delivered))
        if len(delivered) >= limits.DOCUMENTS:
            break
    return tuple(delivered[: limits.DOCUMENTS])


def _is_known(document: Document, delivered: list[Delivered]) -> bool:
    """Tell a member that came already: the mail's own opener unpacks what Outlook wraps, too."""
    known = ((other.name, other.sha256) for other, _ in delivered)
    return "/" in document.name and (document.name, document.sha256) in known


def read_document(name: str, content: bytes, *, inline: bool = False, referenced: bool = False) -> Document:
    """Return what one file is; an archive is opened only to say whether it can be."""
    return _unpacked(name, content, Circumstances(inline, referenced), Allowance(), depth=limits.DEPTH)[0][0]


def _is_referenced(part: Part, referenced: set[str]) -> bool:
    return (part.content_id or "").strip("<>").lower() in referenced


def _unpacked(name: str, content: bytes, how: Circumstances, allowance: Allowance, *, depth: int) -> list[Delivered]:
    media = sniff.media_type(content)
    if media not in {sniff.ZIP, sniff.TNEF}:
        return [(read_file(name, content, media, how), content)]
    opened = open_zip(content, allowance) if media == sniff.ZIP else _open_tnef(content)
    inner = list(_members(name, opened, allowance, depth)) if depth < limits.DEPTH else []
    return [(_archive(name, content, media, opened), content), *inner]


def _open_tnef(content: bytes) -> Opened:
    members = [Member(clean_name(inner), data) for inner, data in read_tnef(content)[: limits.MEMBERS]]
    return Opened(members, [] if members else ["corrupted"])


def _archive(name: str, content: bytes, media: str, opened: Opened) -> Document:
    """Return the archive itself; one that could not be opened is a file that nobody can read."""
    readable = [member for member in opened.members if member.content is not None]
    problems = dict.fromkeys([*opened.problems, *(problem for one in opened.members for problem in _carried(one))])
    kind = DocumentType.ARCHIVE if readable else DocumentType.OTHER
    return Document(name, _hash(content), media, kind, 1.0, problems=tuple(problems))


def _carried(member: Member) -> Iterator[str]:
    """Yield what a member makes of its archive: a harmful one is told of the whole."""
    content = member.content or b""
    if EICAR in content[:4096]:
        yield "virus"
    elif sniff.is_program(member.name, sniff.media_type(content[:64])):
        yield "executable"
    yield from member.problems


def _members(name: str, opened: Opened, allowance: Allowance, depth: int) -> Iterator[Delivered]:
    for member in opened.members:
        inner = f"{name}/{member.name}"
        if member.content is None:
            yield _closed(inner, member), b""
        else:
            yield from _unpacked(inner, member.content, Circumstances(), allowance, depth=depth + 1)


def _closed(name: str, member: Member) -> Document:
    return Document(name, _hash(b""), sniff.UNKNOWN, DocumentType.OTHER, 1.0, problems=member.problems)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
