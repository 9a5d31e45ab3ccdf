"""Waits grow, are never all alike, and one trouble is told once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from greffier.errors import Later, SignInRefused
from greffier.model.neighbour import Neighbour
from greffier.model.patience import Patience
from greffier.service.neighbours import REFUSED_PATIENCE, Neighbours
from greffier.store import troubles
from greffier.store.database import Database

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(str(tmp_path / "greffier.db"))
    database.migrate()
    yield database
    database.close()


class Watch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def warnings(logs: list[dict[str, object]]) -> int:
    return sum(log["log_level"] == "warning" for log in logs)


def test_a_wait_doubles_up_to_the_longest_and_chance_takes_up_to_half_of_it():
    patience = Patience(first=10, longest=900)

    assert [patience.wait(failures, 0) for failures in (1, 2, 3, 20, 10_000)] == [10, 20, 40, 900, 900]
    assert [patience.wait(2, chance) for chance in (0, 0.5, 1)] == [20, 15, 10]


def test_a_neighbour_that_failed_gets_its_time_and_the_others_go_on(database: Database):
    watch = Watch()
    neighbours = Neighbours(database, elapsed=watch)

    neighbours.failed(Neighbour.MAILBOX, Later("no answer in time"), NOON)
    at_once = [neighbours.may_be_asked(one) for one in (Neighbour.MAILBOX, Neighbour.SENDING)]
    watch.seconds = 10

    assert at_once == [False, True]
    assert neighbours.may_be_asked(Neighbour.MAILBOX)


def test_a_refused_password_is_not_tried_in_haste(database: Database):
    watch = Watch()
    neighbours = Neighbours(database, elapsed=watch)

    neighbours.failed(Neighbour.SENDING, SignInRefused("535"), NOON)
    watch.seconds = REFUSED_PATIENCE.first / 2 - 1

    assert not neighbours.may_be_asked(Neighbour.SENDING)


def test_one_trouble_is_told_once_however_often_it_fails_and_however_it_stutters(database: Database):
    neighbours = Neighbours(database)

    with capture_logs() as logs:
        for minute in range(0, 60, 2):
            neighbours.failed(Neighbour.MAILBOX, Later("no answer in time"), NOON + minute * MINUTE)
            neighbours.well(Neighbour.MAILBOX, NOON + (minute + 1) * MINUTE)
    with capture_logs() as later:
        neighbours.failed(Neighbour.MAILBOX, Later("no answer in time"), NOON + 90 * MINUTE)

    assert warnings(logs) == 1
    assert warnings(later) == 1


def test_a_trouble_is_kept_with_the_newest_words_and_its_end(database: Database):
    neighbours = Neighbours(database)
    neighbours.failed(Neighbour.SENDING, Later("421 busy"), NOON)
    neighbours.failed(Neighbour.SENDING, Later("421 still busy"), NOON + MINUTE)
    neighbours.well(Neighbour.SENDING, NOON + 2 * MINUTE)

    with database.reading() as session:
        (trouble,) = troubles.known(session)

    assert (trouble.since, trouble.until) == (NOON, NOON + 2 * MINUTE)
    assert (trouble.words, trouble.failures) == ("421 still busy", 2)


def test_an_error_of_ours_is_told_without_its_words(database: Database):
    neighbours = Neighbours(database)

    neighbours.failed(Neighbour.SERVICE, ValueError("helene@trajeo.example"), NOON)

    assert [trouble.words for trouble in neighbours.now] == ["erreur interne (ValueError)"]
