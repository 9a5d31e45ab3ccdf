"""Delivery reports and receipts: RFC 3464 and RFC 8098 first, then flufl.bounce for the forms that follow neither.

A report that says `delayed` is no failure, one that says `delivered` is a receipt (RFC 3464, 2.3.3).
"""

import email
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from flufl.bounce import all_failures

from greffier.model.mail import Mail
from greffier.reading import limits
from greffier.reading.folding import folded
from greffier.reading.headers import header_text, message_ids
from greffier.reading.phrases import first_in, phrases
from greffier.reading.tree import type_of

# flufl.bounce logs the trace of a detector that stumbles, with words of the mail.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)

_ABOUT_A_MAIL = ("message/delivery-status", "message/disposition-notification", "text/rfc822-headers")
_NOTICE_LOOKED_AT = 4000
_ORNAMENT = "*-=_#> \t"
_TELLING_SUBJECTS = phrases("failure_subjects") + phrases("receipt_subjects")
_REPORT_FIELDS = ("x-failed-recipients", "x-ms-exchange-message-is-ndr")
_ID_FIELD = re.compile(
    r"^(?:message-id|original-message-id|x-original-message-id):\s{0,3}(<[^<>\s]{1,990}>)", re.IGNORECASE | re.MULTILINE
)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,253}[\w]")


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail says of the delivery of another."""

    failed: tuple[str, ...] = ()
    delayed: bool = False
    received: bool = False
    """Delivered, displayed or deleted by its recipient."""
    is_notice: bool = False
    """Whether it has the looks of a failure, even where nobody is named."""
    rule: str = ""


def read_report(mail: Mail) -> Report | None:
    """Return what the mail reports; None where it is no report at all."""
    if not _may_report(mail):
        return None
    message = _message(mail)
    return _by_standard(message) or _by_receipt_words(mail) or _by_form(mail, message) or _by_words(mail)


def returned_ids(mail: Mail) -> tuple[str, ...]:
    """Return the Message-IDs of the mails that a report returns, as far as it shows them."""
    shown = [mail.text, *(_text_of(part) for part in _message(mail).walk() if type_of(part) in _ABOUT_A_MAIL)]
    named = [f"<{inner.message_id}>" for inner in mail.nested if inner.message_id]
    named += [identity for source in shown for identity in _ID_FIELD.findall(source)]
    return message_ids([*named, *mail.all_headers("x-original-message-id")]) or mail.thread


def _may_report(mail: Mail) -> bool:
    """Let through only what a machine may have sent: a person who speaks of a bounce has sent none."""
    return (
        mail.content_type == "multipart/report"
        or mail.header("return-path") == "<>"
        or any(mail.header(name) is not None for name in _REPORT_FIELDS)
        or any(kind.encode() in mail.skeleton for kind in _ABOUT_A_MAIL)
        or _from_machine(mail)
        or (_may_be_machine(mail) and folded(mail.subject).startswith(_TELLING_SUBJECTS))
        or _opens_as_notice(mail)
    )


def _may_be_machine(mail: Mail) -> bool:
    """Rule out who answers, and who can be answered: a person may keep the subject of a failure that they forward."""
    return not mail.thread and not mail.header("return-path")


def _opens_as_notice(mail: Mail) -> bool:
    """Tell whether the mail answers nothing and begins, without a greeting, by what no person begins with."""
    lines = (folded(line).strip(_ORNAMENT) for line in mail.text[:_NOTICE_LOOKED_AT].split("\n"))
    return not mail.thread and next(filter(None, lines), "").startswith(phrases("failure_openings"))


def _from_machine(mail: Mail) -> bool:
    local = (mail.sender or "").partition("@")[0]
    shown = folded(mail.header("from") or "")
    is_reporter = any(local.startswith(name) and not local[len(name) :][:1].isalpha() for name in phrases("reporters"))
    return is_reporter or first_in(shown, "reporter_names") is not None


def _message(mail: Mail) -> Message:
    try:
        return email.message_from_bytes(mail.skeleton[: limits.REPORT_BYTES])
    except Exception:
        return Message()


def _by_standard(message: Message) -> Report | None:
    """Read RFC 3464 and RFC 8098 reports, wherever in the mail they stand."""
    actions: list[tuple[str, str]] = []
    for part in message.walk():
        kind = type_of(part)
        if kind == "message/disposition-notification":
            return _refused_by_filter(message, part) or Report(received=True, rule="rfc-8098")
        if kind == "message/delivery-status":
            actions += _actions(part)
    if not actions:
        return None
    failed = tuple(dict.fromkeys(address for action, address in actions if action.startswith("fail") and address))
    if failed or any(action.startswith("fail") for action, _ in actions):
        return Report(failed, is_notice=True, rule="rfc-3464")
    if any(action == "delayed" for action, _ in actions):
        return Report(delayed=True, rule="rfc-3464-delayed")
    return Report(received=True, rule="rfc-3464-delivered")


def _refused_by_filter(message: Message, part: Message) -> Report | None:
    """Read a recipient's own filter that refused the mail, in the form of a receipt (RFC 5429, 2.1)."""
    if "rejected" not in header_text(message.get("Auto-Submitted") or "").lower():
        return None
    failed = _address_in(
        next((group.get("Final-Recipient") for group in part.walk() if "Final-Recipient" in group), "")
    )
    return Report((failed,) if failed else (), is_notice=True, rule="rfc-5429")


