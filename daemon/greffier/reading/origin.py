"""Who wrote, and may it be answered by machine: two questions, since one answer cannot serve both.

A person's mail through a company's list is a person's, and is not answered automatically (RFC 3834; RFC 5230, 4.6).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from greffier.model.mail import Evidence, Mail, SenderKind
from greffier.model.rules import Registry
from greffier.reading.absence import return_day, says_automatic
from greffier.reading.answering import is_no_reply, precedence, submitted, why_silent
from greffier.reading.bounce import Report, read_report, returned_ids
from greffier.reading.folding import folded
from greffier.reading.phrases import first_in, phrases
from greffier.reading.reply import Reply, own_words

_ENDING_LOOKED_AT = 3000


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote a mail, and what follows from it for answering."""

    sender_kind: SenderKind
    may_answer: bool
    returns_on: date | None = None
    failed_recipients: tuple[str, ...] = ()
    returned_message_ids: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Author:
    """Who wrote, the words that say so, and the rule."""

    kind: SenderKind
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rules look at."""

    mail: Mail
    said: Reply
    report: Report | None
    registry: Registry


def origin_of(mail: Mail, registry: Registry, reply: Reply | None = None) -> Origin:
    """Tell who wrote; `reply` spares reading the author's words twice."""
    facts = _Facts(mail, reply if reply is not None else own_words(mail), read_report(mail), registry)
    author = next(author for rule in _RULES if (author := rule(facts)) is not None)
    silence = why_silent(mail, registry) or (None if author.kind is SenderKind.PERSON else author.rule)
    evidence = (Evidence("sender_kind", author.words, author.rule),)
    origin = Origin(author.kind, silence is None, evidence=evidence)
    if silence is not None:
        origin = replace(origin, evidence=(*evidence, Evidence("may_answer", silence, "rfc-3834")))
    if author.kind is SenderKind.BOUNCE:
        failed = facts.report.failed if facts.report else ()
        return replace(origin, failed_recipients=failed, returned_message_ids=returned_ids(mail))
    if author.kind is SenderKind.AUTO_REPLY:
        return replace(origin, returns_on=return_day(facts.said.text, mail.sent_at.date() if mail.sent_at else None))
    return origin


def _reports(facts: _Facts) -> _Author | None:
    report = facts.report
    if report is None:
        return None
    kind = SenderKind.RECEIPT if report.received else SenderKind.AUTO_REPLY
    return _Author(SenderKind.BOUNCE if report.is_notice else kind, facts.mail.subject, report.rule)


def _is_ourselves(facts: _Facts) -> _Author | None:
    is_own = facts.mail.sender in facts.registry.addresses
    return _Author(SenderKind.AUTO_REPLY, facts.mail.sender or "", "our-own-address") if is_own else None


def _is_campaign(facts: _Facts) -> _Author | None:
    """Tell a newsletter from a person's mail through a list.

    `Precedence: bulk` alone tells nothing: lists have set it on their members' mails for thirty years.
    """
    mail, said = facts.mail, facts.said
    if _is_discussed(mail):
        return None
    ending = folded(f"{said.text}\n{said.signature}\n{said.boilerplate}"[-_ENDING_LOOKED_AT:])
    words = None if mail.header("list-id") else first_in(ending, "unsubscribing")
    field = next((name for name in (*phrases("campaign_fields"), "list-unsubscribe") if mail.header(name)), None)
    return _Author(SenderKind.BULK, words or field or "", "campaign") if words or field else None


def _is_discussed(mail: Mail) -> bool:
    """Tell an answer, and a list where people talk: it says how to post, or sends in its owner's name (RFC 2369)."""
    relayed_by = (mail.header("sender") or "").rpartition("<")[2].partition("@")[0].lower()
    by_owner = relayed_by.startswith("owner-") or relayed_by.endswith(("-owner", "-bounces", "-request", "-admin"))
    is_answer = bool(mail.thread) or submitted(mail) == "auto-replied" or folded(mail.subject).startswith("re:")
    return is_answer or by_owner or any(mail.header(name) for name in phrases("discussion_fields"))


def _bears_automatic_field(facts: _Facts) -> _Author | None:
    """Look for the header by which a machine says that it wrote (RFC 3834, 5; and its older kin)."""
    mail = facts.mail
    field = f"Auto-Submitted: {submitted(mail)}" if submitted(mail) != "no" else None
    if mail.header("return-path") == "<>":
        field = "Return-Path: <>"  # what answers to it would answer to nobody: RFC 5321, 4.5.5
    if precedence(mail) in {"auto_reply", "auto-reply"}:
        field = f"Precedence: {precedence(mail)}"
    for name in phrases("automatic_fields"):
        if (mail.header(name) or "no").lower() not in {"no", "false", "none"}:
            field = name
    return _Author(SenderKind.AUTO_REPLY, field, "automatic-header") if field else None


def _says_so(facts: _Facts) -> _Author | None:
    words = says_automatic(facts.said.text, facts.mail.subject)
    return _Author(SenderKind.AUTO_REPLY, words, "says-automatic") if words else None


def _is_unread_address(facts: _Facts) -> _Author | None:
    sender = facts.mail.sender
    return _Author(SenderKind.AUTO_REPLY, sender or "", "no-reply-address") if is_no_reply(sender) else None


def _is_person(facts: _Facts) -> _Author | None:
    return _Author(SenderKind.PERSON, facts.mail.sender or "", "nothing-automatic")


_RULES: tuple[Callable[[_Facts], _Author | None], ...] = (
    _reports,
    _is_ourselves,
    _is_campaign,
    _bears_automatic_field,
    _says_so,
    _is_unread_address,
    _is_person,
)
"""From the surest to the last resort; the first that knows decides."""
