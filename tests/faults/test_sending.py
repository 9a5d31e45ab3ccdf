"""The SMTP server fails at each command: letters wait, leave once, or are told to a person, and nobody twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from desk import Desk
from office_at_work import Work

from greffier.model.letter import Digest, Letter, LetterKind
from greffier.model.neighbour import Neighbour
from greffier.model.patience import Patience
from greffier.rounds.apply import queue
from greffier.rounds.office import open_office
from greffier.service import neighbours
from greffier.settings import load_settings
from scripted import CUT, HANG, Script, scripted

pytestmark = [pytest.mark.servers, pytest.mark.anyio]

HOURS = timedelta(hours=3)
"""Longer than any letter waits for its next try."""


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask again at each turn."""
    for name in ("PATIENCE", "REFUSED_PATIENCE"):
        monkeypatch.setattr(neighbours, name, Patience(0, 0))


@asynccontextmanager
async def at(work: Work, script: Script, **changes: Any) -> AsyncIterator[Desk]:
    """Open an office that sends its letters to the scripted server; one operator wrote to it."""
    settings = load_settings(work.config, {})
    there = {"host": "127.0.0.1", "port": script.port, "security": "plain", "user": None, "timeout_seconds": 1}
    settings = settings.model_copy(update={"smtp": settings.smtp.model_copy(update=there | changes)})
    settings = settings.model_copy(update={"registry": settings.registry.model_copy(update={"staff": ()})})
    desk = Desk(work, open_office(settings))
    desk.bring()
    try:
        yield desk
    finally:
        await desk.shift.close()
        desk.office.database.close()


FOR_NOW = {"421": "421 4.7.0 Try again later", "450": "450 4.7.1 Too many mails from you", "452": "452 4.3.1 Disk full"}
NOT_NOW = [
    *[("ehlo", answer) for answer in (FOR_NOW["421"], CUT, HANG)],
    *[("mail", answer) for answer in (*FOR_NOW.values(), "550 5.7.1 Sender rejected", CUT, HANG)],
    *[("rcpt", answer) for answer in (FOR_NOW["421"], CUT, HANG)],
    *[("data", answer) for answer in (FOR_NOW["421"],)],
    ("dot", FOR_NOW["421"]),
]


@pytest.mark.parametrize(("word", "answer"), NOT_NOW, ids=lambda value: str(value)[:8])
async def test_a_server_that_takes_no_letter_is_told_once_and_the_letter_leaves_when_it_is_back(
    work: Work, word: str, answer: str
):
    async with scripted(**{word: answer}) as script, at(work, script) as desk:
        await desk.turn(3)
        fails, letters = desk.failing, desk.letters_by_state()
        script.answers.clear()
        await desk.turn()

        assert set(fails) == {Neighbour.SENDING}
        assert letters == {"queued": 1}
        assert desk.alarms == {Neighbour.SENDING: 1}
        assert desk.failing == {}
        assert desk.letters_by_state() == {"sent": 1}


@pytest.mark.parametrize("word", ["rcpt", "data", "dot"])
@pytest.mark.parametrize("answer", [FOR_NOW["450"], FOR_NOW["452"]], ids=["450", "452"])
async def test_a_letter_that_is_put_off_waits_alone(work: Work, word: str, answer: str):
    async with scripted(**{word: [answer]}) as script, at(work, script) as desk:
        desk.bring()
        await desk.turn()
        letters = desk.letters_by_state()
        await desk.turn(after=HOURS)

        assert letters == {"queued": 1, "sent": 1}
        assert desk.failing == {}
        assert desk.letters_by_state() == {"sent": 2}
        assert desk.alarms == {}


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("mail", "552 5.3.4 Message size exceeds fixed limit"),
        ("rcpt", "550 5.1.1 No such user"),
        ("data", "554 5.5.1 No valid recipients"),
        ("dot", "554 5.7.1 Looks like spam"),
        ("dot", "552 5.3.4 Message too big"),
    ],
    ids=lambda value: str(value)[:8],
)
async def test_a_letter_refused_for_good_is_told_and_the_next_one_leaves(work: Work, word: str, answer: str):
    async with scripted(**{word: [answer]}) as script, at(work, script) as desk:
        desk.bring()
        await desk.turn(2, after=HOURS)

        assert desk.letters_by_state() == {"failed": 1, "sent": 1}
        assert desk.failing == {}
        assert answer[:20] in work.cli("outbox", "list")


@pytest.mark.parametrize("ending", [CUT, HANG, "999 what"], ids=["cut", "silent", "garbage"])
async def test_a_letter_without_a_clear_answer_after_the_dot_never_leaves_again(
    work: Work, ending: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("greffier.sending.transport.LONGEST_TRANSFER", 1)
    async with scripted(dot=[ending]) as script, at(work, script) as desk:
        await desk.turn(3, after=HOURS)

        assert desk.letters_by_state() == {"uncertain": 1}
        assert len(script.letters) == 1
        assert desk.failing == {}


@pytest.mark.parametrize(("second", "state"), [("450 4.2.0 Later", "queued"), ("550 5.1.1 Nobody", "failed")])
async def test_of_several_recipients_all_get_a_letter_or_none(work: Work, second: str, state: str):
    """Each of staff gets a letter of their own; one laid for two still leaves whole."""
    async with scripted(rcpt=["250 ok", second]) as script, at(work, script) as desk:
        pair = ("claire@registre.example", "paul@registre.example")
        with desk.office.database.transaction() as session:
            together = Letter("pair", LetterKind.DIGEST, pair, Digest(desk.now.date()))
            queue(session, desk.office, together, None, desk.now)
        await desk.shift.send()

        assert all(b"paul@" not in letter for letter in script.letters)
        assert desk.counted("select kind, state from letters").get("digest") == state


async def test_a_server_without_encryption_gets_no_letter_and_no_letter_is_given_up(work: Work):
    async with scripted() as script, at(work, script, security="starttls") as desk:
        await desk.turn(2)

        assert set(desk.failing) == {Neighbour.SENDING}
        assert desk.letters_by_state() == {"queued": 1}
        assert script.letters == []


async def test_a_certificate_that_is_not_trusted_costs_no_letter(work: Work):
    settings = load_settings(work.config, {})
    distrustful = settings.model_copy(update={"smtp": settings.smtp.model_copy(update={"ca_file": None})})
    desk = Desk(work, open_office(distrustful))
    desk.bring()
    await desk.turn(2)
    fails = desk.failing
    await desk.shift.close()

    mended = Desk(work, open_office(settings), desk.now, mails=desk.mails)
    await mended.turn()

    assert "certificate" in fails[Neighbour.SENDING]
    assert mended.letters_by_state() == {"sent": 1}
    assert mended.delivered() == [1]
    assert mended.failing == {}
    await mended.shift.close()


async def test_a_letter_put_off_for_days_is_told_to_a_person(work: Work, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("greffier.rounds.outgoing.send.TRIES", 3)
    async with scripted(rcpt="450 4.2.0 Greylisted") as script, at(work, script) as desk:
        await desk.turn(4, after=HOURS)

        assert desk.letters_by_state() == {"failed": 1}
        assert "3 essais" in work.cli("outbox", "list")
