"""Files made to harm, as they come: by mail, through the spool, the worker, the antivirus and the decision.

Each ends within 30 s of processor and 1.5 GiB, its mail handled or set aside with a reason; the next mail is served.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from clamd import Antivirus
from greffier.model.mail import Reading
from greffier.reading import pool
from greffier.rounds.office import Office
from greffier.store import inbox
from greffier.store.mail_tables import Messages
from offices import mail_with, office_in, receive_mail, with_antivirus
from shared import SHARED, needs_shared

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOSTILE = SHARED / "hostile"
WITHIN = replace(pool.LIMITS, memory=1536 * 1024**2, processor=30, seconds=90)
"""Seconds on the wall leave room for a machine that does other things."""
NEVER_SHOWN = {"infected", "unsafe"}

pytestmark = [pytest.mark.anyio, pytest.mark.shared, needs_shared]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def office(tmp_path: Path, antivirus: Antivirus, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(pool, "LIMITS", WITHIN)
    opened = with_antivirus(office_in(tmp_path), antivirus.socket)
    yield opened
    opened.database.close()


def ended(office: Office, message: str) -> Messages:
    with office.database.reading() as session:
        return session.exec(select(Messages).where(Messages.sha256 == message)).one()


def reading_of(office: Office, message: str) -> Reading:
    with office.database.reading() as session:
        return inbox.filed(session, message)[1]


def wrongs(office: Office, message: str, expected: str) -> Iterator[str]:
    """Yield what is not as it should be with the mail that brought a hostile file."""
    mail = ended(office, message)
    if mail.state not in {"handled", "set_aside"} or not mail.outcome or "erreur interne" in mail.outcome:
        yield f"{mail.state}: {mail.outcome}"
    if mail.state != "handled":
        return
    documents = reading_of(office, message).documents
    if expected in NEVER_SHOWN and not any(document.harmful or "limit" in document.problems for document in documents):
        yield "was not found dangerous, nor beyond the limits"
    for document in documents:
        if document.harmful and office.papers.path(document.sha256).exists():
            yield f"{document.sha256[:8]} was kept"


async def test_every_hostile_file_ends_and_harms_nobody(office: Office) -> None:
    files = {item["file"]: item["expect"] for item in json.loads((HOSTILE / "truth.json").read_text())["items"]}

    found = {}
    for number, (name, expected) in enumerate(files.items()):
        raw = mail_with({name: (HOSTILE / name).read_bytes()}, "Voici notre pièce.", number)
        message = await receive_mail(office, raw, NOW)
        found[name] = list(wrongs(office, message, expected))

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) > 40
    after = await receive_mail(office, mail_with({}, "Nous acceptons les CGU.", 1000), NOW)
    assert ended(office, after).state == "handled"
