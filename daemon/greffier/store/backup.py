"""One archive of everything, consistent while the service runs.

The database is copied first: every file is on disk before a row names it, so each row of the copy finds its files.
"""

import os
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from greffier.errors import GreffierError
from greffier.store.database import Database
from greffier.store.disk import sync
from greffier.store.migrations import copy
from greffier.store.papers import Papers
from greffier.store.spool import Spool

QUICK = 1
"""Level of compression: mails are mostly base64 of what is compressed already; more costs time and gains nothing."""


class NoBackup(GreffierError):
    """There is nothing here that this command can back up."""


def back_up(database: Database, spool: Spool, papers: Papers, into: Path, now: datetime) -> Path:
    """Write `into/greffier-<instant>.tar.gz`, mode 0600, and return its path. Nothing half written shows there."""
    file = backed_up_file(database)
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    archive = into / f"greffier-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar.gz"
    with tempfile.TemporaryDirectory(dir=into, prefix=".greffier-") as scratch:
        half = Path(scratch) / "archive"
        copy(file, Path(scratch) / file.name)
        write(half, {file.name: Path(scratch) / file.name, "spool": spool.folder, "papers": papers.folder})
        half.replace(archive)
    sync(into)
    return archive


def backed_up_file(database: Database) -> Path:
    """Return the SQLite file; raise NoBackup where there is none."""
    if database.file is None:
        raise NoBackup(f"{database}: PostgreSQL is backed up by pg_dump; copy the spool and the papers after it")
    if not database.file.exists():
        raise NoBackup(f"{database}: there is no database yet")
    return database.file


def write(archive: Path, contents: dict[str, Path]) -> None:
    """Write files and folders into a fresh archive under these names, and make it last."""
    descriptor = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=QUICK) as tar:
            for name, path in contents.items():
                if path.exists():
                    tar.add(path, name, filter=settled)
        file.flush()
        os.fsync(file.fileno())


def settled(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave out what is still being written: it has no row, and may vanish while we look."""
    parts = Path(member.name).parts
    unsettled = len(parts) > 1 and (parts[1] == "incoming" or parts[1].startswith("scratch-"))
    return None if unsettled else member
