"""Mails: known by their bytes, none lost, none handled twice."""

from datetime import timedelta

import pytest
from sqlmodel import select

from greffier.errors import NotFound
from greffier.model.mail import Document, DocumentType
from greffier.store import inbox
from greffier.store.database import Database
from greffier.store.failures import AlreadyDone
from greffier.store.mail_tables import Documents, Messages
from kept import NOW, arrive, hash_of, kept, reading

PLACE = {"account": "contact", "folder": "INBOX", "uidvalidity": 7}
RIB = Document("RIB\udce9.pdf", "a" * 64, "application/pdf", DocumentType.RIB, 0.9, {"iban": "FR76"}, ("flou",))


def test_the_cursor_moves_with_each_arrival_and_never_back(database: Database):
    with database.transaction() as session:
        assert inbox.cursor(session, **PLACE) == 0
        arrive(session, "a", uid=5)
        arrive(session, "b", uid=3)

        assert inbox.cursor(session, **PLACE) == 5


def test_a_mail_that_vanished_is_passed(database: Database):
    with database.transaction() as session:
        inbox.skip_uid(session, **PLACE, uid=9, now=NOW)

        assert inbox.cursor(session, **PLACE) == 9
        assert inbox.counts(session) == {}


def test_a_new_uidvalidity_starts_anew_and_brings_nothing_new(database: Database):
    with database.transaction() as session:
        arrive(session, "a", uid=5)
        renumbered = PLACE | {"uidvalidity": 8}

        new = inbox.record_arrival(session, **renumbered, uid=1, sha256=hash_of("a"), size=1, now=NOW)

        assert not new
        assert inbox.cursor(session, **renumbered) == 1
        assert inbox.counts(session) == {"due": 1}


def test_mails_are_due_in_the_order_in_which_they_came(database: Database):
    with database.transaction() as session:
        came = [arrive(session, word, uid) for uid, word in enumerate("zebra", 1)]

        assert inbox.due(session, 3) == tuple(came[:3])


def test_each_try_is_counted(database: Database):
    with database.transaction() as session:
        mail = arrive(session)

        assert [inbox.attempt(session, mail) for _ in range(3)] == [1, 2, 3]


def test_a_try_at_an_unknown_mail_is_told(database: Database):
    with pytest.raises(NotFound), database.transaction() as session:
        inbox.attempt(session, hash_of("nothing"))


def test_a_handled_mail_keeps_what_was_read_and_its_documents(database: Database):
    with database.transaction() as session:
        kept(session)
        mail = arrive(session)

        said = reading(subject="Bon\0jour" + "!" * 2000, documents=(RIB,), elided="> la citation")
        reused = inbox.handled(session, mail, outcome="reçu", operator="d1", reading=said, now=NOW)

    with database.reading() as session:
        row = session.exec(select(Messages)).one()
        document = session.exec(select(Documents)).one()
    assert not reused
    assert (row.state, row.outcome, row.operator, row.sender) == ("handled", "reçu", "d1", "helene@trajeo.example")
    assert (row.subject[:8], len(row.subject)) == ("Bonjour!", 1000)
    assert row.reading is not None
    assert row.reading["documents"][0]["sha256"] == RIB.sha256
    assert "elided" not in row.reading
    assert (document.name, document.type, document.facts) == ("RIB?.pdf", "rib", {"iban": "FR76"})


def test_a_mail_is_handled_once(database: Database):
    with database.transaction() as session:
        mail = arrive(session)
        inbox.handled(session, mail, outcome="", operator=None, reading=reading(), now=NOW)

    with pytest.raises(AlreadyDone), database.transaction() as session:
        inbox.handled(session, mail, outcome="", operator=None, reading=reading(), now=NOW)


def test_a_message_id_that_came_with_other_bytes_is_told(database: Database):
    with database.transaction() as session:
        first, second = arrive(session, "a", 1), arrive(session, "b", 2)

        told = [
            inbox.handled(session, mail, outcome="", operator=None, reading=reading(), now=NOW)
            for mail in (first, second)
        ]

        assert told == [False, True]


def test_mails_without_message_id_do_not_share_one(database: Database):
    with database.transaction() as session:
        first, second = arrive(session, "a", 1), arrive(session, "b", 2)

        told = [
            inbox.handled(session, mail, outcome="", operator=None, reading=reading(message_id=None), now=NOW)
            for mail in (first, second)
        ]

        assert told == [False, False]


def test_a_mail_set_aside_is_told_with_its_reason(database: Database):
    with database.transaction() as session:
        mail = arrive(session)

        inbox.set_aside(session, mail, reason="illisible", now=NOW)

        assert [noted.outcome for noted in inbox.set_aside_since(session, NOW - timedelta(1))] == ["illisible"]
        assert inbox.set_aside_since(session, NOW) == ()
        assert inbox.due(session, 1) == ()


def test_a_handled_mail_cannot_be_set_aside(database: Database):
    with database.transaction() as session:
        mail = arrive(session)
        inbox.handled(session, mail, outcome="", operator=None, reading=reading(), now=NOW)

        inbox.set_aside(session, mail, reason="trop tard", now=NOW)

        assert inbox.counts(session) == {"handled": 1}


def test_people_are_told_of_what_is_left_to_them_and_of_nothing_else(database: Database):
    before = NOW - timedelta(1)
    with database.transaction() as session:
        kept(session)
        for uid, (operator, to_tell) in enumerate([(None, True), (None, False), ("d1", True)], 1):
            mail = arrive(session, str(uid), uid)
            told = {"outcome": str(uid), "operator": operator, "to_tell": to_tell}
            inbox.handled(session, mail, **told, reading=reading(), now=NOW)

        assert [noted.outcome for noted in inbox.left_to_people(session, before)] == ["1"]


def test_a_mail_can_be_handled_again_because_a_person_says_so(database: Database):
    with database.transaction() as session:
        kept(session)
        mail = arrive(session)
        inbox.handled(session, mail, outcome="douteux", operator=None, reading=reading(documents=(RIB, RIB)), now=NOW)

        inbox.redo(session, mail)

        assert inbox.due(session, 1) == (mail,)
        inbox.handled(session, mail, outcome="admis", operator="d1", reading=reading(documents=(RIB,)), now=NOW)
        assert len(session.exec(select(Documents)).all()) == 1
        assert inbox.left_to_people(session, NOW - timedelta(1)) == ()


def test_only_handled_mails_are_flagged_and_each_place_once(database: Database):
    with database.transaction() as session:
        mail = arrive(session, "a", uid=1)
        arrive(session, "a", uid=2)
        arrive(session, "b", uid=3)
        inbox.handled(session, mail, outcome="", operator=None, reading=reading(), now=NOW)

        places = inbox.unflagged(session, 10)
        inbox.flagged(session, places[0], NOW)

        assert [(place.uid, place.account) for place in places] == [(1, "contact"), (2, "contact")]
        assert inbox.unflagged(session, 10) == places[1:]


def test_the_spool_is_told_what_to_keep(database: Database):
    with database.transaction() as session:
        assert inbox.spooled(session) == frozenset()
        assert inbox.spooled(session) | {arrive(session)} == inbox.spooled(session)
