"""What others may make grow: over a limit a mail is set aside, told, and goes on once a person says so."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from greffier.model.rules import Incoming
from greffier.rounds.incoming import receive
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox
from offices import TUESDAY, office_in, receive_mail
from rounds.spoofs import OURS, mail, passing


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path, f'authserv_id = "{OURS}"')


def limited(office: Office, **limits: int) -> Office:
    budgets = office.rules.budgets.model_copy(update={"incoming": Incoming(**limits)})
    return replace(office, rules=office.rules.model_copy(update={"budgets": budgets}))


def join(name: str, domain: str = "trajeo.test", **more: object) -> bytes:
    text = f"Bonjour,\n\nNous voulons adhérer au registre et acceptons les CGU.\n\n{name}\n"
    return mail(passing(domain), ("From", f"{name} <{name}@{domain}>"), text=text, **more)


def states(office: Office) -> list[tuple[str, str]]:
    assert office.database.file
    with closing(sqlite3.connect(office.database.file)) as database:
        return database.execute("select state, outcome from messages order by id").fetchall()


def opened(office: Office) -> int:
    with office.database.reading() as session:
        return len(dossiers.all_dossiers(session))


@pytest.mark.anyio
async def test_too_many_mails_in_a_minute_wait_for_a_person(office: Office):
    office = limited(office, per_minute=2)

    for number in range(3):
        await receive_mail(office, join("paul") + b"%d\r\n" % number, TUESDAY + timedelta(seconds=number))
    await receive_mail(office, join("paul") + b"later\r\n", TUESDAY + timedelta(minutes=3))

    assert [state for state, _ in states(office)] == ["handled", "handled", "set_aside", "handled"]
    assert states(office)[2][1] == "limite atteinte : plus de 2 messages en une minute du même expéditeur"


@pytest.mark.anyio
async def test_a_sender_who_fills_the_disk_is_stopped(office: Office):
    office = limited(office, megabytes=1)

    await receive_mail(office, join("paul") + b"x" * 1_200_000 + b"\r\n", TUESDAY)
    await receive_mail(office, join("paul") + b"y" + b"\r\n", TUESDAY + timedelta(hours=1))

    assert "Mo du disque" in states(office)[1][1]


@pytest.mark.anyio
async def test_a_mail_of_too_many_attachments_is_stopped(office: Office):
    office = limited(office, attachments=1)
    piece = "Content-Type: text/plain; name=%d.txt\r\nContent-Disposition: attachment; filename=%d.txt\r\n\r\nx"
    pieces = "\r\n--b\r\n".join(piece % (number, number) for number in range(3)).encode()

    await receive_mail(office, join("paul", attached=pieces), TUESDAY)

    assert "pièces jointes en un message ; au plus 1" in states(office)[0][1]


@pytest.mark.anyio
async def test_dossiers_opened_in_a_day_are_counted_in_all_and_by_domain(office: Office):
    office = limited(office, dossiers=2, dossiers_of_domain=1)

    for number, domain in enumerate(("trajeo.test", "roulons.test", "covoitsud.test")):
        await receive_mail(office, join(f"paul{number}", domain), TUESDAY + timedelta(hours=number))

    assert opened(office) == 2
    assert states(office)[2][1] == "limite atteinte : déjà 2 dossiers ouverts en un jour"


@pytest.mark.anyio
async def test_a_mail_that_a_person_lets_go_on_is_handled(office: Office):
    office = limited(office, dossiers=1)
    await receive_mail(office, join("paul"), TUESDAY)
    sha256 = await receive_mail(office, join("anne", "roulons.test"), TUESDAY)

    with office.database.transaction() as session:
        inbox.redo(session, sha256)
    await receive.handle(office, sha256, TUESDAY)

    assert opened(office) == 2
