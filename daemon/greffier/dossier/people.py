"""What follows from the people whom a mail names: DPO, controller, technical lead."""

from dataclasses import replace

from greffier.dossier.case import Case, Effects
from greffier.dossier.checklist import item_for_role, missing_fields, missing_words, state_of
from greffier.model.dossier import Dossier, Fault, ItemState
from greffier.model.event import ContactNamed, Event, ItemMoved
from greffier.model.letter import Review, ReviewKind
from greffier.model.mail import Contact
from greffier.model.rules import ItemRule


def about_people(case: Case) -> Effects:
    """Return what follows from all the contacts."""
    effects = Effects()
    for contact in case.reading.contacts:
        effects += about_person(case, contact)
    return effects


def about_person(case: Case, contact: Contact) -> Effects:
    """Return what follows from one contact: named, or asked of staff where it binds or changes what was accepted."""
    asked = item_for_role(case.rules.procedure, contact.role)
    known = case.dossier.contact(contact.role)
    merged = merge(known, contact)
    if asked is None or merged == known:
        return Effects()
    name, rule = asked
    item = case.dossier.item(name)
    if item.settled or (rule.binding and item.state is ItemState.RECEIVED):
        return Effects(reviews=(change(case, name, rule, merged),))
    if rule.validated_by == "staff" or (rule.binding and not case.proven):
        received = ItemMoved(name, ItemState.RECEIVED, evidence=in_words(merged))
        return Effects((received,), (unproven(case, name, rule, merged),))
    return Effects(named(name, rule, merged, case.dossier))


def named(name: str, rule: ItemRule, contact: Contact, dossier: Dossier) -> tuple[Event, ...]:
    """Record the contact; the item is accepted once every field that the rules ask for is known."""
    missing = missing_fields(contact, rule)
    words = missing_words(missing, dossier.language) if missing else described(contact)
    fault = Fault.INCOMPLETE if missing else None
    return ContactNamed(contact), ItemMoved(name, state_of(missing), fault, words, evidence=in_words(contact))


def described(contact: Contact) -> str:
    """Describe the contact to the operator, who sees whether we read it right."""
    name = " ".join(part for part in (contact.given_name, contact.family_name) if part)
    return ", ".join(part for part in (name, contact.email, contact.phone) if part)


def merge(known: Contact, said: Contact) -> Contact:
    """Return the contact with what was said now; another email means another person."""
    if known.email and said.email and known.email.lower() != said.email.lower():
        return said
    return replace(
        known,
        family_name=said.family_name or known.family_name,
        given_name=said.given_name or known.given_name,
        email=said.email or known.email,
        phone=said.phone or known.phone,
    )


def in_words(contact: Contact) -> str:
    """Return the contact on one line."""
    return " ".join(part for part in (contact.given_name, contact.family_name, contact.email, contact.phone) if part)


def change(case: Case, name: str, rule: ItemRule, contact: Contact) -> Review:
    """Ask staff before an accepted contact changes."""
    caution = "" if case.proven else f" Attention, {case.doubt}."
    question = f"{case.dossier.name} change un contact déjà donné ({rule.title.fr}). Retenir le nouveau ?{caution}"
    return proposal(case, name, contact, question)


def unproven(case: Case, name: str, rule: ItemRule, contact: Contact) -> Review:
    """Ask staff about a contact that gets access, named by a sender who is not proven."""
    question = f"{case.dossier.name} nomme un contact ({rule.title.fr}), mais {case.doubt}. Le retenir ?"
    return proposal(case, name, contact, question)


def proposal(case: Case, name: str, contact: Contact, question: str) -> Review:
    """Put a question that carries the contact to record if staff accept."""
    cause = f"contact:{contact.role}:{case.message}"
    return Review(cause, ReviewKind.CONTACT, question, name, in_words(contact), message=case.message, proposal=contact)
