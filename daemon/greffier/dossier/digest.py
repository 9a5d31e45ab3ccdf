"""What staff are told in one mail: what waits, what is late, what happened, what needs an eye."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from greffier.dossier.calendar import answer_by, local_day
from greffier.dossier.checklist import awaited_items, current_items
from greffier.dossier.chronicle import STAGES, title_of
from greffier.dossier.concerns import RUNNING, concerns
from greffier.dossier.figures import Past, figures
from greffier.dossier.news import news
from greffier.dossier.reminders import due_at
from greffier.model.digest import Concern, DossierLine, ReminderLine, Vital
from greffier.model.dossier import Dossier, Stage
from greffier.model.event import Recorded, Reminded
from greffier.model.letter import Digest, ReviewNotice
from greffier.model.rules import Rules

LATE_FROM_DAYS = 7
"""A dossier is told as late from a week before the end of its month: time enough to act."""
ANNOUNCED = timedelta(days=7)
"""Reminders of the coming week are told beforehand: staff may know why somebody is silent."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the digest is made of, gathered from the store."""

    dossiers: tuple[Dossier, ...]
    reviews: tuple[ReviewNotice, ...]
    recorded: tuple[tuple[str, Recorded], ...]
    """(dossier id, event) since the last digest."""
    watch: tuple[Concern, ...] = ()
    health: tuple[Vital, ...] = ()
    past: Past = field(default=())


def build(material: Material, rules: Rules, now: datetime) -> Digest:
    """Return the digest of `now`."""
    rows = tuple(row(dossier, rules, now) for dossier in material.dossiers)
    return Digest(
        on=local_day(now, rules.cadence),
        to_decide=material.reviews,
        late=tuple(line for line in rows if line.days_left is not None and line.days_left <= LATE_FROM_DAYS),
        news=news(material.dossiers, material.recorded, rules),
        reminders=tuple(sorted(reminders(material, rules, now), key=lambda line: line.on)),
        watch=(*material.watch, *concerns(material.dossiers, material.recorded, rules, now)),
        health=material.health,
        dossiers=rows,
        figures=figures(material.dossiers, material.past, rules, now),
    )


def row(dossier: Dossier, rules: Rules, now: datetime) -> DossierLine:
    """Return one dossier in one row."""
    return DossierLine(
        name=dossier.name,
        reference=dossier.reference,
        stage=f"{dossier.taken_over_by} a la main" if dossier.taken_over_by else STAGES[dossier.stage],
        marks=tuple((title_of(item.name, rules), item.state) for item in current_items(dossier, rules)),
        days_left=days_left(dossier, rules, now),
        heard_on=local_day(dossier.heard_at, rules.cadence) if dossier.heard_at else None,
        at_rest=dossier.stage not in RUNNING,
    )


def days_left(dossier: Dossier, rules: Rules, now: datetime) -> int | None:
    """Return the days until the end of the month of CGU 1.4; None where the clock does not run."""
    limit = answer_by(dossier, rules.cadence)
    if limit is None or dossier.stage not in {Stage.REVIEWING, Stage.OPENING}:
        return None
    return (limit - local_day(now, rules.cadence)).days


def reminders(material: Material, rules: Rules, now: datetime) -> Iterator[ReminderLine]:
    """Yield the reminders that left, and those of the coming week."""
    named = {dossier.id: dossier for dossier in material.dossiers}
    for identity, one in material.recorded:
        if isinstance(one.event, Reminded) and (dossier := named.get(identity)):
            yield line(dossier, one.event.step, one.at, rules, left=True)
    for dossier in material.dossiers:
        due = None if dossier.taken_over_by else next_due(dossier, rules)
        if due and due <= now + ANNOUNCED:
            yield line(dossier, dossier.step + 1, max(due, now), rules, left=False)


def next_due(dossier: Dossier, rules: Rules) -> datetime | None:
    """Return when the next step of the cadence is due, sleep included; None where nothing counts."""
    if dossier.stage is not Stage.COLLECTING or dossier.step > len(rules.cadence.steps):
        return None
    return due_at(dossier, dossier.step + 1, rules.cadence)


def line(dossier: Dossier, step: int, at: datetime, rules: Rules, *, left: bool) -> ReminderLine:
    """Return one reminder in one row."""
    awaited = len(awaited_items(dossier, rules))
    on = local_day(at, rules.cadence)
    return ReminderLine(dossier.name, on, step, len(rules.cadence.steps), awaited, left)
