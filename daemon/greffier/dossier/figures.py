"""How the registry's intake goes, in the few figures that say whether operators are well served."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from statistics import median

from greffier.dossier.calendar import local_day
from greffier.dossier.checklist import awaited_items
from greffier.dossier.chronicle import STAGES, title_of
from greffier.model.digest import Figures, Week
from greffier.model.dossier import Dossier, ItemState, Stage
from greffier.model.event import ItemMoved, Recorded, StageMoved
from greffier.model.rules import Rules

WEEKS = 12
MOST_STUCK = 3
"""Of what operators wait with; the rest is no pattern."""

Past = Sequence[tuple[str, Recorded]]
"""(dossier id, event) of the last year."""


def figures(dossiers: Sequence[Dossier], past: Past, rules: Rules, now: datetime) -> Figures:
    """Return the figures as of `now`."""
    counted = Counter(dossier.stage for dossier in dossiers)
    opened = {identity: one.at for identity, one in past if is_opening(one)}
    return Figures(
        stages=tuple((STAGES[stage], counted[stage]) for stage in Stage if counted[stage]),
        median_days=median_days(dossiers, opened),
        corrected=corrected(past),
        stuck=stuck(dossiers, rules),
        weeks=tuple(weeks(dossiers, opened, rules, now)),
    )


def is_opening(one: Recorded) -> bool:
    """Tell whether this is the day on which both accesses were open."""
    return isinstance(one.event, StageMoved) and one.event.stage is Stage.OPEN


def median_days(dossiers: Sequence[Dossier], opened: dict[str, datetime]) -> int | None:
    """Return the median of days from the first mail to access."""
    waits = [opened[dossier.id] - dossier.opened_at for dossier in dossiers if dossier.id in opened]
    return round(median(wait / timedelta(days=1) for wait in waits)) if waits else None


def corrected(past: Past) -> int | None:
    """Return, of a hundred dossiers that sent something, how many had to correct something."""
    moved = [(identity, one.event.state) for identity, one in past if isinstance(one.event, ItemMoved)]
    everyone = {identity for identity, _ in moved}
    refused = {identity for identity, state in moved if state is ItemState.REJECTED}
    return round(100 * len(refused) / len(everyone)) if everyone else None


def stuck(dossiers: Sequence[Dossier], rules: Rules) -> tuple[tuple[str, int], ...]:
    """Return what dossiers that were reminded are waiting for, the commonest first."""
    reminded = (dossier for dossier in dossiers if dossier.stage is Stage.COLLECTING and dossier.step)
    awaited = Counter(item.name for dossier in reminded for item in awaited_items(dossier, rules))
    return tuple((title_of(name, rules), count) for name, count in awaited.most_common(MOST_STUCK))


def weeks(dossiers: Sequence[Dossier], opened: dict[str, datetime], rules: Rules, now: datetime) -> Iterator[Week]:
    """Yield the last twelve weeks, this one included, oldest first."""
    requests = Counter(monday_of(local_day(dossier.opened_at, rules.cadence)) for dossier in dossiers)
    accesses = Counter(monday_of(local_day(at, rules.cadence)) for at in opened.values())
    this_week = monday_of(local_day(now, rules.cadence))
    for number in reversed(range(WEEKS)):
        monday = this_week - timedelta(weeks=number)
        yield Week(monday, requests[monday], accesses[monday])


def monday_of(day: date) -> date:
    """Return the Monday of its week."""
    return day - timedelta(days=day.weekday())
