"""Documents and the antivirus: what is dangerous reaches nobody, what was not looked into waits, its mail does not."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

import pytest

from clamd import LARGEST, MARK, Antivirus
from greffier.demo import papers
from greffier.errors import Unreachable
from greffier.model.dossier import Dossier, ItemState
from greffier.model.event import PaperRefused
from greffier.model.letter import Review
from greffier.rounds.incoming import rescan
from greffier.rounds.office import Office
from greffier.rounds.telling.health import health
from greffier.store import dossiers, inbox, journal, outbox, reviews
from offices import mail_with, office_in, receive_mail, with_antivirus
from processes import paused

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
SKETCH = papers.technical_file("Trajeo")
INFECTED = SKETCH + b"\n%" + MARK

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def office(tmp_path: Path, antivirus: Antivirus) -> Iterator[Office]:
    opened = with_antivirus(office_in(tmp_path), antivirus.socket)
    yield opened
    opened.database.close()


def dossier_of(office: Office) -> Dossier:
    with office.database.reading() as session:
        (dossier,) = dossiers.all_dossiers(session)
    return dossier


def asked(office: Office) -> tuple[Review, ...]:
    with office.database.reading() as session:
        return tuple(pending.review for pending in reviews.open_reviews(session))


def refusals(office: Office) -> list[PaperRefused]:
    with office.database.reading() as session:
        history = journal.history(session, dossier_of(office).id)
    return [one.event for one in history if isinstance(one.event, PaperRefused)]


def letters(office: Office, now: datetime) -> list[str]:
    """Return the letters to the operator that wait to leave, as they are written."""
    written = []
    with office.database.transaction() as session:
        while letter := outbox.claim(session, now + timedelta(days=1)):
            if "helene@trajeo.example" in letter.recipients:
                written.append(" ".join(text_of(letter.raw).split()))
            outbox.sent(session, letter.id, letter.token, "250 OK", now)
    return written


def text_of(raw: bytes) -> str:
    body = message_from_bytes(raw, policy=SMTP).get_body(("plain",))
    assert body
    return body.get_content()


def said_of_health(office: Office, now: datetime) -> str:
    with office.database.reading() as session:
        return " ; ".join(vital.words for vital in health(session, office, now))


def waits(office: Office) -> list[str]:
    return [one.sha256 for one in rescan.waiting_documents(office)]


async def test_a_clean_document_goes_where_it_was_going(office: Office) -> None:
    await receive_mail(office, mail_with({"dossier.pdf": SKETCH}), NOW)

    assert dossier_of(office).item("technical_file").state is ItemState.RECEIVED
    assert dossier_of(office).item("technical_file").words == ""
    assert "technical_file" in {review.item for review in asked(office)}
    assert "aucune pièce n'attend" in said_of_health(office, NOW)


async def test_a_virus_reaches_nobody_and_is_told_to_the_operator_and_to_staff(office: Office) -> None:
    await receive_mail(office, mail_with({"dossier technique.pdf": INFECTED}), NOW)

    assert dossier_of(office).item("technical_file").state is ItemState.MISSING
    assert not office.papers.path(sha256(INFECTED).hexdigest()).exists()
    assert not [review for review in asked(office) if review.paper]
    (refused,) = refusals(office)
    assert (refused.name, refused.code) == ("dossier technique.pdf", "virus")
    assert "virus" in refused.staff
    (letter,) = letters(office, NOW)
    assert "dossier technique.pdf" in letter
    assert "dangereux" in letter


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("kbis.pdf", b"MZ" + bytes(400), "executable"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "script"),
        (
            "dossier.pdf",
            SKETCH.replace(b"/Type /Catalog", b"/OpenAction <</S /JavaScript /JS (x)>> /Type /Catalog"),
            "javascript",
        ),
    ],
)
async def test_what_acts_is_no_document_even_without_antivirus(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    office = office_in(tmp_path)

    await receive_mail(office, mail_with({name: content}), NOW)

    assert [refused.code for refused in refusals(office)] == [code]
    assert not office.papers.path(sha256(content).hexdigest()).exists()
    assert not [review for review in asked(office) if review.paper]
    assert "aucun antivirus" in said_of_health(office, NOW)
    office.database.close()


async def test_without_an_answer_of_the_antivirus_the_document_waits_and_the_mail_does_not(
    office: Office, antivirus: Antivirus
) -> None:
    with paused(antivirus.daemon):
        await receive_mail(office, mail_with({"dossier.pdf": SKETCH}), NOW)

        item = dossier_of(office).item("technical_file")
        assert (item.state, item.words) == (ItemState.RECEIVED, "en attente d'analyse")
        assert not [review for review in asked(office) if review.paper]
        with pytest.raises(Unreachable):
            rescan.waiting_documents(office)
        assert "une pièce attend l'analyse antivirus depuis 3 h" in said_of_health(office, LATER)
    (letter,) = letters(office, NOW)
    assert "attente d’analyse" in letter

    for one in rescan.waiting_documents(office):
        rescan.look_again(office, one, LATER)

    item = dossier_of(office).item("technical_file")
    assert (item.state, item.words) == (ItemState.RECEIVED, "")
    assert "technical_file" in {review.item for review in asked(office)}
    assert waits(office) == []
    assert letters(office, LATER) == []


async def test_a_document_that_waited_and_is_a_virus_is_asked_for_again(office: Office, antivirus: Antivirus) -> None:
    with paused(antivirus.daemon):
        message = await receive_mail(office, mail_with({"dossier.pdf": INFECTED}), NOW)
    letters(office, NOW)
    assert office.papers.path(sha256(INFECTED).hexdigest()).exists()

    for one in rescan.waiting_documents(office):
        rescan.look_again(office, one, LATER)

    item = dossier_of(office).item("technical_file")
    assert (item.state, item.fault) == (ItemState.REJECTED, "incorrect")
    assert not office.papers.path(sha256(INFECTED).hexdigest()).exists()
    assert not [review for review in asked(office) if review.paper]
    assert [refused.code for refused in refusals(office)] == ["virus"]
    (letter,) = letters(office, LATER)
    assert "dangereux" in letter
    with office.database.reading() as session:
        _, reading = inbox.filed(session, message)
    assert reading.documents[0].problems == ("virus",)
    assert not reading.documents[0].facts


async def test_a_document_too_big_for_the_antivirus_holds_no_other_up(office: Office) -> None:
    big = SKETCH + b"\n%" + bytes(LARGEST)

    await receive_mail(
        office,
        mail_with({"dossier.pdf": big, "Kbis.pdf": papers.kbis("TRAJEO", papers.siren(7), date(2026, 11, 2))}),
        NOW,
    )

    assert dossier_of(office).item("technical_file").words == "en attente d'analyse"
    assert "registration" in {review.item for review in asked(office)}
    assert waits(office) == [sha256(big).hexdigest()]
    for one in rescan.waiting_documents(office):
        assert not rescan.look_again(office, one, LATER)
    assert waits(office) == [sha256(big).hexdigest()]


async def test_a_document_is_settled_once_however_often_it_is_looked_into(office: Office, antivirus: Antivirus) -> None:
    with paused(antivirus.daemon):
        await receive_mail(office, mail_with({"dossier.pdf": SKETCH}), NOW)
    (one,) = rescan.waiting_documents(office)

    rescan.look_again(office, one, LATER)
    rescan.look_again(office, one, LATER)

    with office.database.reading() as session:
        causes = [recorded.cause for recorded in journal.history(session, dossier_of(office).id)]
    assert causes.count(f"scan:{one.message}:{one.sha256}") == 1


async def test_what_a_doubtful_sender_sent_enters_no_dossier_once_it_was_looked_into(
    office: Office, antivirus: Antivirus
) -> None:
    await receive_mail(office, mail_with({}), NOW)
    before = dossier_of(office)
    forged = mail_with({"dossier.pdf": SKETCH}, f"Dossier {before.reference} : notre pièce.", 2)
    forged = forged.replace(b"helene@trajeo.example", b"helene@trajeo-sas.example")
    with paused(antivirus.daemon):
        await receive_mail(office, forged, NOW)
    (one,) = rescan.waiting_documents(office)

    rescan.look_again(office, one, LATER)

    assert waits(office) == []
    assert dossier_of(office).items == before.items
    assert not [review for review in asked(office) if review.paper]
