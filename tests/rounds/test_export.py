"""A dossier leaves in one archive: to read, for programs, and with everything it rests on."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from greffier.demo import papers
from greffier.errors import NotFound
from greffier.model.event import NoteTaken, PaperShown
from greffier.rounds.office import Office
from greffier.rounds.people.export import export
from greffier.store import dossiers, journal
from offices import mail_with, office_in, receive_mail

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
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


async def test_the_archive_holds_the_dossier_its_mails_letters_and_papers_for_its_owner_alone(
    office: Office, tmp_path: Path
):
    mail = mail_with({"Kbis.pdf": KBIS})
    await receive_mail(office, mail, NOW)

    place = await export(office, "trajeo", tmp_path / "out", by="Claire", now=NOW)

    with ZipFile(place) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with office.database.reading() as session:
        (dossier,) = dossiers.all_dossiers(session)
    assert place.name == f"{dossier.reference}-2026-11-24.zip"
    assert place.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    assert mail in kept.values()
    assert KBIS in kept.values()
    assert any(name.startswith("letters/001-welcome-queued") for name in kept)
    assert json.loads(kept["dossier.json"])["reference"] == dossier.reference


async def test_the_summary_reads_like_the_dossier_and_takes_no_markup_from_anybody(office: Office, tmp_path: Path):
    words = "Nous acceptons les CGU.\n\nHélène Vasseur\nPrésidente de <b>Trajeo</b> & fils SAS\n"
    await receive_mail(office, mail_with({"Kbis.pdf": KBIS}, words), NOW)

    place = await export(office, "trajeo", tmp_path / "out", by="Claire", now=NOW)

    with ZipFile(place) as archive:
        pages = pypdfium2.PdfDocument(io.BytesIO(archive.read("dossier.pdf")))
    said = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "Justificatif d'inscription à un registre" in said
    assert "helene@trajeo.example" in said
    assert "24/11/2026 10:00" in said


async def test_that_a_dossier_was_exported_stands_in_its_history(office: Office, tmp_path: Path):
    await receive_mail(office, mail_with({"Kbis.pdf": KBIS}), NOW)

    await export(office, "trajeo", tmp_path / "out", by="Claire", now=NOW)

    with office.database.reading() as session:
        (dossier,) = dossiers.all_dossiers(session)
        events = [one.event for one in journal.history(session, dossier.id)]
    assert NoteTaken("Claire", "dossier exporté") in events
    assert [event.by for event in events if isinstance(event, PaperShown)] == ["Claire"]


async def test_nobody_of_that_name_is_said_and_nothing_is_written(office: Office, tmp_path: Path):
    with pytest.raises(NotFound, match="aucun dossier"):
        await export(office, "personne", tmp_path / "out", by="Claire", now=NOW)

    assert not (tmp_path / "out").exists()
