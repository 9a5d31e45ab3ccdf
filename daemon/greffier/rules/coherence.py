"""What is wrong between keys that are each right: days that do not grow, two items that one document would answer."""

from collections.abc import Iterator
from itertools import combinations

from greffier.model.letter import ReviewKind
from greffier.model.mail import PersonType
from greffier.model.rules import Cadence, ItemRule, Procedure, Rules


def contradictions(rules: Rules) -> Iterator[str]:
    """Yield each contradiction as `file: key is …; mend`."""
    yield from (f"cadence.toml: {wrong}" for wrong in in_cadence(rules.cadence))
    yield from (f"procedure.toml: {wrong}" for wrong in in_procedure(rules.procedure))


def in_cadence(cadence: Cadence) -> Iterator[str]:
    """Yield what cannot be in a calendar."""
    if sorted(set(cadence.reminders)) != list(cadence.reminders):
        yield f"reminders is {list(cadence.reminders)}; give days that grow, for example [3, 7, 15, 30]"
    latest = max(cadence.reminders, default=0)
    if cadence.last_call <= latest:
        yield f"last_call is {cadence.last_call} days; give more than the last reminder, {latest}"
    if cadence.asleep <= cadence.last_call:
        yield f"asleep is {cadence.asleep} days; give more than last_call, {cadence.last_call}"
    if cadence.last_hour <= cadence.first_hour:
        yield f"last_hour is {cadence.last_hour}; give an hour after first_hour, {cadence.first_hour}"
    kinds = [kind.value for kind in ReviewKind]
    for kind in cadence.reviews_at_once:
        if kind not in kinds:
            yield f"reviews_at_once holds {kind!r}; give some of {', '.join(kinds)}"


def in_procedure(procedure: Procedure) -> Iterator[str]:
    """Yield what no operator could satisfy, or what could be satisfied twice."""
    if not procedure.terms_url.startswith("https://"):
        yield f"terms_url is {procedure.terms_url!r}; give an address that starts with https://"
    for name, item in procedure.items.items():
        yield from in_item(name, item)
    for (one, first), (other, second) in combinations(procedure.items.items(), 2):
        if same_answer(first, second):
            yield f"items.{other} is answered by the same thing as items.{one}; keep one, or part them by needed_for"


def in_item(name: str, item: ItemRule) -> Iterator[str]:
    """Yield what is wrong in one item."""
    if item.role and not item.fields:
        yield f"items.{name}.fields is empty; say what must be known of the contact"
    if item.fields and not item.role:
        yield f"items.{name}.role is missing; say for which role the fields are"
    if item.role and item.document:
        yield f"items.{name} has both document and role; one item is answered by one kind of thing"


def same_answer(one: ItemRule, other: ItemRule) -> bool:
    """Tell whether one document, or one contact, would answer both items of one operator."""
    answers = (one.document, one.role) == (other.document, other.role) and (one.document or one.role)
    return bool(answers) and any(one.concerns(kind) and other.concerns(kind) for kind in PersonType)
