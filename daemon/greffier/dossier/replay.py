"""What today's rules would make of a mail of the past, beside what was made of it then. Pure.

The dossier is taken as it was before the mail, from its history. Who wrote is not asked anew: that depends on what was
known then, which no rule changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard

from greffier.dossier.history import after
from greffier.model.dossier import Dossier
from greffier.model.event import DossierOpened, Event, ItemMoved, Recorded
from greffier.model.letter import Review

Plain = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """A field of the reading, or a part of the decision, then and now."""

    field: str
    then: object
    now: object


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a mail brought about, as far as rules can change it."""

    opens: bool = False
    items: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def outcome(events: Iterable[Event], letters: Iterable[str], reviews: Iterable[Review]) -> Outcome:
    """Sum up what follows from a mail; `letters` are their kinds."""
    told = tuple(events)
    moves = (f"{move.item}: {move.state}{f' ({move.fault})' if move.fault else ''}" for move in told if is_move(move))
    questions = (f"{review.kind}{f': {review.item}' if review.item else ''}" for review in reviews)
    return Outcome(
        opens=any(isinstance(event, DossierOpened) for event in told),
        items=tuple(sorted(moves)),
        letters=tuple(sorted(letters)),
        questions=tuple(sorted(questions)),
    )


def is_move(event: Event) -> TypeGuard[ItemMoved]:
    """Tell the events that move a line of the checklist."""
    return isinstance(event, ItemMoved)


def before(identity: str, reference: str, history: Iterable[Recorded], cause: str, until: datetime) -> Dossier:
    """Return the dossier as it was before what happened by this cause (or, where nothing did, at `until`)."""
    told = tuple(history)
    caused = next((place for place, one in enumerate(told) if one.cause == cause), None)
    past = told[:caused] if caused is not None else tuple(one for one in told if one.at < until)
    dossier = Dossier(identity, reference, reference, told[0].at if told else until)
    for one in past:
        dossier = after(dossier, one.event, one.at)
    return dossier


def changes(then: Plain, now: Plain) -> tuple[Change, ...]:
    """Return the fields that differ; one that only one side knows is no difference: the program grew, not the rules."""
    both = (field for field in now if field in then)
    return tuple(Change(field, then[field], now[field]) for field in both if then[field] != now[field])
