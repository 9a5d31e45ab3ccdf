"""One archive holds everything, taken while others write, and opens again as it was."""

import tarfile
import threading
from pathlib import Path

import pytest

from greffier.store import dossiers, inbox
from greffier.store.backup import NoBackup, back_up
from greffier.store.database import Database
from greffier.store.papers import Papers
from greffier.store.spool import Spool
from kept import NOW, TRAJEO, arrive, kept
from sealing import keyring


def shelves(folder: Path) -> tuple[Spool, Papers]:
    keys = keyring(folder)
    return Spool(folder / "spool", keys), Papers(folder / "papers", keys)


def unpack(archive: Path, into: Path) -> Database:
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    return Database.open(str(into / "greffier.db"))


def test_an_archive_opens_again_as_it_was(database: Database, tmp_path: Path):
    spool, papers = shelves(tmp_path)
    with spool.incoming() as incoming:
        incoming.write(b"a mail")
    with database.transaction() as session:
        kept(session)

    archive = back_up(database, spool, papers, tmp_path / "backups", NOW)

    assert archive.name == "greffier-20261123T090000Z.tar.gz"
    assert archive.stat().st_mode & 0o777 == 0o600
    assert list(archive.parent.iterdir()) == [archive]
    restored = unpack(archive, tmp_path / "restored")
    assert restored.check().endswith("in order")
    with restored.reading() as session:
        assert dossiers.all_dossiers(session) == (TRAJEO,)
    restored.close()
    restored_spool, _ = shelves(tmp_path / "restored")
    assert restored_spool.read(incoming.sha256) == b"a mail"


def test_a_copy_taken_while_others_write_is_whole(database: Database, tmp_path: Path):
    written, stop = threading.Event(), threading.Event()

    def write() -> None:
        uid = 0
        while not stop.is_set():
            uid += 1
            with database.transaction() as session:
                arrive(session, str(uid), uid)
            written.set()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(10)

    archive = back_up(database, *shelves(tmp_path), tmp_path / "backups", NOW)

    stop.set()
    writer.join()
    restored = unpack(archive, tmp_path / "restored")
    assert restored.check().endswith("in order")
    with restored.reading() as session:
        assert inbox.counts(session)["due"] == inbox.cursor(session, "contact", "INBOX", 7) > 0
    restored.close()


def test_what_is_still_being_written_stays_out(database: Database, tmp_path: Path):
    spool, papers = shelves(tmp_path)

    with spool.incoming() as mail, papers.incoming() as paper:
        mail.write(b"half")
        paper.write(b"half")
        archive = back_up(database, spool, papers, tmp_path / "backups", NOW)

    with tarfile.open(archive) as tar:
        assert sorted(tar.getnames()) == ["greffier.db", "papers", "spool"]


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path):
    database = Database.open(str(tmp_path / "none.db"))

    with pytest.raises(NoBackup, match="there is no database yet"):
        back_up(database, *shelves(tmp_path), tmp_path / "backups", NOW)

    assert list(tmp_path.iterdir()) == []
