"""Workers read within limits; a mail that breaks them is set aside with its reason, and the next one is read."""

import tomllib
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from greffier.errors import Unreadable
from greffier.model.mail import SenderKind
from greffier.model.rules import Registry, Wordings
from greffier.reading import pool
from greffier.shipped import shipped
from reading.mails import raw

WORDINGS = Wordings.model_validate(tomllib.loads((shipped("rules") / "wordings.toml").read_text("utf-8")))
REGISTRY = Registry()

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    spooled = tmp_path / "spooled"
    spooled.write_bytes(raw("Nous acceptons les CGU du registre."))
    return spooled


async def test_a_mail_is_read_in_another_process(mail: Path) -> None:
    await pool.warm_up()

    reading = await pool.read_spooled(mail, WORDINGS, REGISTRY, into=None)

    assert reading.sender_kind is SenderKind.PERSON
    assert reading.reply_text == "Nous acceptons les CGU du registre."


async def test_documents_kept_are_written_under_their_hash_for_nobody_else(tmp_path: Path) -> None:
    message = EmailMessage(policy=SMTP)
    message.set_content("Voici.")
    message.add_attachment(b"Dossier technique", maintype="application", subtype="octet-stream", filename="../../d.txt")
    (tmp_path / "spooled").write_bytes(message.as_bytes())
    into = tmp_path / "kept"
    into.mkdir()

    reading = await pool.read_spooled(tmp_path / "spooled", WORDINGS, REGISTRY, into)

    (document,) = reading.documents
    assert (into / document.sha256).read_bytes() == b"Dossier technique"
    assert [file.name for file in into.iterdir()] == [document.sha256]
    assert (into / document.sha256).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "limits",
    [
        replace(pool.LIMITS, seconds=0.02),
        replace(pool.LIMITS, processor=1),
        replace(pool.LIMITS, memory=60 * 1024**2),
    ],
    ids=["time", "processor", "memory"],
)
async def test_a_mail_that_breaks_a_limit_is_set_aside_and_the_next_is_read(
    limits: pool.Limits, mail: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heavy = tmp_path / "heavy"
    heavy.write_bytes(HEAVY)

    with monkeypatch.context() as tight:
        tight.setattr(pool, "LIMITS", limits)
        with pytest.raises(Unreadable):
            await pool.read_spooled(heavy, WORDINGS, REGISTRY, into=None)
    reading = await pool.read_spooled(mail, WORDINGS, REGISTRY, into=None)

    assert reading.sender == "paul@operateur.example"


HEAVY = b"Content-Type: application/octet-stream\r\n\r\n" + bytes(range(256)) * 60_000
"""Bytes by the line cost the parser most: seconds and ten times their size."""
