"""Workers read within limits; a mail that breaks them is set aside with its reason, and the next one is read."""

import os
import signal
import tomllib
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

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


MAIL = raw("Nous acceptons les CGU du registre.")


async def test_a_mail_is_read_in_another_process() -> None:
    await pool.warm_up()

    reading, _ = await pool.read_mail(MAIL, WORDINGS, REGISTRY)

    assert reading.sender_kind is SenderKind.PERSON
    assert reading.reply_text == "Nous acceptons les CGU du registre."


async def test_a_worker_that_died_idle_costs_the_next_mail_nothing() -> None:
    await pool.warm_up()
    for worker in idle_workers():
        os.kill(worker, signal.SIGKILL)

    reading, _ = await pool.read_mail(MAIL, WORDINGS, REGISTRY)

    assert reading.sender == "paul@operateur.example"


def idle_workers() -> list[int]:
    """Return the processes that anyio keeps for this one."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
    return [int(child) for child in children if b"anyio.to_process" in Path(f"/proc/{child}/cmdline").read_bytes()]


async def test_documents_kept_come_with_their_hash() -> None:
    message = EmailMessage(policy=SMTP)
    message.set_content("Voici.")
    message.add_attachment(b"Dossier technique", maintype="application", subtype="octet-stream", filename="../../d.txt")

    reading, kept = await pool.read_mail(message.as_bytes(), WORDINGS, REGISTRY)

    (document,) = reading.documents
    assert kept == ((document.sha256, b"Dossier technique"),)


def by_the_line() -> bytes:
    """Bytes that are no base64 cost the parser most: half a second at least, and ten times their size."""
    return b"Content-Type: application/octet-stream\r\n\r\n" + bytes(range(256)) * 60_000


def many_pictures() -> bytes:
    """Each is small to send and a tenth of a second to open."""
    message = EmailMessage(policy=SMTP)
    message.set_content("Voici.")
    for shade in range(20):
        picture = BytesIO()
        Image.new("L", (6000, 6000), shade).save(picture, "PNG", compress_level=1)
        message.add_attachment(picture.getvalue(), maintype="image", subtype="png", filename=f"{shade}.png")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("heavy", "limits"),
    [
        (by_the_line, replace(pool.LIMITS, seconds=0.02)),
        (many_pictures, replace(pool.LIMITS, processor=1)),
        (by_the_line, replace(pool.LIMITS, memory=60 * 1024**2)),
    ],
    ids=["time", "processor", "memory"],
)
async def test_a_mail_that_breaks_a_limit_is_set_aside_and_the_next_is_read(
    heavy: Callable[[], bytes], limits: pool.Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_much = heavy()

    with monkeypatch.context() as tight:
        tight.setattr(pool, "LIMITS", limits)
        with pytest.raises(Unreadable):
            await pool.read_mail(too_much, WORDINGS, REGISTRY)
    reading, _ = await pool.read_mail(MAIL, WORDINGS, REGISTRY)

    assert reading.sender == "paul@operateur.example"
