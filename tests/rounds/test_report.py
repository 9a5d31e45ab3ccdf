"""When the digest leaves, and what it gathers."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from greffier.model.dossier import Address, Dossier
from greffier.model.event import NoteTaken, Recorded
from greffier.rounds.office import Office
from greffier.rounds.telling.health import health
from greffier.rounds.telling.report import report_due
from greffier.store import dossiers, journal, marks, outbox
from offices import TUESDAY, office_in

DAY = timedelta(days=1)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def alive(office: Office, now: datetime) -> None:
    """Let the mailbox have been fetched just now, and every letter have left."""
    with office.database.transaction() as session:
        marks.note(session, "fetch", now)
        while letter := outbox.claim(session, now):
            outbox.sent(session, letter.id, letter.token, "250 OK", now)


def days_of_digests(office: Office, days: int) -> list[int]:
    """Let so many days pass, a tick every six hours, and return those on which a digest was queued."""
    left = []
    for tick in range(days * 4):
        now = TUESDAY + tick * timedelta(hours=6)
        alive(office, now)
        if report_due(office, now):
            left.append((now - TUESDAY).days)
    return left


def test_without_news_the_digest_leaves_weekly_and_never_on_a_day_off(office: Office):
    days = days_of_digests(office, 23)

    assert days == [0, 7, 14, 21]


def test_a_week_that_ends_on_a_holiday_waits_for_the_next_working_day(office: Office):
    christmas_week = TUESDAY + 24 * DAY  # Friday 18 December; a week later is Christmas
    alive(office, christmas_week)
    assert report_due(office, christmas_week)

    later = [christmas_week + days * DAY for days in (7, 10)]

    assert [report_due(office, now) for now in later] == [False, True]


def test_news_are_told_the_next_working_day_once(office: Office):
    alive(office, TUESDAY)
    assert report_due(office, TUESDAY)
    noted = TUESDAY + timedelta(hours=3)
    with office.database.transaction() as session:
        trajeo = Dossier("d1", "RPC-7K3QX2", "Trajeo", noted, addresses=(Address("helene@trajeo.example"),))
        dossiers.save(session, trajeo)
        journal.record(session, "d1", [Recorded(noted, NoteTaken("Claire", "le DPO est appelé"), "staff:1")])

    left = []
    for days in (1, 2, 3):
        alive(office, TUESDAY + days * DAY)
        left.append(report_due(office, TUESDAY + days * DAY))

    assert left == [True, False, False]


def test_a_day_without_a_digest_loses_nothing_for_the_next(office: Office):
    """Reminders alone are no reason for a mail, but the next one tells of them."""
    alive(office, TUESDAY)
    report_due(office, TUESDAY)
    alive(office, TUESDAY + DAY)
    assert not report_due(office, TUESDAY + DAY)

    with office.database.reading() as session:
        since = marks.instant(session, "digest")

    assert since == TUESDAY


def test_a_mailbox_not_fetched_for_long_is_told_as_ailing_and_first(office: Office):
    alive(office, TUESDAY - timedelta(hours=3))

    with office.database.reading() as session:
        signs = health(session, office, TUESDAY)

    assert [sign.words for sign in signs if not sign.well] == ["boîte relevée il y a 3 h"]
    assert not signs[0].well
    assert report_due(office, TUESDAY)


def test_a_letter_laid_for_later_is_no_delay_but_one_that_could_have_left_is(office: Office):
    alive(office, TUESDAY)
    letter = {"kind": "receipt", "operator": None, "recipients": ("a@b.test",), "raw": b"x", "now": TUESDAY - DAY}
    with office.database.transaction() as session:
        outbox.queue(session, cause="1", message_id="1@x", not_before=TUESDAY + DAY, **letter)
        waiting = health(session, office, TUESDAY)
        outbox.queue(session, cause="2", message_id="2@x", **letter)
        late = health(session, office, TUESDAY)

    assert "1 lettre en attente" in [sign.words for sign in waiting]
    assert all(sign.well for sign in waiting)
    assert [sign.words for sign in late if not sign.well] == ["2 lettres en attente depuis 24 h"]
