"""The history of each dossier: events in the order in which they happened, never changed, each cause once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from greffier.model.event import Event, Recorded
from greffier.store import chain
from greffier.store.columns import utc
from greffier.store.failures import AlreadyDone
from greffier.store.rows import insert_once, packed, unpacked
from greffier.store.tables import Events, Operators, Payloads


def kind_of(event: type) -> str:
    """Return `item_moved` for ItemMoved."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()


@dataclass(frozen=True, slots=True)
class Fact:
    """An event as the audit shows it; `event` is None once the law had its words erased."""

    number: int
    at: datetime
    reference: str
    operator: str
    cause: str
    kind: str
    hash: str
    event: Event | None


KINDS: dict[str, type[Event]] = {kind_of(event): event for event in get_args(Event)}


def record(session: Session, operator: str, recorded: Sequence[Recorded]) -> None:
    """Append events of one cause to a dossier's history; raise AlreadyDone where it was applied before."""
    told_now = [
        chain.Told(operator, one.cause, one.at, kind_of(type(one.event)), packed(one.event)) for one in recorded
    ]
    if not insert_once(session, *chain.linked(session, told_now)):
        raise AlreadyDone(f"{recorded[0].cause} was applied to dossier {operator} before; nothing was changed")


def happened(session: Session, operator: str, cause: str) -> bool:
    """Tell whether this cause was applied to a dossier."""
    return session.exec(select(Events.id).where(Events.operator == operator, Events.cause == cause)).first() is not None


def history(session: Session, operator: str) -> tuple[Recorded, ...]:
    """Return all events of one dossier, oldest first."""
    return tuple(recorded for _, recorded in told(session, Events.operator == operator))


def since(session: Session, instant: datetime) -> tuple[tuple[str, Recorded], ...]:
    """Return the events of all dossiers after `instant`, oldest first, each with its dossier's id."""
    return tuple(told(session, col(Events.at) > utc(instant)))


def of_kinds(session: Session, kinds: Iterable[type[Event]], since: datetime) -> tuple[tuple[str, Recorded], ...]:
    """Return the events of these kinds of all dossiers after `since`, oldest first, each with its dossier's id."""
    return tuple(told(session, col(Events.at) > utc(since), col(Events.kind).in_([kind_of(kind) for kind in kinds])))


def facts(session: Session, since: datetime | None = None, after: int = 0) -> Iterator[Fact]:
    """Yield every event from `since` on, and after that number, as the audit shows it, erased ones too."""
    joined = select(Events, Payloads, Operators.reference).outerjoin(Payloads, col(Payloads.event) == col(Events.id))
    recent = col(Events.at) >= utc(since) if since else true()
    every = joined.join(Operators).where(recent, col(Events.id) > after).order_by(col(Events.id))
    for row, said, reference in session.exec(every):
        event = unpacked(KINDS[row.kind], said.payload) if said else None
        yield Fact(row.id, row.at, reference, row.operator, row.cause, row.kind, row.hash, event)


def told(session: Session, *conditions: ColumnElement[bool] | bool) -> Iterator[tuple[str, Recorded]]:
    """Yield the dossier's id and the event of each row that still says something."""
    both = select(Events, Payloads).join(Payloads, col(Payloads.event) == col(Events.id)).where(*conditions)
    for event, said in session.exec(both.order_by(col(Events.id))):
        yield event.operator, Recorded(event.at, unpacked(KINDS[event.kind], said.payload), event.cause)
