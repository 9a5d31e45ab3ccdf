"""The disk is full or read-only, the database is locked by another process: told once, and nothing is lost by it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk import Desk
from office_at_work import Work

from greffier.model.neighbour import Neighbour
from greffier.model.patience import Patience
from greffier.rounds.office import open_office
from greffier.service import neighbours
from greffier.settings import load_settings
from greffier.store import database

pytestmark = [pytest.mark.servers, pytest.mark.anyio]

SIZE = 8
"""Megabytes of the disk."""
LOCK = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN IMMEDIATE'); print(1, flush=True); input()"
)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask again at each turn, and wait for no lock longer than for a commit."""
    monkeypatch.setattr(neighbours, "PATIENCE", Patience(0, 0))
    monkeypatch.setattr(neighbours, "STORE_PATIENCE", Patience(0, 0))
    monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout=100", *database.PRAGMAS[1:]))


@pytest.fixture
def disk(work: Work) -> Iterator[Path]:
    """A small disk of its own for all that the service keeps."""
    folder = work.folder / "state"
    folder.mkdir(mode=0o700)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", folder], check=False)
    if mounted.returncode:
        pytest.skip("a disk can be mounted by root only, and not within every container")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Leave not a byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    try:
        yield
    finally:
        filler.unlink()


async def test_a_full_disk_is_told_once_and_its_mails_are_handled_when_there_is_room(work: Work, disk: Path):
    desk = Desk(work, open_office(load_settings(work.config, {})))
    desk.bring()
    await desk.turn()
    desk.bring()

    with filled(disk):
        await desk.turn(3)
        fails = desk.failing
    await desk.turn()

    assert set(fails) == {Neighbour.STORE}
    assert desk.alarms == {Neighbour.STORE: 1}
    assert desk.failing == {}
    assert desk.mails_by_state() == {"handled": 2}
    assert desk.delivered() == [1, 1]
    await desk.shift.close()
    desk.office.database.close()


async def test_a_read_only_disk_is_told_once_and_its_mails_are_handled_when_it_is_mended(work: Work, disk: Path):
    desk = Desk(work, open_office(load_settings(work.config, {})))
    await desk.turn()
    desk.bring()
    desk.office.database.close()  # a file that is open for writing keeps a disk from being made read-only
    remount(disk, "ro")

    await desk.turn(3)
    fails = desk.failing
    desk.office.database.close()
    remount(disk, "rw")
    await desk.turn()

    assert set(fails) == {Neighbour.STORE}
    assert desk.alarms == {Neighbour.STORE: 1}
    assert desk.failing == {}
    assert desk.mails_by_state() == {"handled": 1}
    assert desk.delivered() == [1]
    await desk.shift.close()
    desk.office.database.close()


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True)


async def test_a_locked_database_is_told_once_and_its_mails_are_handled_when_it_is_free(work: Work):
    desk = Desk(work, open_office(load_settings(work.config, {})))
    await desk.turn()
    desk.bring()

    with locked(work.folder / "state" / "greffier.db"):
        await desk.turn(3)
        fails = desk.failing
    await desk.turn()

    assert set(fails) == {Neighbour.STORE}
    assert "locked" in fails[Neighbour.STORE]
    assert desk.alarms == {Neighbour.STORE: 1}
    assert desk.failing == {}
    assert desk.mails_by_state() == {"handled": 1}
    assert desk.delivered() == [1]
    await desk.shift.close()
    desk.office.database.close()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Let another process hold the database's write lock."""
    command = [sys.executable, "-c", LOCK, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline()
        try:
            yield
        finally:
            other.communicate("\n")
