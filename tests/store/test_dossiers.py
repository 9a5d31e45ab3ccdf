"""Dossiers are saved and loaded whole, and found by what people and mails say."""

import string
from datetime import UTC, date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greffier.errors import NotFound
from greffier.model.decision import Known
from greffier.model.dossier import Account, AccountState, Address, Conversation, Dossier, Fault, Item, ItemState, Stage
from greffier.model.mail import Contact, Environment, PersonType, Role, SenderKind
from greffier.store import dossiers, inbox
from greffier.store.database import Database
from kept import NOW, TRAJEO, arrive, fail_after, kept, queue, reading

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
INSTANT = st.datetimes(timezones=st.just(UTC))
DAY = st.dates()
MAYBE_TEXT, MAYBE_INSTANT, MAYBE_DAY = st.none() | TEXT, st.none() | INSTANT, st.none() | DAY


def lists(one: st.SearchStrategy, by: str) -> st.SearchStrategy:
    return st.lists(one, max_size=4, unique_by=lambda value: getattr(value, by)).map(tuple)


ITEMS = st.builds(
    Item,
    name=TEXT,
    state=st.sampled_from(ItemState),
    fault=st.none() | st.sampled_from(Fault),
    words=TEXT,
    papers=st.lists(st.text(string.hexdigits, max_size=64), max_size=3).map(tuple),
    since=MAYBE_INSTANT,
)
CONTACTS = st.builds(
    Contact, st.sampled_from(Role), family_name=MAYBE_TEXT, given_name=MAYBE_TEXT, email=MAYBE_TEXT, phone=MAYBE_TEXT
)
ACCOUNTS = st.builds(
    Account, st.sampled_from(Environment), st.sampled_from(AccountState), MAYBE_TEXT, MAYBE_TEXT, MAYBE_DAY
)
DOSSIERS = st.builds(
    Dossier,
    id=st.just("d1"),
    reference=TEXT,
    name=TEXT,
    opened_at=INSTANT,
    language=st.sampled_from(["fr", "en"]),
    person_type=st.none() | st.sampled_from(PersonType),
    stage=st.sampled_from(Stage),
    items=lists(ITEMS, "name"),
    contacts=lists(CONTACTS, "role"),
    accounts=lists(ACCOUNTS, "environment"),
    addresses=lists(st.builds(Address, TEXT, TEXT, st.booleans(), st.booleans()), "email"),
    conversation=st.builds(Conversation, MAYBE_TEXT, st.lists(TEXT, max_size=3).map(tuple), TEXT),
    heard_at=MAYBE_INSTANT,
    asked_at=MAYBE_INSTANT,
    round=st.integers(0, 1000),
    step=st.integers(0, 10),
    promised_until=MAYBE_DAY,
    absent_until=MAYBE_DAY,
    complete_at=MAYBE_INSTANT,
    taken_over_by=MAYBE_TEXT,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dossier=DOSSIERS)
def test_a_dossier_comes_back_as_it_was_saved_whatever_lay_there_before(database: Database, dossier: Dossier):
    with database.transaction() as session:
        dossiers.save(session, dossier)

    with database.reading() as session:
        assert dossiers.load(session, "d1") == dossier
        assert dossiers.all_dossiers(session) == (dossier,)


def test_what_is_not_there_is_none(database: Database):
    with database.reading() as session:
        assert dossiers.load(session, "d1") is None
        assert dossiers.all_dossiers(session) == ()


@pytest.mark.parametrize("said", ["trajeo", "TRAJÉO", "  raj ", "RPC-7K3QX2", "7k3q"])
def test_a_dossier_is_found_without_regard_to_case_and_accents(database: Database, said: str):
    with database.transaction() as session:
        dossier = kept(session)

    with database.reading() as session:
        assert dossiers.find(session, said) == (dossier,)


@pytest.mark.parametrize("said", ["", " ", "%", "_", "autre", "trajeo rpc"])
def test_what_nobody_is_called_finds_nobody(database: Database, said: str):
    with database.transaction() as session:
        kept(session)

    with database.reading() as session:
        assert dossiers.find(session, said) == ()


def test_a_full_name_finds_its_bearer_though_it_is_part_of_another(database: Database):
    with database.transaction() as session:
        short = kept(session, id="d1", reference="RPC-AAAAAA", name="Trajeo")
        long = kept(session, id="d2", reference="RPC-BBBBBB", name="Trajeo Bis")

    with database.reading() as session:
        assert dossiers.find(session, "trajeo") == (short,)
        assert dossiers.find(session, "traj") == (short, long)


