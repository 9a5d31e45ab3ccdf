"""`kill -9` at each named point and at random instants: nothing is lost, nothing comes twice, the work is taken up."""

from collections.abc import Iterator

import pytest
from lane import AT_RANDOM, Lane
from office_at_work import Work
from points import POINTS

pytestmark = pytest.mark.servers

TOGETHER = 4
"""Deaths in a row before the service may do its work to the end."""
HALVES = (list(POINTS)[::2], list(POINTS)[1::2])


@pytest.fixture
def lane(work: Work, request: pytest.FixtureRequest) -> Iterator[Lane]:
    standing = Lane(work, seed=request.param)
    yield standing
    standing.close()


@pytest.mark.parametrize("lane", [0, 1], indirect=True)
def test_wherever_the_service_is_killed_each_mail_and_each_letter_is_there_once(lane: Lane):
    faults = [fault for point in HALVES[lane.seed] for fault in (point, AT_RANDOM)] + [AT_RANDOM] * 2

    for several in batches(faults):
        for fault in several:
            lane.bring(3)
            lane.kill(fault)
        lane.recover()

    account = lane.account()
    assert len(lane.died_of) >= 30
    assert account.wrong == [], lane.told()


def batches(faults: list[str]) -> Iterator[list[str]]:
    return (faults[start : start + TOGETHER] for start in range(0, len(faults), TOGETHER))
