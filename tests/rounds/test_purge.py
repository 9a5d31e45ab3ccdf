"""Papers that served their purpose go, with the mails that brought them; what was found and decided stays."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from greffier.demo import papers
from greffier.dossier.chronicle import told
from greffier.model.decision import Decision
from greffier.model.dossier import Dossier, Stage
from greffier.model.event import PapersPurged, StageMoved
from greffier.rounds.apply import apply
from greffier.rounds.keeping.housekeeping import keep_house
from greffier.rounds.keeping.purge import purge_due
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox, journal
from offices import mail_with, office_in, receive_mail

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
RIB = papers.rib("TRAJEO SAS", papers.iban(7), "BDFEFRPPCCT", "Banque de France")
OTHER_RIB = papers.rib("TRAJEO SAS", papers.iban(8), "BDFEFRPPCCT", "Banque de France")
KBIS = papers.kbis("TRAJEO", papers.siren(7), date(2026, 11, 2))

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = office_in(tmp_path)
    yield opened
    opened.database.close()


def dossier_of(office: Office) -> Dossier:
    with office.database.reading() as session:
        (dossier,) = dossiers.all_dossiers(session)
    return dossier


def decided(office: Office, *stages: Stage, at: datetime = NOW) -> None:
    """Let the dossier go through these stages."""
    with office.database.transaction() as session:
        (dossier,) = dossiers.all_dossiers(session)
        moves = Decision("décidé", tuple(StageMoved(stage) for stage in stages))
        apply(session, office, dossier, moves, f"test:{at}", at)


def is_kept(office: Office, paper: bytes) -> bool:
    return office.papers.path(sha256(paper).hexdigest()).exists()


def purged(office: Office) -> list[PapersPurged]:
    with office.database.reading() as session:
        history = journal.history(session, dossier_of(office).id)
    return [one.event for one in history if isinstance(one.event, PapersPurged)]


async def test_a_rib_goes_thirty_days_after_the_decision_and_not_before(office: Office) -> None:
    message = await receive_mail(office, mail_with({"RIB.pdf": RIB, "Kbis.pdf": KBIS}), NOW)
    decided(office, Stage.REVIEWING, Stage.OPENING, Stage.OPEN)
    before = dossier_of(office).item("rib")

    assert purge_due(office, NOW + 29 * DAY) == 0
    assert is_kept(office, RIB)
    assert purge_due(office, NOW + 31 * DAY) == 1

    assert not is_kept(office, RIB)
    assert is_kept(office, KBIS)
    assert not office.spool.path(message).exists()
    assert dossier_of(office).item("rib") == before
    (event,) = purged(office)
    assert event == PapersPurged((sha256(RIB).hexdigest(),), ("rib",))
    assert told(event, office.rules).startswith("une pièce effacée, son but étant atteint : RIB")


async def test_no_bank_number_stays_in_what_was_read(office: Office) -> None:
    message = await receive_mail(office, mail_with({"RIB.pdf": RIB}), NOW)
    decided(office, Stage.REFUSED)

    purge_due(office, NOW + 31 * DAY)

    with office.database.reading() as session:
        _, reading = inbox.filed(session, message)
    assert dict(reading.documents[0].facts) == {"bank": "BANQUE DE FRANCE"}


async def test_what_is_erased_is_erased_once(office: Office) -> None:
    await receive_mail(office, mail_with({"RIB.pdf": RIB}), NOW)
    decided(office, Stage.WITHDRAWN)

    counts = [purge_due(office, NOW + days * DAY) for days in (31, 32, 60)]

    assert counts == [1, 0, 0]
    assert len(purged(office)) == 1


async def test_a_dossier_that_is_not_decided_keeps_its_papers(office: Office) -> None:
    await receive_mail(office, mail_with({"RIB.pdf": RIB}), NOW)
    decided(office, Stage.REVIEWING)

    assert purge_due(office, NOW + 400 * DAY) == 0
    assert is_kept(office, RIB)


async def test_a_paper_that_comes_after_the_decision_has_a_term_of_its_own(office: Office) -> None:
    await receive_mail(office, mail_with({"RIB.pdf": RIB}), NOW)
    decided(office, Stage.REVIEWING, Stage.OPENING, Stage.OPEN)
    await receive_mail(office, mail_with({"RIB.pdf": OTHER_RIB}, "Voici notre RIB.", number=2), NOW + 20 * DAY)

    assert purge_due(office, NOW + 31 * DAY) == 1
    assert not is_kept(office, RIB)
    assert is_kept(office, OTHER_RIB)
    assert purge_due(office, NOW + 51 * DAY) == 1
    assert not is_kept(office, OTHER_RIB)


async def test_housekeeping_erases_what_is_due_and_what_belongs_to_nobody(office: Office) -> None:
    await receive_mail(office, mail_with({"RIB.pdf": RIB, "Kbis.pdf": KBIS}), NOW)
    decided(office, Stage.REFUSED)
    office.papers.keep(sha256(b"orphan").hexdigest(), b"orphan")

    keep_house(office, NOW + 31 * DAY)

    assert not is_kept(office, RIB)
    assert not is_kept(office, b"orphan")
    assert is_kept(office, KBIS)
