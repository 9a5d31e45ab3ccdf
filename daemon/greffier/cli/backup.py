"""`greffier backup FOLDER`: database, mails and papers in one archive, consistent while the service runs."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from greffier.cli.common import console, settings_of
from greffier.store.backup import back_up
from greffier.store.database import Database
from greffier.store.keys import Keyring
from greffier.store.papers import Papers
from greffier.store.spool import Spool


def backup(
    context: typer.Context,
    into: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the archive is written.")],
    keep: Annotated[int, typer.Option(min=1, help="How many archives to keep there; older ones are removed.")] = 30,
) -> None:
    """Write an archive of everything, mode 0600."""
    store = settings_of(context).store
    database, keys = Database.open(store.database), Keyring(store)
    spool, papers = Spool(store.folder / "spool", keys), Papers(store.folder / "papers", keys)
    try:
        archive = back_up(database, spool, papers, into, datetime.now(UTC))
    finally:
        database.close()
    for old in superseded(archive, keep):
        old.unlink()
    console.print(f"{archive} ({archive.stat().st_size:,} bytes)", highlight=False, markup=False, soft_wrap=True)


def superseded(newest: Path, keep: int) -> list[Path]:
    """Return the older archives of the same kind beyond `keep`: their names begin alike and sort by time."""
    alike = sorted(newest.parent.glob(f"greffier-*{''.join(newest.suffixes[-2:])}"))
    return [path for path in alike if path != newest][: max(0, len(alike) - keep)]
