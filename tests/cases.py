"""Small makers for decision tests: a reading, a dossier, a case, with only what the test is about."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from greffier.dossier.case import Case
from greffier.dossier.decide import blank_dossier, decide
from greffier.dossier.history import evolve
from greffier.model.decision import Decision
from greffier.model.dossier import Dossier
from greffier.model.mail import Contact, Document, DocumentType, Reading, Role, SenderKind, Terms, Topic, Verdict
from greffier.model.rules import Rules
from greffier.rules import load_rules
from greffier.shipped import shipped

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ACCEPTANCE = "Nous acceptons les CGU du registre."


@cache
def rules() -> Rules:
    return load_rules(shipped("rules"))


def reading(**said: Any) -> Reading:
    defaults: dict[str, Any] = {
        "message_id": "m1@trajeo.example",
        "sender": "helene@trajeo.example",
        "sender_name": "Hélène Vasseur",
        "sender_kind": SenderKind.PERSON,
        "may_answer": True,
        "topic": Topic.ONBOARDING,
        "language": "fr",
        "organisation": "Trajeo",
        "subject": "Adhésion",
    }
    return Reading(**(defaults | said))


def accepting(**said: Any) -> Reading:
    return reading(terms=Terms.ACCEPTED, terms_evidence=ACCEPTANCE, **said)


def document(kind: DocumentType, sha256: str = "a" * 64, **said: Any) -> Document:
    return Document(f"{kind}.pdf", sha256, "application/pdf", kind, 0.99, **said)


def contact(role: Role, **said: Any) -> Contact:
    person = {"family_name": "Lam", "given_name": "Zoé", "email": "zoe@trajeo.example", "phone": "+33639980012"}
    return Contact(role, **(person | said))


def blank(said: Reading | None = None) -> Dossier:
    return blank_dossier(said or reading(), "d1", "RPC-7K3QX2", rules(), MONDAY)


def case(said: Reading, dossier: Dossier | None = None, **changes: Any) -> Case:
    made = Case(dossier or blank(said), said, Verdict.PASS, "f" * 64, rules(), MONDAY)
    return replace(made, **changes)


def after(before: Dossier, decision: Decision, now: datetime = MONDAY) -> Dossier:
    return evolve(before, decision.events, now)


def told(said: Reading, dossier: Dossier | None = None, **changes: Any) -> tuple[Dossier, Decision]:
    """Decide about a mail, and return the dossier after it with the decision."""
    at_desk = case(said, dossier, **changes)
    decision = decide(at_desk, opens=dossier is None)
    return after(at_desk.dossier, decision, at_desk.now), decision


PAPERS = (
    document(DocumentType.REGISTRATION, "1" * 64),
    document(DocumentType.TECHNICAL_FILE, "2" * 64),
    document(DocumentType.RIB, "3" * 64),
    document(DocumentType.LOGO, "4" * 64),
)
PEOPLE = tuple(contact(role) for role in Role)


def everything() -> Reading:
    """A mail that brings all that is asked of a company."""
    return accepting(documents=PAPERS, contacts=PEOPLE)
