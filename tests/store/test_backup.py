"""One archive holds everything, taken while others write, and opens again as it was."""

import io
import tarfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pyrage
import pytest

from greffier.store import dossiers, inbox
from greffier.store.age import NotOpened
from greffier.store.backup import NoBackup, back_up, silently
from greffier.store.database import Database
from greffier.store.failures import Damaged
from greffier.store.keys import new_key
from greffier.store.papers import Papers
from greffier.store.restore import Restored, restore
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

    archive = back_up(database, (spool, papers), tmp_path / "backups", NOW)

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

    archive = back_up(database, shelves(tmp_path), tmp_path / "backups", NOW)

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
        archive = back_up(database, (spool, papers), tmp_path / "backups", NOW)

    with tarfile.open(archive) as tar:
        assert sorted(tar.getnames()) == ["greffier.db", "papers", "spool"]


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path):
    database = Database.open(str(tmp_path / "none.db"))

    with pytest.raises(NoBackup, match="there is no database yet"):
        back_up(database, shelves(tmp_path), tmp_path / "backups", NOW)

    assert list(tmp_path.iterdir()) == []


def test_an_archive_for_somebody_is_read_by_nobody_else(database: Database, tmp_path: Path):
    theirs, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    with database.transaction() as session:
        kept(session)

    archive = back_up(database, shelves(tmp_path), tmp_path / "backups", NOW, [str(theirs.to_public())])

    assert archive.name == "greffier-20261123T090000Z.tar.gz.age"
    assert b"SQLite" not in pyrage.decrypt(archive.read_bytes(), [theirs])[:2]
    for wrong in ([], [str(other)]):
        with pytest.raises(NotOpened, match="encrypted for another key"):
            put_back(archive, tmp_path / "new", wrong)
    assert put_back(archive, tmp_path / "new", [str(theirs)]).aside is None
    with Database.open(str(tmp_path / "new" / "greffier.db")).reading() as session:
        assert dossiers.all_dossiers(session) == (TRAJEO,)


def put_back(archive: Path, into: Path, identities: Sequence[str] = ()) -> Restored:
    into.mkdir(exist_ok=True)
    return restore(archive, into / "greffier.db", keyring(into), identities, NOW, silently)


def backed_up(database: Database, folder: Path) -> Path:
    """Back up a database with one mail."""
    spool, papers = shelves(folder)
    with spool.incoming() as incoming:
        incoming.write(b"a mail")
    with database.transaction() as session:
        kept(session)
        place = {"account": "contact", "folder": "INBOX", "uidvalidity": 7, "uid": 1}
        inbox.record_arrival(session, **place, sha256=incoming.sha256, size=6, now=NOW)
    return back_up(database, (spool, papers), folder / "backups", NOW)


def test_what_is_there_is_kept_aside(database: Database, tmp_path: Path):
    archive = backed_up(database, tmp_path)
    there = tmp_path / "there"
    (there / "papers" / "ab").mkdir(parents=True)
    (there / "greffier.db").write_text("the old one")
    (there / "keys").write_text("stay")

    restored = put_back(archive, there)

    assert (restored.mails, restored.papers, restored.unreadable) == (1, 0, 0)
    assert restored.aside == there / "before-20261123T090000Z"
    assert (restored.aside / "greffier.db").read_text() == "the old one"
    assert (restored.aside / "papers" / "ab").is_dir()
    assert {path.name for path in there.iterdir()} == {restored.aside.name, "greffier.db", "keys", "spool"}


def test_a_file_that_was_changed_is_found_out_and_nothing_is_replaced(database: Database, tmp_path: Path):
    archive = backed_up(database, tmp_path)
    changed, there = repacked(archive, tmp_path, lambda content: content[:-1] + b"x"), tmp_path / "there"

    with pytest.raises(Damaged, match="was changed"):
        put_back(changed, there)

    assert list(there.iterdir()) == []


def test_an_archive_that_lacks_a_mail_is_refused(database: Database, tmp_path: Path):
    archive = backed_up(database, tmp_path)

    with pytest.raises(Damaged, match="1 mails that wait to be handled are not in the archive"):
        put_back(repacked(archive, tmp_path, lambda _: None), tmp_path / "there")


def test_without_the_key_of_its_mails_an_archive_is_put_back_and_that_is_told(database: Database, tmp_path: Path):
    archive = backed_up(database, tmp_path)
    (tmp_path / "there").mkdir()

    restored = restore(archive, tmp_path / "there" / "greffier.db", keyring(tmp_path, new_key()), (), NOW, silently)

    assert restored.unreadable == 1


def repacked(archive: Path, folder: Path, change: Callable[[bytes], bytes | None]) -> Path:
    """Pack an archive anew with its mails changed, or without them."""
    again = folder / "again.tar.gz"
    with tarfile.open(archive) as source, tarfile.open(again, "w:gz") as target:
        for member in source:
            content = source.extractfile(member).read() if member.isfile() else None
            if content is not None and member.name.startswith("spool"):
                content = change(content)
                if content is None:
                    continue
            member.size = len(content or b"")
            target.addfile(member, io.BytesIO(content) if content is not None else None)
    return again


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "spool/../../outside", "other/file", "link"])
def test_what_no_backup_holds_is_refused(tmp_path: Path, name: str):
    member = tarfile.TarInfo(name)
    if name == "link":
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as tar:
        tar.addfile(member)

    with pytest.raises(NotOpened):
        put_back(tmp_path / "bad.tar.gz", tmp_path / "there")

    assert list((tmp_path / "there").iterdir()) == []


def test_what_is_no_archive_is_refused(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("notes")

    with pytest.raises(NotOpened, match="no whole archive"):
        put_back(tmp_path / "notes.txt", tmp_path / "there")
