"""The history of each dossier: events in the order in which they happened, never changed, each cause once."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import get_args

from sqlmodel import Session, col, select

from greffier.model.event import Event, Recorded
from greffier.store.columns import utc
from greffier.store.failures import AlreadyDone
from greffier.store.rows import insert_once, packed, unpacked
from greffier.store.tables import Events


def kind_of(event: type) -> str:
    """Return `item_moved` for ItemMoved."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()


KINDS: dict[str, type[Event]] = {kind_of(event): event for event in get_args(Event)}


def record(session: Session, operator: str, recorded: Sequence[Recorded]) -> None:
    """Append events to a dossier's history; raise AlreadyDone where their cause was applied before."""
    rows = [row_of(operator, ordinal, one) for ordinal, one in enumerate(recorded)]
    if not insert_once(session, *rows):
        raise AlreadyDone(f"{recorded[0].cause} was applied to dossier {operator} before; nothing was changed")


def happened(session: Session, operator: str, cause: str) -> bool:
    """Tell whether this cause was applied to a dossier."""
    return session.exec(select(Events.id).where(Events.operator == operator, Events.cause == cause)).first() is not None


def row_of(operator: str, ordinal: int, recorded: Recorded) -> Events:
    """Return the row of one event."""
    return Events(
        operator=operator,
        cause=recorded.cause,
        ordinal=ordinal,
        at=utc(recorded.at),
        kind=kind_of(type(recorded.event)),
        payload=packed(recorded.event),
    )


def history(session: Session, operator: str) -> tuple[Recorded, ...]:
    """Return all events of one dossier, oldest first."""
    rows = session.exec(select(Events).where(Events.operator == operator).order_by(col(Events.id)))
    return tuple(recorded for _, recorded in told(rows))


def since(session: Session, instant: datetime) -> tuple[tuple[str, Recorded], ...]:
    """Return the events of all dossiers after `instant`, oldest first, each with its dossier's id."""
    rows = session.exec(select(Events).where(Events.at > utc(instant)).order_by(col(Events.id)))
    return tuple(told(rows))


def of_kinds(session: Session, kinds: Iterable[type[Event]], since: datetime) -> tuple[tuple[str, Recorded], ...]:
    """Return the events of these kinds of all dossiers after `since`, oldest first, each with its dossier's id."""
    wanted = (Events.at > utc(since), col(Events.kind).in_([kind_of(kind) for kind in kinds]))
    return tuple(told(session.exec(select(Events).where(*wanted).order_by(col(Events.id)))))


def told(rows: Iterable[Events]) -> Iterable[tuple[str, Recorded]]:
    """Yield the dossier's id and the event of each row."""
    for row in rows:
        event = unpacked(KINDS[row.kind], row.payload)
        yield row.operator, Recorded(row.at, event, row.cause)
