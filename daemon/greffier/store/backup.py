"""One archive of everything, consistent while the service runs.

The database is copied first: every file is on disk before a row names it, so each row of the copy finds its files.
Mails and papers are sealed already; their keys are no part of the archive, nor is the twin that counts letters. The
database is in the clear, unless the archive is encrypted to somebody (age): then whoever makes it needs no secret, and
cannot open it again.
"""

import gzip
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from greffier.errors import GreffierError
from greffier.store.age import encrypted
from greffier.store.database import Database
from greffier.store.disk import sync
from greffier.store.migrations import copy
from greffier.store.sealed import Sealed

QUICK = 1
"""Level of compression: sealed mails do not shrink at all, and the database does well enough."""
SUFFIX = ".tar.gz"
ENCRYPTED = ".age"

Step = Callable[[int, int], None]
"""Called as work goes on: how much is done, and of how much."""


class NoBackup(GreffierError):
    """There is nothing here that this command can back up."""


def silently(_done: int, _total: int) -> None:
    """Tell nobody how work goes on."""


def back_up(
    database: Database,
    folders: Sequence[Sealed],
    into: Path,
    now: datetime,
    recipients: Sequence[str] = (),
    step: Step = silently,
) -> Path:
    """Write `into/greffier-<instant>.tar.gz`, mode 0600, and return its path. Nothing half written shows there.

    With `recipients` (age public keys) it is encrypted to them, as it is written, and ends in `.age`.
    """
    file = backed_up_file(database)
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    suffix = SUFFIX + (ENCRYPTED if recipients else "")
    archive = into / f"greffier-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{suffix}"
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as scratch:
        copy(file, Path(scratch) / file.name)
        contents = [(file.name, Path(scratch) / file.name), *listed(folders)]
        with fresh(into, archive) as target, encrypted(target, recipients) as stream:
            write(stream, contents, step)
    return archive


def backed_up_file(database: Database) -> Path:
    """Return the SQLite file; raise NoBackup where there is none."""
    if database.file is None:
        raise NoBackup(f"{database}: PostgreSQL is backed up by pg_dump; copy the spool and the papers after it")
    if not database.file.exists():
        raise NoBackup(f"{database}: there is no database yet")
    return database.file


def listed(folders: Sequence[Sealed]) -> Iterator[tuple[str, Path]]:
    """Yield each folder and each file that lies in it whole, under its name in the archive."""
    for sealed in folders:
        if sealed.folder.exists():
            yield sealed.folder.name, sealed.folder
        for path in sorted(sealed.files()):
            yield f"{sealed.folder.name}/{path.relative_to(sealed.folder)}", path


@contextmanager
def fresh(into: Path, archive: Path) -> Iterator[IO[bytes]]:
    """Give a file to write to, mode 0600, which takes its name once it is whole and on disk."""
    descriptor, half = tempfile.mkstemp(dir=into, prefix=".greffier-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(half).replace(archive)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
    sync(into)


def write(stream: IO[bytes], contents: Sequence[tuple[str, Path]], step: Step) -> None:
    """Write the archive; what was erased or purged since it was listed is left out."""
    with gzip.GzipFile("", "wb", QUICK, stream) as zipped, tarfile.open(fileobj=zipped, mode="w|") as tar:
        for done, (name, path) in enumerate(contents, 1):
            with suppress(FileNotFoundError):
                tar.add(path, name, recursive=False)
            step(done, len(contents))
