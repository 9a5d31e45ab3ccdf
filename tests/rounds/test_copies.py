"""A paper given to a person: noted each time, marked where it shows who somebody is, never one that is dangerous."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from clamd import Antivirus
from greffier.demo import papers
from greffier.dossier.chronicle import told
from greffier.errors import NotAllowed, NotFound, Unreadable
from greffier.model.event import PaperShown, Way
from greffier.model.mail import DocumentType
from greffier.reading.pool import logo_copy, marked_copy
from greffier.rounds.office import Office
from greffier.rounds.people.copies import copy_for, logo_for
from greffier.store import dossiers, inbox, journal
from offices import mail_with, office_in, receive_mail, with_antivirus
from processes import paused

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KBIS = papers.kbis("TRAJEO", papers.siren(7), date(2026, 11, 2))
LOGO = papers.logo_svg("Trajeo")
WORDS = "Copie pour Claire, 24/11/2026"

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = office_in(tmp_path)
    yield opened
    opened.database.close()


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def shown(office: Office) -> list[PaperShown]:
    with office.database.reading() as session:
        (dossier,) = dossiers.all_dossiers(session)
        history = journal.history(session, dossier.id)
    return [one.event for one in history if isinstance(one.event, PaperShown)]


def call_it_identity(office: Office, message: str) -> None:
    """Let the mail's documents be identity papers, whatever is on them."""
    with office.database.transaction() as session:
        _, reading = inbox.filed(session, message)
        for document in reading.documents:
            object.__setattr__(document, "type", DocumentType.IDENTITY)
        inbox.amend(session, message, reading)


def dark(pdf: bytes) -> int:
    """Count the pixels of the first page that are not white."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L")
    return sum(picture.histogram()[:245])


async def test_a_paper_is_given_as_it_came_and_the_dossier_knows_who_got_it(office: Office) -> None:
    await receive_mail(office, mail_with({"../../etc/kbis.pdf": KBIS}), NOW)

    copy = await copy_for(office, hash_of(KBIS)[:12], by="claire", way=Way.SAVED, now=NOW)

    assert copy.content == KBIS
    assert copy.name == f"registration-{hash_of(KBIS)[:8]}.pdf"
    (event,) = shown(office)
    assert event == PaperShown(hash_of(KBIS), "claire", Way.SAVED)
    assert told(event, office.rules) == f"claire a enregistré la pièce {hash_of(KBIS)[:12]}"


async def test_an_identity_paper_is_marked_unless_the_original_is_asked_for_which_is_noted(office: Office) -> None:
    call_it_identity(office, await receive_mail(office, mail_with({"cni.pdf": KBIS}), NOW))

    marked = await copy_for(office, hash_of(KBIS), by="claire", way=Way.MAILED, now=NOW)
    original = await copy_for(office, hash_of(KBIS), by="claire", way=Way.OPENED, original=True, now=NOW)

    assert dark(marked.content) > 1.2 * dark(KBIS)
    assert original.content == KBIS
    assert [event.original for event in shown(office)] == [False, True]


async def test_what_cannot_be_marked_is_not_given_and_nothing_is_noted(office: Office) -> None:
    call_it_identity(office, await receive_mail(office, mail_with({"cni.txt": b"Carte d'identite"}), NOW))

    with pytest.raises(Unreadable, match="demandez l'original"):
        await copy_for(office, hash_of(b"Carte d'identite"), by="claire", way=Way.OPENED, now=NOW)

    assert shown(office) == []


async def test_a_drawing_becomes_the_registry_s_picture(office: Office) -> None:
    await receive_mail(office, mail_with({"logo.svg": LOGO}), NOW)

    copy = await logo_for(office, hash_of(LOGO), by="claire", way=Way.SAVED, now=NOW)

    picture = Image.open(io.BytesIO(copy.content))
    assert (picture.format, picture.size) == ("PNG", (255, 255))
    assert copy.name.endswith("-255.png")


async def test_a_paper_that_waits_for_the_antivirus_or_is_dangerous_is_given_to_nobody(
    office: Office, antivirus: Antivirus
) -> None:
    program = b"MZ" + bytes(400)
    with paused(antivirus.daemon):
        await receive_mail(
            with_antivirus(office, antivirus.socket), mail_with({"kbis.pdf": KBIS, "rib.pdf": program}), NOW
        )

    with pytest.raises(NotAllowed, match="en attente d'analyse"):
        await copy_for(office, hash_of(KBIS), by="claire", way=Way.OPENED, now=NOW)
    with pytest.raises(NotAllowed, match="dangereuse"):
        await copy_for(office, hash_of(program), by="claire", way=Way.OPENED, now=NOW)


@pytest.mark.parametrize("fragment", ["", "abc", "0" * 12, "%%%%%%%%"])
async def test_a_hash_that_names_nothing_is_told(office: Office, fragment: str) -> None:
    with pytest.raises(NotFound):
        await copy_for(office, fragment, by="claire", way=Way.OPENED, now=NOW)


async def test_every_page_is_marked_and_the_text_is_gone() -> None:
    copy = pypdfium2.PdfDocument(await marked_copy(KBIS, "application/pdf", WORDS))

    assert len(copy) == 1
    assert copy[0].get_textpage().get_text_bounded() == ""


@pytest.mark.parametrize(
    "drawing",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'><path d='M0 0h9'/></svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><style>@import url(http://x)</style></svg>",
        b"no drawing at all",
    ],
)
async def test_a_drawing_that_is_more_than_one_is_not_drawn(drawing: bytes) -> None:
    with pytest.raises(Unreadable):
        await logo_copy(drawing, "image/svg+xml")
