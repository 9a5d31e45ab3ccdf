"""The marks that mail clients leave in their HTML: where they put the quoted history, and where the signature.

Known are Gmail, Outlook (desktop, web, mobile), Apple Mail, Thunderbird, Yahoo, Zimbra (Free, La Poste), Roundcube,
Proton, Tuta, GMX, SOGo. Orange and the telephones mark nothing and are known by their words.
"""

from collections.abc import Mapping
from enum import Enum, auto


class Mark(Enum):
    """What an element is to the mail."""

    PLAIN = auto()
    HIDDEN = auto()
    QUOTE = auto()
    """One level of quotation, from its start to its end."""
    HOLDS_QUOTE = auto()
    """A frame around attribution and quote: what else stands in it was written there by the author."""
    HISTORY = auto()
    """From here to the end of the mail nothing is the author's."""
    SIGNATURE = auto()


_HISTORY_IDS = {
    "divrplyfwdmsg",
    "appendonsend",
    "zwchr",
    "olk_src_body_section",
    "mail-editor-reference-message-container",
}
_HISTORY_MARKERS = {"__divider__", "__headers__", "__quoted_text__"}
_QUOTE_CLASSES = {
    "gmail_attr",
    "yahoo_quoted",
    "moz-cite-prefix",
    "moz-forward-container",
    "protonmail_quote",
    "tutanota_quote",
    "gmx_quote",
    "ms-outlook-mobile-reference-message",
    "zmail_extra",
    "front-blockquote",
}
_SIGNATURE_CLASSES = {
    "gmail_signature",
    "gmail_signature_prefix",
    "moz-signature",
    "protonmail_signature_block",
    "signature",
}
_SIGNATURE_IDS = {"signature", "ms-outlook-mobile-signature", "applemailsignature", "signature_block"}
_HIDING = ("display:none", "visibility:hidden", "mso-hide:all", "font-size:0px", "font-size:0;", "font-size:0pt")


def mark_of(tag: str, attributes: Mapping[str, str | None]) -> Mark:
    """Return what the element's tag, id, class and style say."""
    if not attributes:
        return Mark.QUOTE if tag == "blockquote" else Mark.PLAIN
    style = (attributes.get("style") or "").lower().replace(" ", "")
    identity = (attributes.get("id") or "").lower()
    classes = (attributes.get("class") or "").lower().split()
    if "hidden" in attributes or any(hiding in f"{style};" for hiding in _HIDING):
        return Mark.HIDDEN
    if _opens_history(identity, attributes):
        return Mark.HISTORY
    if _is_quote(tag, identity, classes, style, attributes):
        return Mark.QUOTE
    if "gmail_quote" in classes or "gmail_quote_container" in classes:
        return Mark.HOLDS_QUOTE
    is_signature = identity in _SIGNATURE_IDS or any(_is_signature(name) for name in classes)
    return Mark.SIGNATURE if is_signature else Mark.PLAIN


def _opens_history(identity: str, attributes: Mapping[str, str | None]) -> bool:
    marker = (attributes.get("data-marker") or "").lower()
    return identity in _HISTORY_IDS or marker in _HISTORY_MARKERS


def _is_quote(tag: str, identity: str, classes: list[str], style: str, attributes: Mapping[str, str | None]) -> bool:
    if tag == "blockquote":
        return not _only_indents(classes, style, attributes)
    if identity == "reply-intro" or identity.startswith("yahoo_quoted") or attributes.get("name") == "quote":
        return True
    return any(name in _QUOTE_CLASSES or name.endswith("yahoo_quoted") for name in classes)


def _only_indents(classes: list[str], style: str, attributes: Mapping[str, str | None]) -> bool:
    """Gmail's and Outlook's indent button writes a blockquote too, with a margin and no border."""
    if classes or attributes.get("type") == "cite" or attributes.get("cite"):
        return False
    return "border:none" in style and "margin:00040px" in style


def _is_signature(name: str) -> bool:
    """Yahoo puts a random prefix before its class names."""
    return name in _SIGNATURE_CLASSES or (name.startswith("ydp") and name.endswith("signature"))
