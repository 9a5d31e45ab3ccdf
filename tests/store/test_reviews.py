"""Questions to staff: put once, answered once, with who and when."""

import re

import pytest
from sqlmodel import Session

from greffier.errors import NotFound
from greffier.model.letter import Choice, Review, ReviewKind
from greffier.model.mail import Contact, Role
from greffier.store import reviews
from greffier.store.database import Database
from greffier.store.failures import AlreadyDone
from kept import NOW, kept

DPO = Contact(Role.DPO, "Roy", "Ana", "ana@trajeo.example")
QUESTION = Review("c1", ReviewKind.CONTACT, "Ana Roy est-elle la DPO ?", "dpo", "« Ana Roy »", proposal=DPO)


def put(session: Session, review: Review = QUESTION) -> str:
    kept(session)
    identity = reviews.put(session, review, "d1", NOW)
    assert identity is not None
    return identity


def test_a_question_comes_back_whole(database: Database):
    with database.transaction() as session:
        identity = put(session)

        pending = reviews.get(session, identity)

    assert (pending.operator, pending.review, pending.opened_at, pending.told_at) == ("d1", QUESTION, NOW, None)


def test_its_number_is_short_and_forgives_how_it_is_typed(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reviews, "short_ids", lambda _: iter(["70K1QX"]))
    with database.transaction() as session:
        put(session)

        assert reviews.get(session, " 7okLqx ").id == "70K1QX"


def test_numbers_follow_no_order(database: Database):
    with database.transaction() as session:
        numbers = [put(session, Review(str(number), ReviewKind.QUESTION, "?")) for number in range(8)]

    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{6}", number) for number in numbers)
    assert numbers != sorted(numbers)


def test_a_number_already_taken_is_drawn_again(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reviews, "short_ids", lambda _: iter(["AAAAAA", "BBBBBB"]))
    with database.transaction() as session:
        assert put(session) == "AAAAAA"
        assert put(session, Review("c2", ReviewKind.QUESTION, "?")) == "BBBBBB"


def test_one_cause_puts_one_question(database: Database):
    with database.transaction() as session:
        put(session)

        assert reviews.put(session, QUESTION, "d1", NOW) is None


def test_the_second_answer_hears_of_the_first(database: Database):
    with database.transaction() as session:
        identity = put(session)
        reviews.close(session, identity, choice=Choice.ACCEPT, by="Claire", words="", now=NOW)

    told = r"Claire a déjà répondu « accepté » .* le 23/11/2026 à 09:00 UTC"
    with pytest.raises(AlreadyDone, match=told), database.transaction() as session:
        reviews.close(session, identity, choice=Choice.REJECT, by="Paul", words="", now=NOW)
    with database.reading() as session:
        assert reviews.open_reviews(session) == ()


def test_a_question_about_an_item_that_moved_is_withdrawn(database: Database):
    with database.transaction() as session:
        about_dpo, about_rib = put(session), put(session, Review("c2", ReviewKind.DOCUMENT, "?", "rib"))

        reviews.close_for_item(session, "d1", "dpo", NOW)

        assert [pending.id for pending in reviews.open_reviews(session)] == [about_rib]
        with pytest.raises(AlreadyDone, match="plus d'objet"):
            reviews.get(session, about_dpo)


def test_an_unknown_number_is_told_with_the_mend(database: Database):
    with database.reading() as session, pytest.raises(NotFound, match="greffier review list"):
        reviews.get(session, "XXXXXX")


def test_it_is_noted_when_staff_were_first_told(database: Database):
    with database.transaction() as session:
        identity = put(session)

        reviews.told(session, [identity], NOW)
        reviews.told(session, [identity], NOW.replace(hour=20))

        session.expire_all()
        assert reviews.get(session, identity).told_at == NOW
