"""`greffier restore ARCHIVE`: a backup put back, with all letters kept until a person has looked."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from greffier.cli.common import console, progress, settings_of
from greffier.rounds.keeping import guard
from greffier.rounds.office import open_office
from greffier.service.clock import wall_clock
from greffier.service.lock import only_instance
from greffier.settings import Settings
from greffier.store.backup import NoBackup
from greffier.store.database import Database
from greffier.store.keys import Keyring
from greffier.store.restore import NotEmpty, Restored, what_is_there
from greffier.store.restore import restore as put_back


def restore(
    context: typer.Context,
    archive: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What greffier backup has written.")],
    identity: Annotated[
        Path | None, typer.Option(metavar="FILE", exists=True, help="The age secret key, for an encrypted archive.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Put aside what is there, and take its place.")] = False,
) -> None:
    """Put a backup back; the service must be stopped. No letter leaves before `greffier reconcile --release`."""
    settings, now = settings_of(context), wall_clock()
    file = database_file(settings)
    with only_instance(settings.store.folder):
        if (there := what_is_there(file)) and not replace:
            names = ", ".join(path.name for path in there)
            raise NotEmpty(f"{file.parent} holds {names}; say --replace to put them aside and restore in their place")
        with progress("Restore") as step:
            restored = put_back(archive, file, Keyring(settings.store), secrets_of(identity), now, step)
        keep_letters(settings, archive, now)
    tell(restored)


def database_file(settings: Settings) -> Path:
    """Return where the database lies; raise NoBackup for PostgreSQL, whose own tools put it back."""
    database = Database.open(settings.store.database)
    database.close()
    if database.file is None:
        raise NoBackup(
            f"{database}: PostgreSQL is put back by pg_restore; the service then keeps its letters by itself"
        )
    return database.file


def secrets_of(file: Path | None) -> list[str]:
    """Return the keys in an age identity file."""
    lines = file.read_text("utf-8").splitlines() if file else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def keep_letters(settings: Settings, archive: Path, now: datetime) -> None:
    """Keep all letters until a person has looked."""
    office = open_office(settings)
    with office.database.transaction() as session:
        guard.hold(session, f"la base de données a été restaurée ({archive.name})", now)
    office.database.close()


def tell(restored: Restored) -> None:
    """Say what was put back, and what comes next."""
    console.print(
        f"Restored: {restored.mails} mails, {restored.papers} papers, {restored.head.number} events; all whole."
    )
    if restored.unreadable:
        console.print(f"[red]{restored.unreadable} files are sealed with a key that is not here: see store.keys.[/]")
    if restored.aside:
        console.print(f"What was there is kept in {restored.aside}", highlight=False, soft_wrap=True)
    console.print("No letter leaves yet. Start the service, then: greffier reconcile, greffier reconcile --release")
