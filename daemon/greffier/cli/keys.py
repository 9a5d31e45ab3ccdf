"""`greffier keys new|list|rotate`: what mails and papers are sealed with."""

from collections import Counter
from itertools import chain

import typer

from greffier.cli.common import console, settings_of
from greffier.settings import Storage
from greffier.store.database import Database
from greffier.store.keys import Keyring, new_key
from greffier.store.numbers import reseal_numbers
from greffier.store.papers import Papers
from greffier.store.sealed import Sealed, key_names
from greffier.store.spool import Spool

keys = typer.Typer(no_args_is_help=True, help="The keys that mails and papers are sealed with.")


def sealed_folders(storage: Storage, keyring: Keyring) -> tuple[Sealed, ...]:
    """Return the folders of sealed files."""
    return Spool(storage.folder / "spool", keyring), Papers(storage.folder / "papers", keyring)


@keys.command()
def new() -> None:
    """Print a new random key, for the first line of the file that store.keys_file names."""
    typer.echo(new_key())


@keys.command(name="list")
def list_(context: typer.Context) -> None:
    """Tell by their names the keys at hand, and how many mails and papers each of them seals."""
    storage = settings_of(context).store
    keyring = Keyring(storage)
    counts = Counter(name for folder in sealed_folders(storage, keyring) for _, name in folder.sealed_with())
    for place, name in enumerate(key_names(keyring)):
        console.print(
            f"{name}  {'the newest' if place == 0 else 'older'}: seals {counts.pop(name, 0)}", highlight=False
        )
    for name, count in counts.items():
        console.print(f"[bold red]{name}  is not at hand: {count} cannot be opened[/]", highlight=False)


def is_there(database: Database) -> bool:
    """Tell whether there is a database yet."""
    return database.file is None or database.file.exists()


@keys.command()
def rotate(context: typer.Context) -> None:
    """Seal everything with the newest key, beside the running service; cut off, it goes on where it was.

    Where store.keys is given, put the new key on the first line of its file and restart the service before. Where it is
    not, a new key is put before the one in the state folder.
    """
    storage = settings_of(context).store
    keyring = Keyring(storage)
    if not keyring.is_given and len(key_names(keyring)) == 1:
        keyring.renew()
    database = Database.open(storage.database)
    numbers = reseal_numbers(database, keyring) if is_there(database) else 0
    database.close()
    count = numbers + sum(
        1 for _ in chain.from_iterable(folder.reseal() for folder in sealed_folders(storage, keyring))
    )
    older = len(key_names(keyring)) - 1
    console.print(f"Sealed anew: {count}. Keys that seal nothing any more: {older}.", highlight=False)
    if older:
        console.print(
            "Take their lines out once `greffier keys list` says so again tomorrow: a mail may be on its way."
        )
