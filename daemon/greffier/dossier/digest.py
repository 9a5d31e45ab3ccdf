"""What staff are told in one mail: what waits, what is late, what happened, what needs an eye."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from greffier.dossier.calendar import local_day, months_later
from greffier.dossier.checklist import awaited_items, current_items
from greffier.dossier.chronicle import ENVIRONMENTS, STAGES, title_of, told
from greffier.dossier.reminders import due_at
from greffier.model.dossier import AccountState, Dossier, Stage
from greffier.model.event import (
    AccountMoved,
    AddressFailed,
    DossierOpened,
    ItemMoved,
    PersonWrote,
    Recorded,
    Reminded,
    ReviewDecided,
    StageMoved,
)
from greffier.model.letter import Digest, DossierLine, ReviewNotice
from greffier.model.rules import Rules

NEWS = (DossierOpened, PersonWrote, ItemMoved, StageMoved, AccountMoved, ReviewDecided, AddressFailed)
"""Events worth a line; the others are told elsewhere in the digest, or only in the dossier."""
LATE_FROM_DAYS = 7
"""A dossier is told as late from a week before the end of its month: time enough to act."""
RUNNING = frozenset({Stage.COLLECTING, Stage.REVIEWING, Stage.OPENING})


@dataclass(frozen=True, slots=True)
class Material:
    """What the digest is made of, gathered from the store."""

    dossiers: tuple[Dossier, ...]
    reviews: tuple[ReviewNotice, ...]
    recorded: tuple[tuple[str, Recorded], ...]
    """(dossier id, event) since the last digest."""
    watch: tuple[str, ...]
    health: tuple[str, ...]


def build(material: Material, rules: Rules, now: datetime) -> Digest:
    """Return the digest of `now`."""
    names = {dossier.id: dossier.name for dossier in material.dossiers}
    rows = tuple(row(dossier, rules, now) for dossier in material.dossiers)
    return Digest(
        on=local_day(now, rules.cadence),
        to_decide=material.reviews,
        late=tuple(line for line in rows if line.days_left is not None and line.days_left <= LATE_FROM_DAYS),
        news=tuple(
            f"{names.get(identity, '?')} : {told(recorded.event, rules)}"
            for identity, recorded in material.recorded
            if isinstance(recorded.event, NEWS)
        ),
        reminders=reminders(material, rules, now),
        watch=material.watch + unreachable(material.dossiers) + expiring(material.dossiers, rules, now),
        health=material.health,
        dossiers=rows,
        figures=figures(material.dossiers),
    )


def row(dossier: Dossier, rules: Rules, now: datetime) -> DossierLine:
    """Return one dossier in one row."""
    marks = tuple((title_of(item.name, rules), item.state) for item in current_items(dossier, rules))
    heard_on = local_day(dossier.heard_at, rules.cadence) if dossier.heard_at else None
    return DossierLine(
        dossier.name, dossier.reference, STAGES[dossier.stage], marks, days_left(dossier, rules, now), heard_on
    )


def days_left(dossier: Dossier, rules: Rules, now: datetime) -> int | None:
    """Return the days until the end of the month of CGU 1.4; None where the clock does not run."""
    if dossier.complete_at is None or dossier.stage not in {Stage.REVIEWING, Stage.OPENING}:
        return None
    complete_on = local_day(dossier.complete_at, rules.cadence)
    limit = months_later(complete_on, rules.cadence.answer_within_months)
    return (limit - local_day(now, rules.cadence)).days


def reminders(material: Material, rules: Rules, now: datetime) -> tuple[str, ...]:
    """Tell the reminders that left, and those of the coming week."""
    names = {dossier.id: dossier.name for dossier in material.dossiers}
    left = tuple(
        f"{names.get(identity, '?')} : relance {recorded.event.step} partie"
        for identity, recorded in material.recorded
        if isinstance(recorded.event, Reminded)
    )
    coming = (soon(dossier, rules, now) for dossier in material.dossiers)
    return left + tuple(words for words in coming if words)


def soon(dossier: Dossier, rules: Rules, now: datetime) -> str | None:
    """Tell the next reminder of this dossier if it is due within a week."""
    if dossier.stage is not Stage.COLLECTING or dossier.step >= len(rules.cadence.steps):
        return None
    due = due_at(dossier, dossier.step + 1, rules.cadence)
    if due is None or due > now + timedelta(days=7):
        return None
    count = len(awaited_items(dossier, rules))
    return f"{dossier.name} : relance {dossier.step + 1} le {local_day(due, rules.cadence):%d/%m} ({count} attendues)"


def unreachable(dossiers: tuple[Dossier, ...]) -> tuple[str, ...]:
    """Tell the running dossiers that no letter can reach."""
    lost = (dossier.name for dossier in dossiers if dossier.stage in RUNNING and dossier.recipient is None)
    return tuple(f"{name} : plus aucune adresse ne reçoit nos lettres" for name in lost)


def expiring(dossiers: tuple[Dossier, ...], rules: Rules, now: datetime) -> tuple[str, ...]:
    """Tell the invitations that expire within two days, or have."""
    limit: date = local_day(now, rules.cadence) + timedelta(days=2)
    return tuple(
        f"{dossier.name} : invitation en {ENVIRONMENTS[account.environment]}, expire le {account.expires_on:%d/%m}"
        for dossier in dossiers
        for account in dossier.accounts
        if account.state is AccountState.INVITED and account.expires_on and account.expires_on <= limit
    )


def figures(dossiers: tuple[Dossier, ...]) -> tuple[tuple[str, str], ...]:
    """Count the dossiers by stage, in the order in which they travel."""
    counted = Counter(dossier.stage for dossier in dossiers)
    return tuple((STAGES[stage], str(counted[stage])) for stage in Stage if counted[stage])
