"""Silence, with the clock moved by the test: the real rounds, the real servers, letters read in the mailbox."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from office_at_work import Operator, Work

from greffier.dossier.calendar import is_working_day
from greffier.rounds.office import Office, open_office
from greffier.service.shift import Shift
from greffier.settings import load_settings

pytestmark = pytest.mark.servers

FIRST_DAY = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = FIRST_DAY

    def __call__(self) -> datetime:
        return self.now


async def live(office: Office, clock: Clock, until: datetime) -> None:
    """Let the days pass, four ticks a day, nights and holidays included; a new shift each week, as after a restart."""
    shift = Shift(office, clock)
    while clock.now < until:
        clock.now += timedelta(hours=6)
        if clock.now.weekday() == 0 and clock.now.hour == 10:
            await shift.close()
            shift = Shift(office, clock)
        await shift.remind()
        await shift.remind()
        await shift.send()
    await shift.close()


async def receive(office: Office, clock: Clock) -> None:
    shift = Shift(office, clock)
    await shift.receive()
    await shift.close()


def sent_on(operator: Operator) -> list[date]:
    return [letter["Date"].datetime.date() for letter in operator.letters()][1:]


def test_reminders_leave_at_their_days_each_once_and_stop_at_an_answer(work: Work, operator: Operator):
    office, clock = open_office(load_settings(work.config, {})), Clock()
    operator.write(
        "Bonjour,\n\nNous acceptons les CGU du registre de preuve de covoiturage.\n\nHélène Vasseur, SAS Trajeo\n"
    )
    asyncio.run(receive(office, clock))

    asyncio.run(live(office, clock, FIRST_DAY + timedelta(days=32)))
    first_month = sent_on(operator)
    operator.write("Bonjour,\n\nPardon pour le délai, nous revenons vers vous.\n\nHélène\n")
    asyncio.run(receive(office, clock))
    answered_at = clock.now
    asyncio.run(live(office, clock, answered_at + timedelta(days=2)))
    after_answer = sent_on(operator)
    asyncio.run(live(office, clock, answered_at + timedelta(days=62)))
    all_of_it = sent_on(operator)

    assert [(day - FIRST_DAY.date()).days for day in first_month] == [3, 7, 15, 30]
    assert [day for day in after_answer if day > first_month[-1] and day != answered_at.date()] == []
    last_round = [day for day in all_of_it if day > answered_at.date()]
    assert len(last_round) == 5
    assert all(is_working_day(day) for day in all_of_it)
    hours = [letter["Date"].datetime.astimezone(office.rules.cadence.clock).hour for letter in operator.letters()[1:]]
    assert all(9 <= hour < 17 for hour in hours)
