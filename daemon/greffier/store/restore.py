"""Put an archive back: unpacked aside, looked through, and only then put in place of what is there, which is kept.

The keys are not in the archive, and the twin that counts letters is left as it is: so the database knows that it was
put back, and keeps its letters until a person has looked (`rounds.guard`).
"""

import os
import shutil
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from greffier.errors import GreffierError, NotFound
from greffier.store import chain, past
from greffier.store.age import NotOpened, decrypted
from greffier.store.backup import ENCRYPTED, Step
from greffier.store.database import Database
from greffier.store.disk import belong, private, sync
from greffier.store.failures import Damaged, NoKey
from greffier.store.keys import Keyring
from greffier.store.papers import Papers
from greffier.store.sealed import Sealed
from greffier.store.spool import Spool

FOLDERS = ("spool", "papers")


class NotEmpty(GreffierError):
    """Something lies here already."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back; `aside` is where that which was there lies now, None where nothing was."""

    mails: int
    papers: int
    unreadable: int
    """Files sealed with a key that is not at hand."""
    head: chain.Head
    aside: Path | None


def restore(archive: Path, file: Path, keys: Keyring, identities: Sequence[str], now: datetime, step: Step) -> Restored:
    """Put the archive back as the database `file` and the folders beside it; what was there is kept in a folder."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".restore-") as scratch:
        unpack(archive, Path(scratch), identities)
        for path in (Path(scratch), *sorted(Path(scratch).rglob("*"))):  # a folder before what is in it
            belong(path)
        database = unpacked_database(Path(scratch))
        found = look_through(Path(scratch), database, keys, step)
        aside = put_aside(file, now)
        database.rename(file)
        for name in FOLDERS:
            if (Path(scratch) / name).exists():
                (Path(scratch) / name).rename(file.parent / name)
        sync(file.parent)
    return Restored(*found, aside)


def what_is_there(file: Path) -> list[Path]:
    """Return what a restore would put aside."""
    beside = (file, *(file.with_name(f"{file.name}{tail}") for tail in ("-wal", "-shm")))
    folders = [path for name in FOLDERS if (path := file.parent / name).is_dir() and any(path.iterdir())]
    return [*(path for path in beside if path.exists()), *folders]


def unpack(archive: Path, into: Path, identities: Sequence[str]) -> None:
    """Unpack the archive; raise NotOpened where it is none, or is for somebody else."""
    try:
        with (
            archive.open("rb") as file,
            decrypted(file, identities) if archive.suffix == ENCRYPTED else nullcontext(file) as stream,
            tarfile.open(fileobj=stream, mode="r|gz") as tar,
        ):
            for member in tar:
                expect(member, archive)
                put(tar, member, into)
    except (tarfile.TarError, EOFError, OSError) as trouble:
        if isinstance(trouble, OSError) and trouble.filename:
            raise
        raise NotOpened(f"{archive}: this is no whole archive of greffier backup ({trouble})") from None


def expect(member: tarfile.TarInfo, archive: Path) -> None:
    """Refuse what greffier backup does not write."""
    parts = PurePosixPath(member.name).parts
    known = parts[0] in FOLDERS if len(parts) > 1 else member.isfile() or member.name in FOLDERS
    if not known or ".." in parts or not (member.isfile() or member.isdir()):
        raise NotOpened(f"{archive}: it holds {member.name[:80]}, which no backup of Greffier has")


def put(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> None:
    """Write one member of the archive, for our eyes only."""
    place = into / member.name
    if member.isdir():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    source = tar.extractfile(member)
    assert source is not None
    with source, private(place) as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())


def unpacked_database(folder: Path) -> Path:
    """Return the one database in the unpacked archive."""
    files = [path for path in folder.iterdir() if path.is_file()]
    if len(files) != 1:
        raise NotOpened("the archive does not hold one database; is it one of greffier backup?")
    return files[0]


def look_through(folder: Path, file: Path, keys: Keyring, step: Step) -> tuple[int, int, int, chain.Head]:
    """Check the database, its chain and every file; raise Damaged at the first that is not as it was.

    Return how many mails, papers, and files without their key there are, and the head of the chain.
    """
    database = Database.open(str(file))
    try:
        database.migrate()
        database.check()
        with database.reading() as session:
            unfinished, history = past.unfinished(session), chain.verify(session)
    finally:
        database.close()
    if history.broken:
        raise Damaged(f"the history in the archive was changed: {history.broken}")
    spool, papers = Spool(folder / "spool", keys), Papers(folder / "papers", keys)
    if missing := unfinished.difference(path.stem for path in spool.files()):
        raise Damaged(f"{len(missing)} mails that wait to be handled are not in the archive")
    files = [(sealed, path.stem) for sealed in (spool, papers) for path in sealed.files()]
    unreadable = sum(not_readable(*one, step, done, len(files)) for done, one in enumerate(files, 1))
    mails = sum(1 for sealed, _ in files if sealed is spool)
    return mails, len(files) - mails, unreadable, history.head


def not_readable(sealed: Sealed, sha256: str, step: Step, done: int, total: int) -> bool:
    """Open one file; tell whether its key is not at hand, and raise Damaged where it was changed."""
    step(done, total)
    try:
        sealed.read(sha256)
    except (NoKey, NotFound):
        return True
    return False


def put_aside(file: Path, now: datetime) -> Path | None:
    """Move what is there into a folder of its own, and return it; None where nothing is."""
    there = what_is_there(file)
    if not there:
        return None
    aside = file.parent / f"before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside.mkdir(mode=0o700)
    belong(aside)
    for path in there:
        shutil.move(path, aside / path.name)
    return aside
