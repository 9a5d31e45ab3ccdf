"""A dossier is what its events made of it: one event at a time, along the tables of allowed moves."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from greffier.errors import NotAllowed
from greffier.model.dossier import Account, AccountState, Address, Dossier, Item, ItemState, Stage
from greffier.model.event import (
    AbsenceAnnounced,
    AccountMoved,
    AddressFailed,
    AddressLearned,
    AnswerPromised,
    Asked,
    ClassGiven,
    ContactNamed,
    DossierOpened,
    Event,
    ItemMoved,
    OperatorDescribed,
    OperatorHeard,
    Reminded,
    StageMoved,
    Suspended,
    TakenOver,
)

ITEM_MOVES: dict[ItemState, set[ItemState]] = {
    ItemState.MISSING: {ItemState.RECEIVED, ItemState.ACCEPTED, ItemState.REJECTED, ItemState.WAIVED},
    ItemState.RECEIVED: {ItemState.RECEIVED, ItemState.ACCEPTED, ItemState.REJECTED, ItemState.WAIVED},
    ItemState.REJECTED: {ItemState.RECEIVED, ItemState.ACCEPTED, ItemState.REJECTED, ItemState.WAIVED},
    ItemState.ACCEPTED: {ItemState.ACCEPTED, ItemState.REJECTED, ItemState.WAIVED},
    ItemState.WAIVED: {ItemState.RECEIVED, ItemState.ACCEPTED, ItemState.MISSING},
}

STAGE_MOVES: dict[Stage, set[Stage]] = {
    Stage.COLLECTING: {Stage.REVIEWING, Stage.DORMANT, Stage.REFUSED, Stage.WITHDRAWN},
    Stage.REVIEWING: {Stage.COLLECTING, Stage.OPENING, Stage.REFUSED, Stage.WITHDRAWN},
    Stage.OPENING: {Stage.COLLECTING, Stage.OPEN, Stage.REFUSED, Stage.WITHDRAWN},
    Stage.OPEN: {Stage.WITHDRAWN},
    Stage.DORMANT: {Stage.COLLECTING, Stage.REFUSED, Stage.WITHDRAWN},
    Stage.REFUSED: {Stage.COLLECTING},
    Stage.WITHDRAWN: {Stage.COLLECTING},
}

ACCOUNT_MOVES: dict[AccountState, set[AccountState]] = {
    AccountState.NONE: {AccountState.REQUESTED, AccountState.INVITED},
    AccountState.REQUESTED: {AccountState.REQUESTED, AccountState.INVITED},
    AccountState.INVITED: {AccountState.INVITED, AccountState.CONFIRMED, AccountState.EXPIRED},
    AccountState.EXPIRED: {AccountState.INVITED, AccountState.REQUESTED, AccountState.CONFIRMED},
    AccountState.CONFIRMED: {AccountState.INVITED},
}


def evolve(dossier: Dossier, events: Iterable[Event], at: datetime) -> Dossier:
    """Return the dossier after `events`; raise NotAllowed at a move that the tables do not know."""
    for event in events:
        dossier = after(dossier, event, at)
    return dossier


def after(dossier: Dossier, event: Event, at: datetime) -> Dossier:  # noqa: C901, PLR0911, PLR0912 - one case an event
    """Return the dossier after one event; events that only tell (notes, decisions) change nothing."""
    match event:
        case DossierOpened(name, language):
            return replace(dossier, name=name, language=language)
        case OperatorDescribed():
            return described(dossier, event)
        case OperatorHeard():
            return heard(dossier, event, at)
        case AddressLearned(address, name):
            return replace(dossier, addresses=with_address(dossier, Address(address, name)))
        case AddressFailed(address):
            return replace(dossier, addresses=tuple(with_failure(known, address) for known in dossier.addresses))
        case ItemMoved():
            return with_item(dossier, event, at)
        case ContactNamed(contact):
            others = tuple(known for known in dossier.contacts if known.role != contact.role)
            return replace(dossier, contacts=(*others, contact))
        case AnswerPromised(until):
            return replace(dossier, promised_until=until)
        case AbsenceAnnounced(until):
            return replace(dossier, absent_until=until)
        case StageMoved(stage):
            return at_stage(dossier, stage, at)
        case AccountMoved():
            return with_account(dossier, event)
        case Asked(since):
            return replace(dossier, asked_at=since, round=dossier.round + 1, step=0)
        case Reminded(step):
            return replace(dossier, step=step)
        case TakenOver(by):
            return replace(dossier, taken_over_by=by)
        case Suspended(since, until):
            return at_rest(dossier, since, until)
        case ClassGiven(proof_class):
            return replace(dossier, proof_class=proof_class)
        case _:
            return dossier


def described(dossier: Dossier, event: OperatorDescribed) -> Dossier:
    """Return the dossier with what became known of the operator."""
    return replace(
        dossier,
        name=event.name or dossier.name,
        person_type=event.person_type or dossier.person_type,
        siren=event.siren or dossier.siren,
    )


def heard(dossier: Dossier, event: OperatorHeard, at: datetime) -> Dossier:
    """Take the ball: reminders stop, and what was promised or announced before is over."""
    return replace(
        dossier,
        addresses=with_address(dossier, Address(event.address, event.name, proven=event.proven)),
        conversation=event.conversation,
        heard_at=at,
        asked_at=None,
        promised_until=None,
        absent_until=None,
    )


def at_rest(dossier: Dossier, since: date, until: date | None) -> Dossier:
    """Begin a suspension, or end one (None); the days of the one before, up to `since`, are counted."""
    before = dossier.rest
    if dossier.suspended_until and since < dossier.suspended_until:
        before -= dossier.suspended_until - since
    return replace(dossier, suspended_since=since if until else None, suspended_until=until, rested_days=before.days)


def with_address(dossier: Dossier, address: Address) -> tuple[Address, ...]:
    """Put `address` last, where letters look first; a name and a proof once known are kept."""
    former = next((known for known in dossier.addresses if known.email == address.email), address)
    others = tuple(known for known in dossier.addresses if known.email != address.email)
    proven = address.proven or former.proven
    return (*others, Address(address.email, address.name or former.name, proven=proven))


def with_failure(address: Address, failed: str) -> Address:
    """Mark the address if it is the one that failed."""
    return replace(address, failed=True) if address.email == failed else address


def with_item(dossier: Dossier, event: ItemMoved, at: datetime) -> Dossier:
    """Move one line of the checklist."""
    before = dossier.item(event.item)
    allow(event.state in ITEM_MOVES[before.state], f"item {event.item}", before.state, event.state)
    papers = before.papers if event.paper is None or event.paper in before.papers else (*before.papers, event.paper)
    confirmed = before.state is ItemState.RECEIVED and event.state is ItemState.ACCEPTED
    words = event.words or (before.words if confirmed else "")
    moved = Item(event.item, event.state, event.fault, words, papers, at)
    known = any(item.name == event.item for item in dossier.items)
    items = tuple(moved if item.name == event.item else item for item in dossier.items)
    return replace(dossier, items=items if known else (*items, moved))


def at_stage(dossier: Dossier, stage: Stage, at: datetime) -> Dossier:
    """Move the dossier on or back, and set or stop the clock of CGU 1.4."""
    allow(stage in STAGE_MOVES[dossier.stage], f"dossier {dossier.reference}", dossier.stage, stage)
    match stage:
        case Stage.REVIEWING:
            return clock_started(replace(dossier, stage=stage, complete_at=at, asked_at=None), at.date())
        case Stage.COLLECTING:
            return replace(dossier, stage=stage, complete_at=None)
        case Stage.OPENING:
            return replace(dossier, stage=stage)
        case _:
            return replace(dossier, stage=stage, asked_at=None)


def clock_started(dossier: Dossier, day: date) -> Dossier:
    """Forget the suspensions before `day`: the clock that they would have stopped did not run."""
    rests = dossier.suspended_until is not None and dossier.suspended_until > day
    until = dossier.suspended_until if rests else None
    return replace(dossier, suspended_since=day if rests else None, suspended_until=until, rested_days=0)


def with_account(dossier: Dossier, event: AccountMoved) -> Dossier:
    """Move one access; login, link and expiry once known are kept."""
    before = dossier.account(event.environment)
    allow(event.state in ACCOUNT_MOVES[before.state], f"access {event.environment}", before.state, event.state)
    moved = Account(
        event.environment,
        event.state,
        event.login or before.login,
        event.link or before.link,
        event.expires_on or before.expires_on,
    )
    others = tuple(account for account in dossier.accounts if account.environment != event.environment)
    return replace(dossier, accounts=(*others, moved))


def allow(allowed: bool, what: str, before: str, wanted: str) -> None:
    """Raise NotAllowed unless the move is in the table."""
    if not allowed:
        raise NotAllowed(f"{what}: from '{before}' there is no way to '{wanted}'")
