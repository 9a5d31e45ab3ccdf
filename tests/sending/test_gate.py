"""The gate: what leaves, what waits for an hour, what waits for a person, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greffier.dossier.calendar import next_opening
from greffier.model.letter import STAFF_KINDS, LetterKind
from greffier.model.rules import Budgets, Cadence, Registry
from greffier.sending import Candidate, Hold, Leave, PutOff, may_leave, new_message_id
from greffier.sending.gate import UNASKED

OPEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday
NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
REGISTRY = Registry(
    address="contact@registre.test", other_addresses=("Registre@beta.test",), staff=("claire@registre.test",)
)
BUDGETS = Budgets(address=3, domain=5, dossier=4, thread=4, total=20)
REMINDER = Candidate(("helene@trajeo.test",), "dossier-1", LetterKind.REMINDER, answers=False, thread="un@trajeo.test")
RECEIPT = replace(REMINDER, kind=LetterKind.RECEIPT, answers=True)


@dataclass(frozen=True)
class Sent:
    by_address: Mapping[str, int] = field(default_factory=dict)
    by_domain: Mapping[str, int] = field(default_factory=dict)
    by_dossier: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    by_thread: Mapping[str, int] = field(default_factory=dict)


def judged(letter: Candidate, spent: Sent = Sent(), now: datetime = OPEN) -> Leave | PutOff | Hold:
    return may_leave(letter, spent, BUDGETS, Cadence(), REGISTRY, now)


def held(letter: Candidate, spent: Sent = Sent()) -> str:
    passage = judged(letter, spent)
    assert isinstance(passage, Hold)
    return passage.why


def test_an_ordinary_letter_leaves_in_working_hours():
    assert judged(REMINDER) == Leave()


def test_a_reminder_at_night_waits_for_the_opening():
    assert judged(REMINDER, now=NIGHT) == PutOff(
        datetime(2026, 11, 24, 8, 0, tzinfo=UTC), "hors des jours et heures ouvrés"
    )


@pytest.mark.parametrize(
    "holiday",
    [
        datetime(2026, 5, 14, 10, tzinfo=UTC),
        datetime(2026, 12, 25, 10, tzinfo=UTC),
        datetime(2026, 11, 22, 10, tzinfo=UTC),
    ],
)
def test_a_reminder_on_a_day_off_waits_for_a_working_day(holiday: datetime):
    passage = judged(REMINDER, now=holiday)

    assert isinstance(passage, PutOff)
    assert passage.until == next_opening(holiday, Cadence())
    assert judged(REMINDER, now=passage.until) == Leave()


def test_an_answer_leaves_at_any_hour():
    assert judged(RECEIPT, now=NIGHT) == Leave()


@pytest.mark.parametrize(
    "address", ["contact@registre.test", "CONTACT@Registre.TEST", "contact+abc@registre.test", "registre@beta.test"]
)
def test_no_letter_goes_to_ourselves(address: str):
    assert "nous-mêmes" in held(replace(RECEIPT, recipients=("helene@trajeo.test", address)))


@pytest.mark.parametrize("kind", sorted(STAFF_KINDS))
def test_not_even_the_digest_goes_to_ourselves(kind: LetterKind):
    assert "nous-mêmes" in held(replace(REMINDER, recipients=("contact@registre.test",), kind=kind))


@pytest.mark.parametrize(
    "address",
    ["", "helene", "helene@", "@trajeo.test", "helene@trajeo", "a@b.test, c@d.test", "a@b.test\r\nBcc: c@d.test"],
)
def test_an_address_of_bad_form_is_held(address: str):
    assert "pas valable" in held(replace(RECEIPT, recipients=(address,)))


@pytest.mark.parametrize(
    "address", ["mailer-daemon@trajeo.test", "no-reply@trajeo.test", "ne-pas-repondre+1@trajeo.test"]
)
def test_nothing_is_sent_where_nobody_reads(address: str):
    assert "personne ne lit" in held(replace(RECEIPT, recipients=(address,)))


def test_a_letter_without_recipient_is_held():
    assert held(replace(RECEIPT, recipients=()))


def test_an_address_that_failed_waits_for_a_person():
    assert "remise" in held(replace(RECEIPT, address_failed=True))


@pytest.mark.parametrize(
    ("spent", "word"),
    [
        (Sent(by_address={"helene@trajeo.test": 3}), "helene@trajeo.test"),
        (Sent(by_domain={"trajeo.test": 5}), "trajeo.test"),
        (Sent(by_dossier={"dossier-1": 4}), "dossier"),
        (Sent(by_thread={"un@trajeo.test": 4}), "conversation"),
        (Sent(total=20), "en tout"),
    ],
)
def test_a_spent_budget_holds_even_an_answer(spent: Sent, word: str):
    """A loop of two machines that neither header nor rule betrays ends here."""
    why = held(RECEIPT, spent)

    assert "budget" in why
    assert word in why


def test_budgets_see_through_capital_letters():
    assert held(replace(RECEIPT, recipients=("Helene@Trajeo.TEST",)), Sent(by_address={"helene@trajeo.test": 3}))


def test_one_less_than_the_budget_leaves():
    spent = Sent({"helene@trajeo.test": 2}, {"trajeo.test": 4}, {"dossier-1": 3}, 19)

    assert judged(RECEIPT, spent) == Leave()


def test_several_recipients_of_one_domain_count_together():
    letter = replace(RECEIPT, recipients=("a@trajeo.test", "b@trajeo.test"))

    assert held(letter, Sent(by_domain={"trajeo.test": 4}))


def test_the_digest_leaves_whatever_is_spent_and_whatever_the_hour():
    """It is how people learn what is held."""
    digest = Candidate(("claire@registre.test",), None, LetterKind.DIGEST, answers=False)
    spent = Sent({"claire@registre.test": 99}, {"registre.test": 99}, {}, 999)

    assert judged(digest, spent, NIGHT) == Leave()


def test_questions_to_staff_are_bounded_in_all():
    question = Candidate(("claire@registre.test",), "dossier-1", LetterKind.REVIEW, answers=False)

    assert judged(question, Sent({"claire@registre.test": 10}, total=19), NIGHT) == Leave()
    assert isinstance(judged(question, Sent(total=20)), Hold)


@given(
    now=st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC)),
    kind=st.sampled_from(LetterKind),
)
def test_no_letter_that_nobody_waits_for_leaves_out_of_hours(now: datetime, kind: LetterKind):
    passage = judged(replace(REMINDER, kind=kind), now=now)

    match passage:
        case Leave():
            assert kind not in UNASKED or next_opening(now, Cadence()) == now
        case PutOff(until, _):
            assert kind in UNASKED
            assert until > now
            assert judged(replace(REMINDER, kind=kind), now=until) == Leave()
        case Hold():
            pytest.fail("nothing was wrong with it")


def test_message_ids_are_random_and_ours():
    identities = {new_message_id("registre.test") for _ in range(100)}

    assert len(identities) == 100
    assert all(identity.startswith("<") and identity.endswith("@registre.test>") for identity in identities)


def test_a_persons_own_answer_meanwhile_holds_the_letter_back():
    assert "repris la main" in held(replace(RECEIPT, taken_over=True))
    assert judged(replace(RECEIPT, kind=LetterKind.REVIEW, taken_over=True)) == Leave()


def test_a_letter_that_a_person_let_go_breaks_the_budget_but_never_writes_to_ourselves():
    spent = Sent(by_address={"helene@trajeo.test": 9}, total=99)

    assert judged(replace(RECEIPT, released=True), spent) == Leave()
    assert "nous-mêmes" in held(replace(RECEIPT, released=True, recipients=("contact@registre.test",)))