def _actions(part: Message) -> Iterator[tuple[str, str]]:
    """Yield (action, address) of each recipient: the address that we wrote to, since aliases rewrite the final one."""
    payload = part.get_payload()
    groups = [group for group in payload if isinstance(group, Message)] if isinstance(payload, list) else []
    for group in groups or [email.message_from_string(_text_of(part))]:
        original, final = (_address_in(group.get(name)) for name in ("Original-Recipient", "Final-Recipient"))
        if action := header_text(group.get("Action") or "").lower():
            yield _standard(action, header_text(group.get("Status") or "")), original or final


def _standard(action: str, status: str) -> str:
    """Return an action of RFC 3464, 2.3.3; one that it does not know is told by the class of the status (RFC 3463)."""
    known = ("failed", "delayed", "delivered", "relayed", "expanded")
    by_class = {"5": "failed", "4": "delayed", "2": "delivered"}
    meant = next((word for word in known if action.startswith(word[:4])), None)
    return meant or by_class.get(status[:1], action)


def _address_in(recipient: object) -> str:
    found = _ADDRESS.search(header_text(recipient or "").rpartition(";")[2])
    return found.group().lower() if found else ""


def _by_receipt_words(mail: Mail) -> Report | None:
    said = folded(mail.text[:3000] or mail.html[:6000])
    subject = folded(mail.subject)
    if subject.startswith(phrases("receipt_subjects")) and first_in(said, "receipt_words"):
        return Report(received=True, rule="receipt-words")
    return None


def _by_form(mail: Mail, message: Message) -> Report | None:
    """Ask flufl.bounce, then the words: a machine's failure notice is one even where nobody can be named."""
    temporary, permanent = _flufl(message)
    listed = tuple(address for field in mail.all_headers("x-failed-recipients") for address in _ADDRESS.findall(field))
    failed = tuple(sorted(permanent)) or tuple(address.lower() for address in listed)
    if failed:
        return Report(failed, is_notice=True, rule="flufl.bounce" if permanent else "x-failed-recipients")
    if temporary:
        return Report(delayed=True, rule="flufl.bounce-delayed")
    return None


def _by_words(mail: Mail) -> Report | None:
    """Read what a machine's notice says: it is a failure even where nobody can be named, and never a person's."""
    is_machine = _from_machine(mail)
    said = folded(mail.text[:_NOTICE_LOOKED_AT])
    failed = folded(mail.subject).startswith(phrases("failure_subjects"))
    told = failed or first_in(said, "failure_words") is not None
    if (failed and mail.header("return-path") == "<>") or (told and is_machine) or _opens_as_notice(mail):
        return Report(_named_in_notice(mail), is_notice=True, rule="failure-words")
    if mail.content_type == "multipart/report":
        return Report(rule="report")
    return None


def _flufl(message: Message) -> tuple[set[str], set[str]]:
    try:
        found = all_failures(message)
    except Exception:
        return set(), set()
    temporary, permanent = (
        {address.decode("ascii", "replace").lower() for address in addresses} for addresses in found
    )
    return temporary, {address for address in permanent if "@" in address}


def _named_in_notice(mail: Mail) -> tuple[str, ...]:
    """Return the addresses named above the returned mail; ours and the reporting machine's are no recipients."""
    notice: list[str] = []
    for line in mail.text.split("\n")[:80]:
        if folded(line).strip("-= ").startswith(phrases("notice_ends")):
            break
        notice.append(line)
    own = {mail.sender, *mail.recipients}
    found = (address.lower() for address in _ADDRESS.findall("\n".join(notice)))
    return tuple(dict.fromkeys(address for address in found if address not in own))


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload.decode("utf-8", "replace")
    return part.as_string() if part.is_multipart() else str(part.get_payload())
