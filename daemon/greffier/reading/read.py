"""The whole reading of one mail: each reader is asked its question, the answers stand side by side with their evidence.

Called in a worker by `pool`. What a machine wrote is never asked what it accepts, promises or wants.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from greffier.model.mail import (
    Contact,
    Document,
    DocumentType,
    Evidence,
    Mail,
    PersonType,
    Reading,
    SenderKind,
    Terms,
    Topic,
)
from greffier.model.rules import Registry, Wordings
from greffier.reading.attention import Attention, read_attention
from greffier.reading.confirmation import read_confirmations
from greffier.reading.contacts import read_contacts
from greffier.reading.documents import read_documents
from greffier.reading.language import language_of
from greffier.reading.links import document_links
from greffier.reading.message import open_mail
from greffier.reading.origin import Origin, origin_of
from greffier.reading.promises import read_promise
from greffier.reading.reply import Reply, own_words
from greffier.reading.signatures import key_names
from greffier.reading.terms import TermsSaid, read_terms
from greffier.reading.topic import TopicSaid, organisation_of, person_type_of, read_topic

_REFERENCE = re.compile(r"\bRPC-([0-9A-HJKMNP-TV-Z]{6})\b", re.IGNORECASE)
_NOTHING_SAID = TermsSaid(Terms.ABSENT, None, "written-by-machine")

Kept = tuple[tuple[str, bytes], ...]
"""(SHA-256, content) of the documents worth keeping, each once."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A mail with the first answers, which the other readers build on."""

    mail: Mail
    reply: Reply
    origin: Origin
    documents: tuple[Document, ...]
    wordings: Wordings
    registry: Registry

    @property
    def by_person(self) -> bool:
        return self.origin.sender_kind is SenderKind.PERSON


def read(raw: bytes, wordings: Wordings, registry: Registry) -> tuple[Reading, Kept]:
    """Read a mail, whatever its bytes; return the reading and the documents worth keeping."""
    mail = open_mail(raw)
    reply = own_words(mail)
    origin = origin_of(mail, registry, reply)
    # What a bounce carries was returned to us; it is ours, and no document of anybody's.
    found = () if origin.sender_kind is SenderKind.BOUNCE else read_documents(mail)
    documents = tuple(document for document, _ in found)
    reading = _reading(_Opened(mail, reply, origin, documents, wordings, registry))
    return reading, tuple({document.sha256: content for document, content in found if _worth_keeping(document)}.items())


def _worth_keeping(document: Document) -> bool:
    return document.type is not DocumentType.DECORATION


def _reading(opened: _Opened) -> Reading:
    mail, reply, origin = opened.mail, opened.reply, opened.origin
    types = frozenset(document.type for document in opened.documents)
    topic = read_topic(mail, reply, origin.sender_kind, types, opened.wordings)
    terms = _terms(opened, signed=DocumentType.SIGNED_TERMS in types)
    attention = _attention(opened, topic, terms)
    return Reading(
        message_id=mail.message_id,
        sender=mail.sender,
        sender_kind=origin.sender_kind,
        may_answer=origin.may_answer,
        topic=topic.value,
        returns_on=origin.returns_on,
        failed_recipients=origin.failed_recipients,
        language=language_of(reply.text),
        reply_text=reply.text,
        terms=terms.value,
        terms_evidence=terms.words,
        person_type=_person_type(opened),
        documents=opened.documents,
        contacts=_contacts(opened),
        links=document_links(reply.text, reply.links, opened.registry.id_domain) if opened.by_person else (),
        postponed_until=_promise(opened),
        needs_human=attention.needed,
        problems=tuple(dict.fromkeys((*mail.problems, *reply.problems))),
        subject=mail.subject,
        sender_name=mail.sender_name,
        recipients=mail.recipients,
        sent_at=mail.sent_at,
        thread=mail.thread,
        organisation=organisation_of(mail, reply, opened.documents),
        references=_references(mail, reply),
        confirmed=read_confirmations(reply.text, opened.wordings) if opened.by_person else (),
        attention=attention.why,
        elided="\n\n".join(layer for layer in (reply.signature, reply.boilerplate, reply.quoted) if layer),
        authentication_results=mail.all_headers("authentication-results"),
        received_above=_received_above(mail),
        authors=mail.authors,
        key_names=key_names(mail),
        returned_message_ids=origin.returned_message_ids,
        evidence=_evidence(origin, topic, terms, attention),
    )


def _terms(opened: _Opened, *, signed: bool) -> TermsSaid:
    return read_terms(opened.mail, opened.reply, opened.wordings, signed) if opened.by_person else _NOTHING_SAID


def _attention(opened: _Opened, topic: TopicSaid, terms: TermsSaid) -> Attention:
    """Ask whether a person is needed: by a person's mail, and by what our own contact form carries."""
    if opened.by_person or topic.value is Topic.REGISTRY:
        return read_attention(opened.mail, opened.reply, terms.value, opened.wordings)
    return Attention(needed=False, why=None, words="", rule="written-by-machine")


def _contacts(opened: _Opened) -> tuple[Contact, ...]:
    return read_contacts(opened.mail, opened.reply, opened.wordings) if opened.by_person else ()


def _person_type(opened: _Opened) -> PersonType | None:
    return person_type_of(opened.mail, opened.reply, opened.documents, opened.wordings)


def _promise(opened: _Opened) -> date | None:
    if not opened.by_person:
        return None
    sent_on = opened.mail.sent_at.date() if opened.mail.sent_at else None
    return read_promise(opened.reply.text, sent_on, opened.wordings)


def _references(mail: Mail, reply: Reply) -> tuple[str, ...]:
    everything = "\n".join((mail.subject, reply.text, reply.quoted, reply.signature, reply.boilerplate))
    return tuple(dict.fromkeys(f"RPC-{code.upper()}" for code in _REFERENCE.findall(everything)))


def _received_above(mail: Mail) -> int:
    """Count the servers that handled the mail after the topmost Authentication-Results was written."""
    names = [name for name, _ in mail.headers]
    below = names.index("authentication-results") if "authentication-results" in names else 0
    return names[:below].count("received")


def _evidence(origin: Origin, topic: TopicSaid, terms: TermsSaid, attention: Attention) -> tuple[Evidence, ...]:
    said: Iterable[tuple[str, str | None, str]] = (
        ("topic", topic.words, topic.rule),
        ("terms", terms.words, terms.rule),
        ("needs_human", attention.words, attention.rule),
    )
    return (*origin.evidence, *(Evidence(about, words or "", rule) for about, words, rule in said if rule))
