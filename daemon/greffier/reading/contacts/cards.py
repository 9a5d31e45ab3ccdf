"""Forms filled in a person at a time: `Nom : ... Prénom : ... Fonction : DPO`, where the role comes after the name."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from greffier.model.mail import Role
from greffier.model.rules import Wordings
from greffier.reading.contacts.roles import roles_in
from greffier.reading.contacts.tables import Row, fields_in
from greffier.reading.sentences import Sentence, sentences_of

NAMES = frozenset({"family", "given", "full"})


@dataclass(slots=True)
class Card:
    """One person's lines of a form."""

    fields: dict[str, str] = field(default_factory=dict)
    roles: tuple[Role, ...] = ()
    lines: list[str] = field(default_factory=list)


def cards_of(text: str, wordings: Wordings, rt: Role) -> tuple[list[Row], str]:
    """Return the people of such a form, and the text without it; a form whose roles come first is none."""
    cards = [card for card in _cards(sentences_of(text, wordings), rt) if card.roles and NAMES & card.fields.keys()]
    for line in (line for card in cards for line in card.lines):
        text = text.replace(line, "", 1)
    return [Row(card.roles, card.fields) for card in cards], text


def _cards(sentences: tuple[Sentence, ...], rt: Role) -> Iterator[Card]:
    card = Card()
    for sentence in sentences:
        fields = fields_in(sentence)
        roles = tuple(role for group in roles_in(sentence, rt) for role in group.roles)
        if roles and not card.fields:
            return
        if not (fields or roles):
            continue
        if fields.keys() & card.fields.keys() or (roles and card.roles):
            yield card
            card = Card()
        card.fields.update(fields)
        card.roles = card.roles or roles
        card.lines.append(sentence.text)
    yield card
