"""Who joins: the operator's name, and whether it is a body or a natural person, as the mail and its documents show."""

import re

from greffier.model.mail import Document, DocumentType, Mail, PersonType
from greffier.model.rules import Wordings
from greffier.reading.reply import Reply
from greffier.reading.sentences import Sentence, sentences_of

LEGAL_FORM = r"(?:SASU?|SARL|EURL|SCOP|SCIC|SNC|SELARL|SA|GIE|EPIC|SRL|BV|NV|CV|GmbH|Ltd|Limited|Inc|LLC)"
WORD = r"[A-ZÀ-Ý0-9][\w'’&.-]{0,40}"
NAME = rf"{WORD}(?: {WORD}){{0,5}}"
NAME_THEN_FORM = re.compile(rf"\b({WORD}(?: {WORD}){{0,5}}?)\s?[,(-]?\s?\b{LEGAL_FORM}\b")
FORM_THEN_NAME = re.compile(rf"\b{LEGAL_FORM}\s({NAME})")
BODY_THEN_NAME = re.compile(rf"\b(?:[Ss]ociété|[Aa]ssociation|[Cc]oopérative|[Aa]sso)\s(?:«\s?)?({NAME})")
SIGNATURE_LIMIT = 1_500


def organisation_of(mail: Mail, reply: Reply, documents: tuple[Document, ...]) -> str | None:
    """Return the operator's name as documents, signature or text give it; None where nothing does."""
    for document in documents:
        name = document.facts.get("name") or document.facts.get("company")
        if document.type is DocumentType.REGISTRATION and isinstance(name, str) and name.strip():
            return name.strip()[:120]
    for text in (
        reply.signature[:SIGNATURE_LIMIT],
        mail.sender_name[:SIGNATURE_LIMIT],
        reply.text[: 4 * SIGNATURE_LIMIT],
    ):
        for form in (NAME_THEN_FORM, FORM_THEN_NAME, BODY_THEN_NAME):
            match = form.search(text)
            if match and match[1].strip(" -,"):
                return match[1].strip(" -,’'")[:120]
    return None


def person_type_of(mail: Mail, reply: Reply, documents: tuple[Document, ...], wordings: Wordings) -> PersonType | None:
    """Return what the author says or shows to be; None where nothing tells."""
    sentences = sentences_of(f"{reply.text}\n{reply.signature}\n{mail.sender_name[:SIGNATURE_LIMIT]}", wordings)
    if _says(sentences, "natural_person"):
        return PersonType.NATURAL
    if _names_a_body(sentences) or any(document.type is DocumentType.REGISTRATION for document in documents):
        return PersonType.LEGAL
    return None


def _names_a_body(sentences: tuple[Sentence, ...]) -> bool:
    """Tell whether a body, or a position in one, is named; `SA` and `CV` in capitals only, since `sa` is a word."""
    return any(
        mark.last - mark.first > 1
        or len(sentence.tokens[mark.first].word) > 2
        or sentence.written(mark.first, mark.last).isupper()
        for sentence in sentences
        for mark in sentence.spans("legal_form")
    )


def _says(sentences: tuple[Sentence, ...], group: str) -> bool:
    return any(sentence.has(group) for sentence in sentences)
