"""A reading as the measured interface has it: one JSON object a mail, its fields and values fixed."""

from typing import Any

from greffier.model.mail import Contact, Document, Reading


def as_json(file: str, reading: Reading) -> dict[str, Any]:
    """Return the reading in the contract's fields, in the contract's order."""
    return {
        "file": file,
        "message_id": reading.message_id,
        "sender": reading.sender,
        "sender_kind": reading.sender_kind.value,
        "may_answer": reading.may_answer,
        "topic": reading.topic.value,
        "returns_on": reading.returns_on.isoformat() if reading.returns_on else None,
        "failed_recipients": list(reading.failed_recipients),
        "language": reading.language,
        "reply_text": reading.reply_text,
        "terms": reading.terms.value,
        "terms_evidence": reading.terms_evidence,
        "person_type": reading.person_type.value if reading.person_type else None,
        "documents": [_document(document) for document in reading.documents],
        "contacts": [_contact(contact) for contact in reading.contacts],
        "links": list(reading.links),
        "postponed_until": reading.postponed_until.isoformat() if reading.postponed_until else None,
        "needs_human": reading.needs_human,
        "problems": list(reading.problems),
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "type": document.type.value,
        "confidence": document.confidence,
        "facts": dict(document.facts),
        "problems": list(document.problems),
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "role": contact.role.value,
        "family_name": contact.family_name,
        "given_name": contact.given_name,
        "email": contact.email,
        "phone": contact.phone,
    }
