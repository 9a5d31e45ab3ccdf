"""What is asked of an operator, what became of it, and how letters show it."""

from greffier.model.dossier import Dossier, Item, ItemState
from greffier.model.letter import ChecklistLine
from greffier.model.mail import Contact, PersonType, Role
from greffier.model.rules import ItemRule, Procedure, Rules

FIELD_WORDS = {
    "family_name": ("le nom", "the family name"),
    "given_name": ("le prénom", "the first name"),
    "email": ("l'adresse email", "the email address"),
    "phone": ("le téléphone", "the telephone number"),
}


def asked_items(procedure: Procedure, person_type: PersonType | None) -> tuple[str, ...]:
    """Return the names of the items that an operator of this nature must send, in the order of the rules."""
    return tuple(name for name, rule in procedure.items.items() if rule.concerns(person_type))


def current_items(dossier: Dossier, rules: Rules) -> tuple[Item, ...]:
    """Return the checklist as the rules and the operator's nature have it today."""
    return tuple(dossier.item(name) for name in asked_items(rules.procedure, dossier.person_type))


def awaited_items(dossier: Dossier, rules: Rules) -> tuple[Item, ...]:
    """Return what the operator still has to send."""
    return tuple(item for item in current_items(dossier, rules) if item.awaited)


def is_complete(dossier: Dossier, rules: Rules) -> bool:
    """Tell whether nothing is awaited of the operator any more."""
    return not awaited_items(dossier, rules)


def is_settled(dossier: Dossier, rules: Rules) -> bool:
    """Tell whether nothing is awaited of anybody any more."""
    return all(item.settled for item in current_items(dossier, rules))


def item_for_role(procedure: Procedure, role: Role) -> tuple[str, ItemRule] | None:
    """Return the item that a contact in this role answers."""
    return next(((name, rule) for name, rule in procedure.items.items() if rule.role == role), None)


def lines(
    dossier: Dossier, rules: Rules, language: str, new: frozenset[str] = frozenset()
) -> tuple[ChecklistLine, ...]:
    """Return the checklist as a letter shows it; `new` names the items that the answered mail changed."""
    return tuple(
        line(item, rules.procedure.items[item.name], language, item.name in new)
        for item in current_items(dossier, rules)
    )


def line(item: Item, rule: ItemRule, language: str, new: bool) -> ChecklistLine:
    """Return one line."""
    ask = rule.ask.said_in(language) if item.awaited else ""
    return ChecklistLine(item.name, rule.title.said_in(language), item.state, item.words, ask, new)


def missing_fields(contact: Contact, rule: ItemRule) -> tuple[str, ...]:
    """Return which of the fields that the rules ask for are not known of this contact."""
    return tuple(name for name in rule.fields if not getattr(contact, name))


def missing_words(fields: tuple[str, ...], language: str) -> str:
    """Say what is missing of a contact, for the operator."""
    english = language == "en"
    said = [FIELD_WORDS[name][english] for name in fields]
    joined = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {'and' if english else 'et'} {said[-1]}"
    return f"{joined} {'is' if len(said) == 1 else 'are'} missing" if english else f"il manque {joined}"


def state_of(contact_missing: tuple[str, ...]) -> ItemState:
    """Return the state of an item that a contact answers."""
    return ItemState.REJECTED if contact_missing else ItemState.ACCEPTED
