"""The audit chain: nothing in the past is changed unseen, and what the law has erased leaves it whole."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session

from greffier.model.event import DossierErased, NoteTaken, Recorded
from greffier.model.mail import Document, DocumentType
from greffier.store import chain, dossiers, erasing, inbox, journal, outbox
from greffier.store.database import Database
from greffier.store.failures import Refused
from greffier.store.tables import Events, Payloads
from kept import NOW, arrive, kept, queue, reading

SECRET = "Hélène Vasseur habite rue des Lilas"


@pytest.fixture
def told(database: Database) -> Database:
    """A history of five facts of two dossiers."""
    with database.transaction() as session:
        kept(session)
        kept(session, id="d2", reference="RPC-000002", addresses=())
        for number in range(5):
            note = Recorded(NOW + timedelta(hours=number), NoteTaken("Claire", f"{SECRET} {number}"), f"staff:{number}")
            journal.record(session, "d2" if number == 3 else "d1", [note])
    return database


def verified(database: Database, head: str = "") -> chain.Verified:
    with database.reading() as session:
        return chain.verify(session, head)


def tampered(database: Database, statement: str) -> chain.Verified:
    """Do as somebody who holds the file: take the guards off, and write what one likes."""
    assert database.file
    with closing(sqlite3.connect(database.file)) as connection, connection:
        for name in ("events_stay", "events_last", "payloads_stay", "payloads_last"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
    return verified(database)


def test_a_chain_that_nobody_touched_holds(told: Database):
    found = verified(told)

    assert found.broken is None
    assert (found.head.number, found.erased) == (5, 0)
    with told.reading() as session:
        assert chain.head(session) == found.head


def test_an_empty_history_holds(database: Database):
    assert verified(database) == chain.Verified(chain.Head(), 0)


@pytest.mark.parametrize("table", [Events, Payloads])
def test_the_database_refuses_to_change_the_past(told: Database, table: type):
    change = {Events: {"kind": "other"}, Payloads: {"salt": "other"}}[table]

    with pytest.raises(Refused, match="append-only"), told.transaction() as session:
        session.exec(update(table).values(**change))


@pytest.mark.parametrize("table", [Events, Payloads])
def test_the_database_refuses_to_drop_the_past(told: Database, table: type):
    with pytest.raises(Refused, match="append-only"), told.transaction() as session:
        session.exec(delete(table))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE payloads SET payload = '{}' WHERE event = 3", "n° 3.*disait a été modifié"),
        ("DELETE FROM payloads WHERE event = 2", "n° 2.*sans qu'un effacement soit inscrit"),
        ("UPDATE events SET at = '2026-01-01 00:00:00' WHERE id = 4", "n° 4.*modifiés"),
        ("UPDATE events SET operator = 'd2' WHERE id = 1", "n° 1.*modifiés"),
        ("DELETE FROM events WHERE id = 2", "n° 3.*n° 2, qui le précédait, a disparu"),
        ("UPDATE events SET previous = hash, hash = 'x' WHERE id = 5", "n° 5.*ne suit pas"),
    ],
)
def test_the_first_broken_link_is_told(told: Database, statement: str, words: str):
    broken = tampered(told, statement).broken

    assert broken is not None
    assert re.search(words, broken)


def test_a_head_kept_from_a_digest_shows_that_the_end_was_cut_off(told: Database):
    head = verified(told).head.hash[:16]
    assert verified(told, head).broken is None

    tampered(told, "DELETE FROM events WHERE id = 5")

    assert verified(told).broken is None
    assert f"la tête {head} n'y est pas" in (verified(told, head).broken or "")


def document(sha256: str) -> Document:
    return Document("logo.png", sha256, "image/png", DocumentType.LOGO, 0.9)


def erase(session: Session, operator: str = "d1") -> erasing.Leftovers:
    event = DossierErased("RPC-7K3QX2", "Claire", "demande de l'opérateur")
    journal.record(session, operator, [Recorded(NOW, event, "erasure:1")])
    return erasing.erase(session, operator, NOW)


def test_an_erasure_leaves_the_chain_whole_and_says_so(told: Database):
    with told.transaction() as session:
        erase(session)

    found = verified(told)

    assert found.broken is None
    assert (found.head.number, found.erased) == (6, 4)
    with told.reading() as session:
        facts = list(journal.facts(session, NOW - timedelta(days=1)))
    assert [fact.event is None for fact in facts] == [True, True, True, False, True, False]


def test_an_erasure_leaves_no_word_in_the_file(told: Database):
    with told.transaction() as session:
        sha256 = arrive(session)
        inbox.handled(session, sha256, outcome=SECRET, operator="d1", reading=reading(reply_text=SECRET), now=NOW)
        queue(session, operator="d1", raw=SECRET.encode())
    with told.transaction() as session:
        gone = erase(session)
    told.forget()

    assert gone.mails == (sha256,)
    assert told.file
    left = b"".join(path.read_bytes() for path in told.file.parent.glob("greffier.db*"))
    assert left.count(b"rue des Lilas 3") == 1  # the other dossier keeps its own
    assert left.count(b"rue des Lilas") == 1
    assert b"helene@trajeo" not in left.replace(b'["helene@trajeo.example"]', b"")


def test_an_erased_dossier_is_found_no_more_and_its_mail_opens_nothing_anew(told: Database):
    with told.transaction() as session:
        sha256 = arrive(session)
        inbox.handled(session, sha256, outcome="", operator="d1", reading=reading(), now=NOW)
        erase(session)

        assert [dossier.id for dossier in dossiers.all_dossiers(session)] == ["d2"]
        assert dossiers.acquaintances(session, reading(), frozenset()).by_address == ()
        arrive(session, uid=2)
        assert inbox.due(session, 10) == ()
        assert sha256 not in inbox.spooled(session)


def test_a_letter_of_an_erased_dossier_never_leaves(told: Database):
    with told.transaction() as session:
        queue(session, operator="d1")
        erase(session)

        assert outbox.claim(session, NOW) is None
        assert not queue(session, operator="d2")


def test_a_paper_that_another_operator_sent_too_stays(told: Database):
    with told.transaction() as session:
        for uid, operator in enumerate(("d1", "d2"), 1):
            said = reading(documents=(document("a" * 64), document(str(uid) * 64)))
            mail = arrive(session, operator, uid)
            inbox.handled(session, mail, outcome="", operator=operator, reading=said, now=NOW)

        assert erase(session).papers == ("1" * 64,)
