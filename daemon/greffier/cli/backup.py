"""`greffier backup FOLDER`: database, mails and papers in one archive, consistent while the service runs."""

from pathlib import Path
from typing import Annotated

import typer

from greffier.cli.common import console, progress, settings_of
from greffier.rounds.telling.health import BACKUP
from greffier.service.clock import wall_clock
from greffier.store import marks
from greffier.store.backup import SUFFIX, back_up
from greffier.store.database import Database
from greffier.store.keys import Keyring
from greffier.store.papers import Papers
from greffier.store.spool import Spool


def backup(
    context: typer.Context,
    into: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the archive is written.")],
    keep: Annotated[int, typer.Option(min=1, help="How many archives to keep there; older ones are removed.")] = 30,
) -> None:
    """Write an archive of everything, mode 0600; encrypted where store.backup_for says to whom."""
    store, now = settings_of(context).store, wall_clock()
    database, keys = Database.open(store.database), Keyring(store)
    folders = (Spool(store.folder / "spool", keys), Papers(store.folder / "papers", keys))
    try:
        with progress("Backup") as step:
            archive = back_up(database, folders, into, now, store.backup_for, step)
        with database.transaction() as session:
            marks.note(session, BACKUP, now)
    finally:
        database.close()
    for old in superseded(archive, keep):
        old.unlink()
    console.print(f"{archive} ({archive.stat().st_size:,} bytes)", highlight=False, markup=False, soft_wrap=True)


def superseded(newest: Path, keep: int) -> list[Path]:
    """Return the older archives beyond `keep`, encrypted or not: their names begin alike and sort by time."""
    alike = sorted(newest.parent.glob(f"greffier-*{SUFFIX}*"))
    return [path for path in alike if path != newest][: max(0, len(alike) - keep)]
