"""A letter came back: which address failed, and who of the same operator is written to from now on."""

from dataclasses import replace
from datetime import datetime

from greffier.dossier.answers import facts, letter
from greffier.dossier.checklist import awaited_items
from greffier.dossier.history import evolve
from greffier.model.decision import Decision
from greffier.model.dossier import Dossier, Stage
from greffier.model.event import AddressFailed, AddressLearned, Event
from greffier.model.letter import Letter, LetterKind
from greffier.model.mail import Contact, Role
from greffier.model.rules import Rules

IN_TURN = (Role.TECHNICAL, Role.CONTROLLER, Role.DPO)
"""Whom to turn to once nobody who wrote can be reached: whoever works on the joining comes first."""


def undelivered(dossier: Dossier, addresses: tuple[str, ...], rules: Rules, cause: str, now: datetime) -> Decision:
    """Record the addresses that letters do not reach; where the one we write to is lost, turn to the next."""
    known = {address.email for address in dossier.addresses}
    failed: tuple[Event, ...] = tuple(AddressFailed(address) for address in addresses if address in known)
    after = evolve(dossier, failed, now)
    if dossier.recipient and after.recipient is None and (contact := next_contact(after)):
        failed += (AddressLearned(contact.email or "", full_name(contact)),)
        after = evolve(dossier, failed, now)
    said = f"{dossier.name} : une lettre n'a pas pu être remise"
    if after.recipient is None or after.recipient == dossier.recipient:
        return Decision(said, failed)
    return Decision(f"{said} ; nous écrivons désormais à un autre contact", failed, anew(dossier, after, rules, cause))


def next_contact(dossier: Dossier) -> Contact | None:
    """Return the first contact named in the dossier that was not tried yet."""
    tried = {address.email.lower() for address in dossier.addresses}
    named = (dossier.contact(role) for role in IN_TURN)
    return next((contact for contact in named if contact.email and contact.email.lower() not in tried), None)


def full_name(contact: Contact) -> str:
    """Return the name of a contact."""
    return " ".join(part for part in (contact.given_name, contact.family_name) if part)


def anew(before: Dossier, after: Dossier, rules: Rules, cause: str) -> tuple[Letter, ...]:
    """Tell the new recipient what is awaited, and why we turn to them; nothing where the ball is ours."""
    if after.stage is not Stage.COLLECTING or not awaited_items(after, rules) or before.recipient is None:
        return ()
    told = replace(facts(after, rules, step=1), instead_of=before.recipient.email)
    return letter(LetterKind.REMINDER, after, told, cause, answers=False)