def test_a_mail_is_known_by_thread_reference_address_and_domain(database: Database):
    with database.transaction() as session:
        kept(session, id="thread", reference="RPC-AAAAAA", addresses=())
        kept(session, id="reference", reference="RPC-BBBBBB", addresses=())
        kept(session, id="address", reference="RPC-CCCCCC", addresses=(Address("Helene@Trajeo.example"),))
        kept(session, id="domain", reference="RPC-DDDDDD", addresses=(Address("paul@trajeo.example"),))
        queue(session, "c1", operator="thread")
        mail = reading(thread=("unknown@x", "c1@registre.test"), references=("RPC-BBBBBB", "RPC-ZZZZZZ"))

        known = dossiers.acquaintances(session, mail, frozenset())

    assert known == Known(("thread",), ("reference",), ("address",), known.by_domain)
    assert set(known.by_domain) == {"address", "domain"}


def test_a_thread_is_also_known_by_what_the_operator_wrote_before(database: Database):
    with database.transaction() as session:
        kept(session)
        first = arrive(session)
        inbox.handled(session, first, outcome="", operator="d1", reading=reading(message_id="<first@x>"), now=NOW)

        known = dossiers.acquaintances(session, reading(sender="x@y.example", thread=("first@x",)), frozenset())

    assert known == Known(by_thread=("d1",))


def test_freemail_proves_no_employer(database: Database):
    with database.transaction() as session:
        kept(session, addresses=(Address("helene@orange.example"),))

        known = dossiers.acquaintances(session, reading(sender="paul@orange.example"), frozenset({"orange.example"}))

    assert known == Known()


@pytest.mark.parametrize("sender", [None, "", "nobody", "x@"])
def test_a_sender_without_domain_belongs_nowhere(database: Database, sender: str | None):
    with database.transaction() as session:
        kept(session, addresses=(Address(""), Address("y@")))

        assert dossiers.acquaintances(session, reading(sender=sender), frozenset()) == Known()


def test_a_bounce_is_known_by_the_letter_it_returns(database: Database):
    with database.transaction() as session:
        kept(session)
        queue(session, "c1", operator="d1")
        bounce = reading(sender="mailer-daemon@x.example", returned_message_ids=("<c1@registre.test>",))

        assert dossiers.acquaintances(session, bounce, frozenset()).by_thread == ("d1",)
        assert dossiers.by_letter(session, bounce.returned_message_ids, of_theirs=False) == {"c1@registre.test": "d1"}


def test_a_bounce_that_returns_a_mail_of_theirs_is_nobodys(database: Database):
    with database.transaction() as session:
        kept(session)
        sha256 = arrive(session)
        handled = {"outcome": "", "operator": "d1", "reading": reading(), "now": NOW}
        inbox.handled(session, sha256, **handled)
        bounce = reading(sender_kind=SenderKind.BOUNCE, returned_message_ids=("m1@trajeo.example",))

        assert dossiers.acquaintances(session, reading(thread=("m1@trajeo.example",)), frozenset()).by_thread == ("d1",)
        assert dossiers.acquaintances(session, bounce, frozenset()).by_thread == ()


def test_a_references_header_without_end_is_cut_and_does_no_harm(database: Database):
    with database.transaction() as session:
        kept(session)
        queue(session, "c1", operator="d1")
        thread = ("c1@registre.test", *(f"{number}@x" for number in range(100_000)))

        assert dossiers.acquaintances(session, reading(thread=thread), frozenset()).by_thread == ("d1",)


def test_only_those_who_are_asked_wait(database: Database):
    asked = {"asked_at": NOW, "promised_until": date(2026, 12, 1)}
    with database.transaction() as session:
        waits = kept(session, id="d1", reference="RPC-AAAAAA", **asked)
        kept(session, id="d2", reference="RPC-BBBBBB", asked_at=None)
        kept(session, id="d3", reference="RPC-CCCCCC", taken_over_by="Claire", **asked)
        for number, stage in enumerate((Stage.OPEN, Stage.REFUSED, Stage.WITHDRAWN, Stage.DORMANT)):
            kept(session, id=stage, reference=f"RPC-{number}", stage=stage, **asked)

    with database.reading() as session:
        assert dossiers.waiting(session) == (waits,)


def test_a_dossier_half_saved_is_not_saved(database: Database):
    with database.transaction() as session:
        kept(session)

    with pytest.raises(NotFound), database.transaction() as session:
        fail_after(kept(session, name="Autre", addresses=()))

    with database.reading() as session:
        assert dossiers.load(session, "d1") == TRAJEO
