"""Working days and hours in France: when a letter of our own initiative may leave.

Instants come in and go out in UTC; days are days of the zone that the rules name.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from holidays import HolidayBase, country_holidays

from greffier.model.dossier import Dossier
from greffier.model.rules import Cadence


@lru_cache(maxsize=1)
def french_holidays() -> HolidayBase:
    """Return the public holidays of metropolitan France; years are added as they are asked for."""
    return country_holidays("FR")


def is_working_day(day: date) -> bool:
    """Tell whether public services work that day."""
    return day.weekday() < 5 and day not in french_holidays()


def next_working_day(day: date) -> date:
    """Return the first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def next_opening(moment: datetime, cadence: Cadence) -> datetime:
    """Return `moment` if we are open then, else the next instant at which we open (UTC)."""
    local = moment.astimezone(cadence.clock)
    if is_working_day(local.date()):
        if local.time() < cadence.first_hour:
            return opening_of(local.date(), cadence)
        if local.time() < cadence.last_hour:
            return moment
    return opening_of(next_working_day(local.date()), cadence)


def opening_of(day: date, cadence: Cadence) -> datetime:
    """Return the instant at which we open on `day` (UTC)."""
    return datetime.combine(day, cadence.first_hour, cadence.clock).astimezone(UTC)


def days_later(moment: datetime, days: int, cadence: Cadence) -> datetime:
    """Return the same wall-clock time `days` days later, moved to our next opening (UTC)."""
    local = moment.astimezone(cadence.clock)
    later = datetime.combine(local.date() + timedelta(days=days), local.time(), cadence.clock)
    return next_opening(later.astimezone(UTC), cadence)


def local_day(moment: datetime, cadence: Cadence) -> date:
    """Return the day on the wall at `moment`."""
    return moment.astimezone(cadence.clock).date()


def months_later(day: date, months: int) -> date:
    """Return the same day `months` months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def answer_by(dossier: Dossier, cadence: Cadence) -> date | None:
    """Return the last day of the month that CGU 1.4 gives us, later by all suspensions; None before completion."""
    if dossier.complete_at is None:
        return None
    return months_later(local_day(dossier.complete_at, cadence), cadence.answer_within_months) + dossier.rest


def is_suspended(dossier: Dossier, now: datetime, cadence: Cadence) -> bool:
    """Tell whether a person let the dossier rest over `now`."""
    return dossier.suspended_until is not None and local_day(now, cadence) < dossier.suspended_until
