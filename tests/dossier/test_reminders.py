"""Silence: who is reminded, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cases import MONDAY, accepting, after, reading, rules, told
from greffier.dossier.calendar import days_later, is_working_day, months_later, next_opening
from greffier.dossier.reminders import remind
from greffier.dossier.rulings import Ruling, decide_review
from greffier.model.dossier import Dossier, Stage
from greffier.model.letter import Choice, LetterKind, ReviewKind
from greffier.model.mail import SenderKind

CADENCE = rules().cadence


def leave(dossier: Dossier, until: datetime) -> list[tuple[datetime, LetterKind]]:
    """Let the clock tick every half hour, and note what leaves."""
    left, now = [], MONDAY
    while now < until:
        now += timedelta(minutes=30)
        if decision := remind(dossier, rules(), now):
            dossier = after(dossier, decision, now)
            left += [(now, letter.kind) for letter in decision.letters]
    return left


def test_reminders_leave_once_a_step_on_working_days_and_in_hours_then_the_dossier_sleeps():
    dossier, _ = told(accepting())

    left = leave(dossier, MONDAY + timedelta(days=90))

    days = [(instant.astimezone(CADENCE.clock).date() - date(2026, 11, 23)).days for instant, _ in left]
    assert days == [3, 7, 15, 30, 45]
    assert [kind for _, kind in left] == [LetterKind.REMINDER] * 4 + [LetterKind.LAST_CALL]


def test_no_reminder_leaves_on_a_holiday_or_at_night():
    christmas_eve = datetime(2026, 12, 21, 22, 0, tzinfo=UTC)
    dossier = replace(told(accepting())[0], asked_at=christmas_eve)

    left = [instant.astimezone(CADENCE.clock) for instant, _ in leave(dossier, MONDAY + timedelta(days=120))]

    assert left[0].date() == date(2026, 12, 28)
    assert all(is_working_day(instant.date()) for instant in left)
    assert all(CADENCE.first_hour <= instant.time() < CADENCE.last_hour for instant in left)


def test_an_answer_stops_the_cadence_and_a_new_one_begins():
    dossier, _ = told(accepting())
    late = MONDAY + timedelta(days=8)
    dossier = after(dossier, remind(dossier, rules(), late), late)

    dossier, _ = told(reading(), dossier, now=late + timedelta(hours=1))

    assert dossier.step == 0
    assert remind(dossier, rules(), late + timedelta(hours=2)) is None


def test_a_promise_moves_the_reminder_to_the_working_day_after():
    friday = date(2026, 12, 4)
    dossier, _ = told(accepting(postponed_until=friday))

    left = leave(dossier, MONDAY + timedelta(days=20))

    assert left[0][0].astimezone(CADENCE.clock).date() == date(2026, 12, 7)


def test_a_promise_for_a_day_past_moves_nothing():
    dossier, _ = told(accepting(postponed_until=date(2026, 3, 6)))

    assert dossier.asked_at == MONDAY


def test_after_a_long_stop_only_the_last_step_due_is_sent():
    dossier, _ = told(accepting())
    now = next_opening(MONDAY + timedelta(days=20), CADENCE)

    decision = remind(dossier, rules(), now)

    assert decision is not None
    assert decision.letters[0].facts.step == 3
    assert remind(after(dossier, decision, now), rules(), now) is None


def test_a_complete_or_held_dossier_is_not_reminded():
    dossier, _ = told(accepting())
    later = MONDAY + timedelta(days=10)

    assert remind(replace(dossier, taken_over_by="Claire"), rules(), later) is None
    assert remind(replace(dossier, stage=Stage.REVIEWING), rules(), later) is None


@given(some.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)), some.integers(0, 90))
def test_a_due_time_is_always_open_and_never_early(naive: datetime, days: int):
    moment = naive.replace(tzinfo=UTC)

    due = days_later(moment, days, CADENCE)

    local = due.astimezone(CADENCE.clock)
    assert is_working_day(local.date())
    assert CADENCE.first_hour <= local.time() < CADENCE.last_hour
    assert local.date() >= moment.astimezone(CADENCE.clock).date() + timedelta(days=days)
    assert next_opening(due, CADENCE) == due


@pytest.mark.parametrize("switch", [datetime(2026, 10, 25, 6, tzinfo=UTC), datetime(2027, 3, 28, 6, tzinfo=UTC)])
def test_the_wall_clock_hour_survives_daylight_saving(switch: datetime):
    asked = switch - timedelta(days=3)

    due = days_later(asked.replace(hour=10), 8, CADENCE)

    assert due.astimezone(CADENCE.clock).time() == asked.replace(hour=10).astimezone(CADENCE.clock).time()


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2026-01-31", "2026-02-28"),
        ("2026-11-23", "2026-12-23"),
        ("2026-12-31", "2027-01-31"),
        ("2028-01-30", "2028-02-29"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day: str, later: str):
    assert months_later(date.fromisoformat(day), 1) == date.fromisoformat(later)


def test_nobody_is_pressed_while_their_question_waits_for_a_person_and_silence_counts_from_the_answer():
    dossier, decision = told(accepting(needs_human=True, reply_text="Combien cela coûte-t-il ?"))
    question = next(review for review in decision.reviews if review.kind is ReviewKind.QUESTION)
    late = MONDAY + timedelta(days=10)

    assert remind(dossier, rules(), late, owes_answer=True) is None
    answer = Ruling("R1", question, Choice.ANSWERED, "Claire")
    dossier = after(dossier, decide_review(dossier, answer, rules(), late), late)

    assert remind(dossier, rules(), late + timedelta(days=1)) is None
    assert dossier.asked_at == late


def test_an_absence_moves_the_reminder_to_the_working_day_after_the_return():
    dossier, _ = told(accepting())
    away = reading(sender_kind=SenderKind.AUTO_REPLY, returns_on=date(2026, 12, 4))

    dossier, decision = told(away, dossier)

    assert decision.letters == ()
    assert leave(dossier, MONDAY + timedelta(days=20))[0][0].astimezone(CADENCE.clock).date() == date(2026, 12, 7)


@pytest.mark.parametrize("returns_on", [date(2026, 11, 20), date(2099, 1, 1)])
def test_an_absence_that_is_over_or_never_ends_changes_no_reminder(returns_on: date):
    dossier, _ = told(accepting())
    away = reading(sender_kind=SenderKind.AUTO_REPLY, returns_on=returns_on)

    dossier, _ = told(away, dossier)

    first = leave(dossier, MONDAY + timedelta(days=20))[0][0]
    assert first.astimezone(CADENCE.clock).date() == date(2026, 11, 26)
