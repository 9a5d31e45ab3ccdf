"""What happened in a dossier since the last digest, put together: a line for what was accepted, not one an event."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from greffier.dossier.chronicle import ITEMS, title_of, told
from greffier.model.digest import News
from greffier.model.dossier import AccountState, Dossier, ItemState, Stage
from greffier.model.event import (
    AccountMoved,
    AnswerPromised,
    DossierOpened,
    Event,
    ItemMoved,
    NoteTaken,
    PaperRefused,
    PapersPurged,
    PersonWrote,
    Recorded,
    StageMoved,
    TakenOver,
)
from greffier.model.rules import Rules

LAST_OF_ITS_KIND = (AnswerPromised, TakenOver)
"""Only how it ended is news."""
SELF_EVIDENT = frozenset({Stage.REVIEWING, Stage.OPEN})
"""Stages that a dossier reaches by itself, for the reason that their name tells."""
EACH = (NoteTaken, PaperRefused, PapersPurged, PersonWrote)
ARRIVED = {
    Stage.COLLECTING: "des pièces sont de nouveau attendues",
    Stage.REVIEWING: "dossier complet, à vérifier",
    Stage.OPENING: "accès à ouvrir",
    Stage.OPEN: "les deux accès sont ouverts",
    Stage.DORMANT: "dossier en sommeil",
    Stage.REFUSED: "dossier refusé",
    Stage.WITHDRAWN: "dossier retiré",
}
LONGEST_REASON = 90
"""Characters; the dossier has the whole of it."""

Kind = TypeVar("Kind")


def news(dossiers: Iterable[Dossier], recorded: Sequence[tuple[str, Recorded]], rules: Rules) -> tuple[News, ...]:
    """Return the news, a dossier each, the newest dossier first."""
    named = {dossier.id: dossier for dossier in dossiers}
    happened: dict[str, list[Event]] = {}
    for identity, one in reversed(recorded):
        if identity in named:
            happened.setdefault(identity, []).insert(0, one.event)
    told_of = (News(named[one].name, named[one].reference, said(events, rules)) for one, events in happened.items())
    return tuple(one for one in told_of if one.said)


def said(events: Sequence[Event], rules: Rules) -> tuple[str, ...]:
    """Tell in a few sentences what these events of one dossier amount to."""
    opened = ("nouvelle demande d'adhésion",) if last(events, DossierOpened) else ()
    ended = {type(event): event for event in events if isinstance(event, LAST_OF_ITS_KIND)}
    each = (event for event in events if isinstance(event, EACH))
    others = (told(event, rules) for event in (*ended.values(), *each))
    return (*opened, *of_items(events, rules), *of_stage(events), *of_accounts(events, rules), *others)


def of_items(events: Sequence[Event], rules: Rules) -> Iterator[str]:
    """Yield, state by state, the items that ended in it."""
    ended = {event.item: event for event in events if isinstance(event, ItemMoved)}
    for state in ItemState:
        there = [named(event, rules) for event in ended.values() if event.state is state]
        if there:
            yield f"{ITEMS[state]} : {', '.join(there)}"


def named(event: ItemMoved, rules: Rules) -> str:
    """Name an item, with the reason where it was refused."""
    title = title_of(event.item, rules)
    if event.state is not ItemState.REJECTED or not event.words:
        return title
    reason = event.words if len(event.words) <= LONGEST_REASON else f"{event.words[:LONGEST_REASON].rstrip()}…"
    return f"{title} ({reason.rstrip('.')})"


def of_stage(events: Sequence[Event]) -> Iterator[str]:
    """Yield where the dossier now stands, with the reason that was given."""
    if moved := last(events, StageMoved):
        reason = f" ({moved.words})" if moved.words and moved.stage not in SELF_EVIDENT else ""
        yield f"{ARRIVED[moved.stage]}{reason}"


def of_accounts(events: Sequence[Event], rules: Rules) -> Iterator[str]:
    """Yield how each access ended; that one is to be created goes without saying."""
    ended = {event.environment: event for event in events if isinstance(event, AccountMoved)}
    for event in ended.values():
        if event.state is not AccountState.REQUESTED:
            yield told(event, rules)


def last(events: Sequence[Event], kind: type[Kind]) -> Kind | None:
    """Return the last event of a kind."""
    return next((event for event in reversed(events) if isinstance(event, kind)), None)
