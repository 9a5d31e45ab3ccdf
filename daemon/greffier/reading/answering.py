"""May a machine answer this mail? RFC 3834, section 2, and what came after it; says nothing of who wrote."""

import re

from greffier.model.mail import Mail
from greffier.model.rules import Registry
from greffier.reading.phrases import phrases

_NO_REPLY = re.compile(
    r"^(no|not|ne)[-_.]?(pas)?[-_.]?(reply|repondre|reponse|responder|answer)|do[-_.]?not[-_.]?reply|^nepasrepondre"
)
_NEVER_ANSWERED = re.compile(
    r"^(mailer-daemon|postmaster|listserv|majordomo|mailman|bounces?|owner-.{0,60})$|-(request|owner|bounces)$"
)
_SILENT_PRECEDENCE = {"bulk", "list", "junk", "auto_reply", "auto-reply"}
_SUPPRESSING = {"all", "oof", "autoreply"}
"""Of Exchange's list, what forbids an answer; DR, RN and NRN speak of receipts only (MS-OXCMAIL, 2.1.3.2.20)."""


def why_silent(mail: Mail, registry: Registry) -> str | None:
    """Return why a machine must not answer this mail, or None where it may."""
    if mail.header("return-path") == "<>":
        return "null sender"
    return _silent_field(mail) or _silent_address(mail, registry)


def is_no_reply(address: str | None) -> bool:
    """Tell whether an address says of itself that nobody reads it."""
    return _NO_REPLY.search((address or "").partition("@")[0]) is not None


def submitted(mail: Mail) -> str:
    """Return the Auto-Submitted keyword (RFC 3834, 5), `no` where there is none."""
    return (mail.header("auto-submitted") or "no").partition(";")[0].strip().lower() or "no"


def precedence(mail: Mail) -> str:
    """Return the Precedence field, lower-cased."""
    return (mail.header("precedence") or "").strip().lower()


def _silent_field(mail: Mail) -> str | None:
    suppressed = {word.strip().lower() for word in (mail.header("x-auto-response-suppress") or "").split(",")}
    if submitted(mail) != "no":
        return "Auto-Submitted"
    if precedence(mail) in _SILENT_PRECEDENCE:
        return "Precedence"
    if not suppressed.isdisjoint(_SUPPRESSING):
        return "X-Auto-Response-Suppress"
    return next((name for name in phrases("list_fields") if mail.header(name)), None)


def _silent_address(mail: Mail, registry: Registry) -> str | None:
    if mail.sender is None:
        return "no sender"
    back_to = (mail.header("reply-to") or "").rpartition("<")[2].rstrip("> ").lower()
    for address in (mail.sender, back_to):
        if address in registry.addresses:
            return "our own address"
        if is_no_reply(address) or _NEVER_ANSWERED.search(address.partition("@")[0]):
            return "no-reply address"
    if (mail.message_id or "").rpartition("@")[2].lower() == registry.id_domain:
        return "our own Message-ID"
    return None
