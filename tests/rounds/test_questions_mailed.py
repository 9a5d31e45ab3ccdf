"""Questions that do not wait for the digest: a mail to each person, with links of their own and the document."""

import asyncio
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from registry_at_work import CLAIRE, PAUL, AtWork, clicked, joining, text_of

from clicks import written_by
from greffier.demo import papers
from greffier.model.dossier import ItemState
from greffier.model.event import PaperShown, Way
from greffier.model.mail import DocumentType
from greffier.rounds.people.notices import mail_questions
from greffier.store import inbox, journal
from offices import receive_mail


@pytest.fixture
def at_once(tmp_path: Path) -> AtWork:
    """A registry that mails every question about a document at once."""
    at_work = AtWork.open(tmp_path)
    rules = at_work.office.rules
    eager = rules.cadence.model_copy(update={"reviews_at_once": ("document",)})
    at_work.office = replace(at_work.office, rules=rules.model_copy(update={"cadence": eager}))
    return at_work


def attached(letter: EmailMessage) -> list[tuple[str, bytes]]:
    return [(str(part.get_content_type()), part.get_content()) for part in letter.iter_attachments()]


def about(work: AtWork, item: str, to: str = CLAIRE) -> EmailMessage:
    number = work.question(item).id
    return next(letter for letter in work.letters(to, "review") if number in text_of(letter))


def test_each_person_gets_the_document_and_links_of_their_own(at_once: AtWork):
    at_once.arrives(joining())

    letter, other = about(at_once, "rib"), about(at_once, "rib", PAUL)
    assert attached(letter) == [
        ("application/pdf", papers.rib("TRAJEO SAS", papers.iban(7), "BDFEFRPPCCT", "Banque de France"))
    ]
    assert "Le document est joint." in text_of(letter)
    assert written_by(letter, "accepter") != written_by(other, "accepter")


def test_who_was_mailed_a_document_is_noted_and_no_question_is_mailed_twice(at_once: AtWork):
    at_once.arrives(joining())
    mailed = len(at_once.letters(CLAIRE, "review"))

    assert asyncio.run(mail_questions(at_once.office, at_once.now)) is False
    assert len(at_once.letters(CLAIRE, "review")) == mailed == 3
    with at_once.office.database.reading() as session:
        events = [one.event for one in journal.history(session, at_once.dossier().id)]
    shown = [event for event in events if isinstance(event, PaperShown)]
    assert {(event.by, event.way) for event in shown} == {(CLAIRE, Way.MAILED), (PAUL, Way.MAILED)}


def test_a_question_is_decided_from_its_own_mail(at_once: AtWork):
    at_once.arrives(joining())

    at_once.arrives(clicked(about(at_once, "rib"), "accepter"))

    assert at_once.dossier().item("rib").state is ItemState.ACCEPTED


def test_an_identity_paper_is_mailed_with_a_watermark_for_each_reader(at_once: AtWork):
    mail = joining()
    message = asyncio.run(receive_mail(at_once.office, mail.as_bytes(policy=SMTP), at_once.now))
    with at_once.office.database.transaction() as session:
        _, reading = inbox.filed(session, message)
        papers_of_people = tuple(replace(one, type=DocumentType.IDENTITY) for one in reading.documents)
        inbox.amend(session, message, replace(reading, documents=papers_of_people))

    asyncio.run(mail_questions(at_once.office, at_once.now))

    (kind, mine), (_, other) = (attached(about(at_once, "rib", person))[0] for person in (CLAIRE, PAUL))
    assert kind == "application/pdf"
    assert mine != other
