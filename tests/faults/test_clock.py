"""The clock on the wall does what clocks do: is set back, changes for summer and winter, ends a month."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from desk import Desk
from office_at_work import Work
from sqlmodel import col, select

from greffier.dossier.calendar import is_working_day, months_later
from greffier.rounds.office import Office, open_office
from greffier.rounds.telling.report import report_due
from greffier.settings import load_settings
from greffier.store.tables import Letters
from offices import office_in

PARIS = ZoneInfo("Europe/Paris")
HOUR = timedelta(hours=1)


@pytest.mark.servers
@pytest.mark.anyio
async def test_a_clock_set_back_an_hour_loses_no_mail_and_sends_no_letter_twice(work: Work):
    desk = Desk(work, open_office(load_settings(work.config, {})))
    desk.bring()
    await desk.turn()
    desk.bring()
    desk.now -= HOUR
    await desk.turn(2)
    desk.now += HOUR
    desk.bring()
    await desk.turn(2)

    assert desk.mails_by_state() == {"handled": 3}
    assert desk.letters_by_state() == {"sent": 3}
    assert desk.delivered() == [1, 1, 1]
    assert desk.failing == {}
    await desk.shift.close()
    desk.office.database.close()


@pytest.mark.parametrize(
    "first",
    [date(2027, 3, 26), date(2026, 10, 23), date(2027, 1, 29), date(2027, 12, 30)],
    ids=["into summer", "into winter", "month's end", "year's end"],
)
def test_every_working_day_has_one_digest_at_its_hour_on_the_wall(tmp_path: Path, first: date):
    office = replace(office_in(tmp_path), refused="budgets.toml: told each day until it is mended")
    days = [first + timedelta(days=number) for number in range(6)]

    for number in range(6 * 24 * 4):
        report_due(office, datetime(first.year, first.month, first.day, tzinfo=UTC) + timedelta(minutes=15 * number))

    at = [instant.astimezone(PARIS) for instant in digests(office)]
    assert [instant.date() for instant in at] == [day for day in days if is_working_day(day)]
    assert {(instant.hour, instant.minute) for instant in at} == {(8, 30)}


def digests(office: Office) -> list[datetime]:
    with office.database.reading() as session:
        query = select(Letters.created_at).where(Letters.kind == "digest").order_by(col(Letters.number))
        return list(session.exec(query))


@pytest.mark.parametrize(
    ("complete", "limit"),
    [
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 2, 28), date(2027, 3, 28)),
    ],
)
def test_a_month_from_the_last_day_ends_on_the_last_day(complete: date, limit: date):
    assert months_later(complete, 1) == limit
