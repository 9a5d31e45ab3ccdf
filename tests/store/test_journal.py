"""History: every kind of event comes back as it was, each cause is applied once."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import EnumType
from typing import Any, get_args, get_type_hints

import pytest

from greffier.model.dossier import Conversation
from greffier.model.event import Event, ItemMoved, NoteTaken, Recorded
from greffier.model.mail import Contact, Role
from greffier.store import journal
from greffier.store.database import Database
from greffier.store.failures import AlreadyDone, Refused
from kept import NOW, kept

SAMPLES: dict[Any, Any] = {
    bool: True,
    str: "é « mot »",
    int: 3,
    date: date(2026, 12, 1),
    datetime: datetime(2026, 11, 23, 8, 30, 0, 123456, UTC),
    Contact: Contact(Role.DPO, "Roy", "Ana", "ana@trajeo.example", "+33639980012"),
    Conversation: Conversation("m@x", ("a@x", "b@x"), "Adhésion"),
    tuple[str, ...]: ("é « mot »", "rib"),
}


def filled(kind: type) -> Any:
    """Return an event of this kind with no field left empty."""
    assert is_dataclass(kind)
    hints = get_type_hints(kind)
    return kind(**{field.name: sample(hints[field.name]) for field in fields(kind)})


def sample(hint: Any) -> Any:
    if hint in SAMPLES:
        return SAMPLES[hint]
    plain = next((one for one in get_args(hint) if one is not type(None)), hint)
    return list(plain)[-1] if isinstance(plain, EnumType) else SAMPLES[plain]


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
def test_an_event_comes_back_as_it_happened(database: Database, kind: type):
    recorded = Recorded(NOW, filled(kind), "message:abc")
    with database.transaction() as session:
        kept(session)
        journal.record(session, "d1", [recorded])

    with database.reading() as session:
        assert journal.history(session, "d1") == (recorded,)


def test_kinds_are_called_as_people_write_them():
    assert journal.kind_of(ItemMoved) == "item_moved"


def test_a_cause_applied_twice_is_refused_and_changes_nothing(database: Database):
    events = [Recorded(NOW, NoteTaken("Claire", str(number)), "message:abc") for number in range(3)]
    with database.transaction() as session:
        kept(session)
        journal.record(session, "d1", events)

    with pytest.raises(AlreadyDone, match="message:abc"), database.transaction() as session:
        journal.record(session, "d1", events[:1])

    with database.reading() as session:
        assert journal.history(session, "d1") == tuple(events)


def test_one_cause_may_concern_two_dossiers(database: Database):
    note = Recorded(NOW, NoteTaken("Claire", "mot"), "staff:1")
    with database.transaction() as session:
        for number in (1, 2):
            kept(session, id=f"d{number}", reference=f"RPC-{number}")
            journal.record(session, f"d{number}", [note])

        assert journal.since(session, NOW - timedelta(1)) == (("d1", note), ("d2", note))


def test_since_leaves_out_what_was_told_before(database: Database):
    notes = [Recorded(NOW + timedelta(hours=hour), NoteTaken("Claire", "mot"), f"staff:{hour}") for hour in range(3)]
    with database.transaction() as session:
        kept(session)
        journal.record(session, "d1", notes)

        assert journal.since(session, NOW + timedelta(hours=1)) == (("d1", notes[2]),)


def test_nothing_is_recorded_of_a_dossier_that_is_not_there(database: Database):
    with pytest.raises(Refused), database.transaction() as session:
        journal.record(session, "nobody", [Recorded(NOW, NoteTaken("Claire", "mot"), "staff:1")])


def test_a_decision_without_events_records_none(database: Database):
    with database.transaction() as session:
        journal.record(session, "d1", [])
