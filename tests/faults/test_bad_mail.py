"""One bad mail harms only itself: it is set aside with its reason, kept as it came, shown to staff, and tried again."""

import zipfile
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from pathlib import Path

import pytest
from desk import Desk
from office_at_work import Work

from greffier.reading import pool
from greffier.rounds.office import open_office
from greffier.settings import load_settings

pytestmark = [pytest.mark.servers, pytest.mark.anyio]


def by_the_line() -> bytes:
    """A mail that costs the parser ten times its size in memory, and half a second at the least."""
    header = b"From: Paul Roy <paul@operateur.example>\r\nSubject: =?utf-8?q?Adh=C3=A9sion?=\r\n"
    return header + b"Content-Type: application/octet-stream\r\n\r\n" + bytes(range(1, 256)) * 60_000


def bomb() -> bytes:
    """A mail with an archive that is a thousand times bigger within."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(20):
            file.writestr(f"{number}.txt", b"\0" * 20_000_000)
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "paul@operateur.example", "Nos pièces"
    message.set_content("Voici.")
    message.add_attachment(archive.getvalue(), maintype="application", subtype="zip", filename="pieces.zip")
    return message.as_bytes()


@pytest.mark.parametrize("limit", [{"memory": 60 * 1024**2}, {"seconds": 0.02}], ids=["memory", "time"])
async def test_a_mail_that_kills_its_worker_is_set_aside_and_the_next_one_is_handled(
    work: Work, tmp_path: Path, limit: dict[str, float], monkeypatch: pytest.MonkeyPatch
):
    desk = Desk(work, open_office(load_settings(work.config, {})))
    work.servers.put(by_the_line(), work.registry)
    (raw,) = work.servers.mails(work.registry)
    with monkeypatch.context() as tight:
        tight.setattr(pool, "LIMITS", replace(pool.LIMITS, **limit))
        await desk.turn()
    desk.bring()
    await desk.turn()
    (aside,) = work.asked("quarantine", "list")
    start = aside["sha256"][:8]
    shown = work.cli("quarantine", "show", start)
    work.cli("quarantine", "export", start, str(tmp_path / "mail.eml"))

    work.cli("quarantine", "retry", start)
    waiting = desk.mails_by_state()
    await desk.turn()

    assert aside["reason"] in shown
    assert "paul@operateur.example" in shown
    assert "Adhésion" in shown
    assert (tmp_path / "mail.eml").read_bytes() == raw
    assert waiting == {"handled": 1, "due": 1}
    assert desk.mails_by_state() == {"handled": 2}
    assert desk.failing == {}
    await desk.shift.close()


async def test_a_bomb_is_opened_no_further_than_the_limits_and_the_rest_goes_on(work: Work):
    desk = Desk(work, open_office(load_settings(work.config, {})))
    work.servers.put(bomb(), work.registry)
    desk.bring()

    await desk.turn()

    assert sum(desk.mails_by_state().values()) == 2
    assert "due" not in desk.mails_by_state()
    assert desk.delivered() == [1]
    await desk.shift.close()


async def test_what_is_not_in_quarantine_cannot_be_shown(work: Work):
    desk = Desk(work, open_office(load_settings(work.config, {})))
    await desk.turn()

    assert work.asked("quarantine", "list") == []
    with pytest.raises(AssertionError, match="aucun message mis de côté ne commence par"):
        work.cli("quarantine", "show", "0123")
    await desk.shift.close()
