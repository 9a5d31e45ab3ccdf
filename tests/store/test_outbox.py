"""Letters: one for each cause, one pair of hands at a time, and never twice on the way."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlmodel import Session

from greffier.errors import NotFound
from greffier.store import outbox
from greffier.store.database import Database
from greffier.store.failures import AlreadyDone, Refused
from greffier.store.outbox import Outgoing
from kept import NOW, kept, queue

PARIS = ZoneInfo("Europe/Paris")


def claimed(session: Session, now: datetime = NOW) -> Outgoing:
    letter = outbox.claim(session, now)
    assert letter is not None
    return letter


def states(session: Session) -> list[str]:
    return [letter.state for letter in outbox.of_operator(session, "d1")]


def test_one_cause_has_one_letter(database: Database):
    with database.transaction() as session:
        assert queue(session, "c1")
        assert not queue(session, "c1", message_id="other@registre.test")
        assert outbox.counts(session) == {"queued": 1}


def test_a_message_id_given_twice_is_no_silent_loss(database: Database):
    with database.transaction() as session:
        queue(session, "c1", message_id="<same@registre.test>")

    with pytest.raises(AlreadyDone, match="Message-ID"), database.transaction() as session:
        queue(session, "c2", message_id="same@registre.test")


def test_a_letter_comes_back_whole(database: Database):
    with database.transaction() as session:
        kept(session)
        queue(session, "c1", operator="d1", answers=True, raw=bytes(range(256)))

        letter = claimed(session)

    assert (letter.kind, letter.operator, letter.answers, letter.attempts) == ("receipt", "d1", True, 0)
    assert letter.recipients == ("helene@trajeo.example",)
    assert letter.message_id == "c1@registre.test"
    assert letter.raw == bytes(range(256))


def test_a_claimed_letter_is_in_nobody_elses_hands(database: Database):
    with database.transaction() as session:
        queue(session)
        claimed(session)

    with database.transaction() as session:
        assert outbox.claim(session, NOW) is None


def test_the_letter_due_longest_goes_first(database: Database):
    with database.transaction() as session:
        queue(session, "later", not_before=NOW + timedelta(minutes=2))
        queue(session, "sooner", not_before=NOW + timedelta(minutes=1))

        assert outbox.claim(session, NOW) is None
        assert claimed(session, NOW + timedelta(hours=1)).message_id == "sooner@registre.test"


def test_a_letter_whose_time_has_passed_does_not_leave(database: Database):
    with database.transaction() as session:
        queue(session, not_after=NOW)

        assert outbox.claim(session, NOW + timedelta(seconds=1)) is None
        assert outbox.counts(session) == {"cancelled": 1}


def test_only_the_hands_that_hold_it_move_it(database: Database):
    with database.transaction() as session:
        queue(session)
        letter = claimed(session)
        outbox.sent(session, letter.id, letter.token, "250 ok", NOW)

    with pytest.raises(AlreadyDone), database.transaction() as session:
        outbox.retry(session, letter.id, letter.token, "451", NOW)
    with pytest.raises(AlreadyDone), database.transaction() as session:
        outbox.failed(session, letter.id, "another token", "550", NOW)


def test_a_retry_counts_and_a_letter_put_off_does_not(database: Database):
    with database.transaction() as session:
        queue(session)
        first = claimed(session)
        outbox.retry(session, first.id, first.token, "451 later", NOW + timedelta(minutes=1))
        second = claimed(session, NOW + timedelta(minutes=1))
        outbox.put_off(session, second.id, second.token, NOW + timedelta(minutes=2))

        assert outbox.claim(session, NOW + timedelta(minutes=1)) is None
        third = claimed(session, NOW + timedelta(minutes=2))

    assert (first.attempts, second.attempts, third.attempts) == (0, 1, 1)
    assert len({first.token, second.token, third.token}) == 3


def test_what_needs_a_person_is_told_and_may_be_released(database: Database):
    with database.transaction() as session:
        kept(session)
        for cause in ("held", "failed", "uncertain", "sent"):
            queue(session, cause, operator="d1")
        one, two, three, four = (claimed(session) for _ in range(4))
        outbox.held(session, one.id, one.token, "budget épuisé")
        outbox.failed(session, two.id, two.token, "550 no such user", NOW)
        outbox.uncertain(session, three.id, three.token, "lost after the final dot", NOW)
        outbox.sent(session, four.id, four.token, "250 ok", NOW)

        told = outbox.attention(session)
        assert [letter.state for letter in told] == ["held", "failed", "uncertain"]
        assert [letter.reply for letter in told] == ["budget épuisé", "550 no such user", "lost after the final dot"]
        assert [letter.state for letter in outbox.attention(session, since=NOW)] == ["held"]
        outbox.release(session, one.id, NOW)
        assert claimed(session).id == one.id


@pytest.mark.parametrize("cause", ["queued", "nothing"])
def test_only_a_stuck_letter_can_be_released(database: Database, cause: str):
    with database.transaction() as session:
        queue(session, "queued")

    with pytest.raises(NotFound), database.transaction() as session:
        outbox.release(session, cause, NOW)


def test_only_reminders_that_did_not_leave_are_taken_back(database: Database):
    with database.transaction() as session:
        kept(session)
        queue(session, "gone", operator="d1", kind="reminder")
        claimed(session)
        queue(session, "other", operator="d1", kind="receipt")
        queue(session, "waits", operator="d1", kind="reminder")

        assert outbox.cancel_queued(session, "d1", ["reminder", "last_call"]) == 1
        assert states(session) == ["sending", "queued", "cancelled"]


def test_what_left_today_is_counted_by_the_clock_on_the_wall(database: Database):
    before_midnight = datetime(2026, 11, 22, 22, 59, tzinfo=UTC)
    after_midnight = datetime(2026, 11, 22, 23, 1, tzinfo=UTC)
    with database.transaction() as session:
        kept(session)
        for cause, now in (("yesterday", before_midnight), ("today", after_midnight), ("now", NOW)):
            queue(session, cause, operator="d1", now=now, recipients=("A@x.example", "b@x.example"))
            letter = claimed(session, now)
            outbox.sent(session, letter.id, letter.token, "250 ok", now)
        queue(session, "waits")

        spent = outbox.counts_today(session, NOW, PARIS)

    assert spent.total == 2
    assert spent.by_address == {"a@x.example": 2, "b@x.example": 2}
    assert spent.by_domain == {"x.example": 4}
    assert spent.by_dossier == {"d1": 2}


def test_each_sent_letter_is_filed_once(database: Database):
    with database.transaction() as session:
        queue(session, "sent")
        letter = claimed(session)
        outbox.sent(session, letter.id, letter.token, "250 ok", NOW)
        queue(session, "waits")

        (copy,) = outbox.unfiled(session)
        assert (copy.id, copy.message_id, copy.raw) == (letter.id, letter.message_id, letter.raw)
        outbox.filed(session, copy.id, NOW)
        assert outbox.unfiled(session) == ()


def test_our_own_letters_are_known_by_their_message_ids(database: Database):
    with database.transaction() as session:
        queue(session, "c1")

        known = outbox.known_message_ids(session, ["<c1@registre.test>", "strange@x"])

        assert known == {"c1@registre.test"}


def test_letters_laid_at_once_leave_in_their_order(database: Database):
    with database.transaction() as session:
        for number in range(9):
            queue(session, str(number))

        assert [claimed(session).message_id[0] for _ in range(9)] == list("012345678")


@pytest.mark.parametrize("values", ["state = 'lost'", "state = 'sending'", "state = 'sent'"])
def test_a_state_that_cannot_be_is_refused(database: Database, values: str):
    with database.transaction() as session:
        queue(session)

    with pytest.raises(Refused, match="ck_letters_"), database.transaction() as session:
        session.connection().execute(text(f"UPDATE letters SET {values}"))


def test_a_letter_of_a_dossier_that_is_not_there_is_refused(database: Database):
    with pytest.raises(Refused), database.transaction() as session:
        queue(session, operator="nobody")
