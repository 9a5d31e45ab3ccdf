"""The MIME tree walked leaf by leaf: which text is the mail's own, which leaves are documents, which mails lie within.

Called by `message` alone. A limit or a broken part becomes a code in `problems`; nothing raises.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from email.message import Message
from typing import TypeVar

from greffier.model.mail import Part
from greffier.reading import limits
from greffier.reading.headers import decoded_text, header_text, visible
from greffier.reading.skeleton import Skeleton, decode_base64
from greffier.reading.smime import signed_content
from greffier.reading.tnef import SIGNATURE, read_tnef

_ATTACHED_MAIL = "attached-mail.eml"
_ABOUT_A_MAIL = {
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "text/rfc822-headers",
}
_PKCS7 = {"application/pkcs7-mime", "application/x-pkcs7-mime"}

Value = TypeVar("Value")


@dataclass(slots=True)
class Slot:
    """One place of the mail's own text: its plain and its HTML form, either of which may lack."""

    plain: str | None = None
    html: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the tree a part stands."""

    depth: int = 0
    slot: Slot | None = None
    """The alternative that surrounds it."""
    in_report: bool = False


@dataclass(slots=True)
class Tree:
    """What a walk has found."""

    skeleton: Skeleton
    slots: list[Slot] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    within: list[tuple[str, Message]] = field(default_factory=list)
    """Mails within, with the name each goes by as a document; empty for one that a report returns."""
    problems: list[str] = field(default_factory=list)
    leaves: int = 0

    @property
    def text(self) -> str:
        """Return the plain form, all places in order."""
        return "\n\n".join(slot.plain for slot in self.slots if slot.plain)

    @property
    def html(self) -> str:
        """Return the HTML form; places that have none are set in as plain text, so that nothing is lost beside it."""
        if not any(slot.html for slot in self.slots):
            return ""
        return "\n".join(slot.html or f"<pre>{html.escape(slot.plain or '')}</pre>" for slot in self.slots)

    def walk(self, message: Message, place: Place) -> None:
        """Take in a part and all below it."""
        kind = type_of(message)
        children = message.get_payload() if message.is_multipart() else None
        if place.depth > limits.DEPTH:
            self.problems.append("too-deep")
        elif kind in _ABOUT_A_MAIL:
            return
        elif kind.startswith("message/") and isinstance(children, list):
            self._keep_within(message, children, place)
        elif isinstance(children, list):
            self._walk_children(kind, children, place)
        else:
            # A multipart without its delimiters is text that nobody could take apart (RFC 2046, 5.1.1).
            self._take_leaf(message, "text/plain" if kind.startswith("multipart/") else kind, place)

    def _walk_children(self, kind: str, children: list[Message | str], place: Place) -> None:
        if kind == "multipart/alternative" and place.slot is None:
            place = replace(place, slot=self._new_slot())
        below = replace(place, depth=place.depth + 1, in_report=place.in_report or kind == "multipart/report")
        for child in children:
            if isinstance(child, Message):
                self.walk(child, below)

    def _keep_within(self, message: Message, children: list[Message | str], place: Place) -> None:
        if len(self.within) >= limits.NESTED_MAILS:
            self.problems.append("too-many-parts")
        elif children and isinstance(inner := children[0], Message):
            name = "" if place.in_report else file_name(message) or _ATTACHED_MAIL
            self.within.append((name, inner))
            if name:
                source = _safely(inner.as_bytes) or b""
                self.parts.append(Part(name, "message/rfc822", self.skeleton.restored(source)))

    def _take_leaf(self, message: Message, kind: str, place: Place) -> None:
        self.leaves += 1
        if self.leaves > limits.PARTS:
            self.problems.append("too-many-parts")
            return
        content, name = self.content_of(message), file_name(message)
        if kind in {"text/plain", "text/html"} and not name and _disposition(message) != "attachment":
            self._take_text(message, kind, content, place)
        elif kind in _PKCS7 and (signed := signed_content(content)) is not None:
            self.walk(signed, replace(place, depth=place.depth + 1))
        elif content or name:
            self._take_document(message, kind, name, content)

    def _take_text(self, message: Message, kind: str, content: bytes, place: Place) -> None:
        text, repaired = decoded_text(content, _safely(message.get_content_charset))
        bound = limits.HTML_CHARACTERS if kind == "text/html" else limits.TEXT_CHARACTERS
        self.problems += ["bad-charset"] * repaired + ["truncated"] * (len(text) > bound)
        text = visible(text[:bound].replace("\r\n", "\n").replace("\r", "\n"))
        slot = place.slot or self._new_slot()
        if kind == "text/html":
            slot.html = text if slot.html is None else f"{slot.html}\n{text}"
        else:
            slot.plain = text if slot.plain is None else f"{slot.plain}\n{text}"

    def _take_document(self, message: Message, kind: str, name: str, content: bytes) -> None:
        if kind in _PKCS7 or kind == "application/pgp-encrypted":
            self.problems.append("encrypted")
        identity = header_text(message.get("Content-ID") or "").strip("<> ") or None
        disposition = _disposition(message)
        inline = disposition == "inline" or (identity is not None and disposition != "attachment")
        self.parts.append(Part(name, kind, content, identity, inline))
        if content.startswith(SIGNATURE):
            for inner, data in read_tnef(content):
                self.parts.append(Part(f"{name or 'winmail.dat'}/{inner}", "application/octet-stream", data))

    def _new_slot(self) -> Slot:
        self.slots.append(Slot())
        return self.slots[-1]

    def content_of(self, message: Message) -> bytes:
        """Return a leaf's bytes, its transfer encoding undone as far as it can be."""
        payload = _safely(lambda: message.get_payload(decode=True))
        octets = payload if isinstance(payload, bytes) else b""
        if (leaf := self.skeleton.leaf(octets)) is not None:
            return leaf
        declared = str(message.get("Content-Transfer-Encoding") or "").lower()
        is_undone = declared == "base64" or declared.strip("\"'; \t") != "base64"
        return self.skeleton.restored(octets) if is_undone else decode_base64(self.skeleton.restored(octets))


def type_of(message: Message) -> str:
    """Return the declared type, lower-cased; `text/plain` where it cannot be read (RFC 2045, 5.2)."""
    return _safely(message.get_content_type) or "text/plain"


def file_name(message: Message) -> str:
    """Return the file name decoded (RFC 2231, RFC 2047, bare 8-bit); empty where none is given."""
    return header_text(_safely(message.get_filename) or "")[: limits.NAME_CHARACTERS]


def _disposition(message: Message) -> str:
    return _safely(message.get_content_disposition) or ""


def _safely(read: Callable[[], Value]) -> Value | None:
    """Read a field of a part; the standard library raises all kinds of errors on broken ones."""
    try:
        return read()
    except Exception:
        return None
