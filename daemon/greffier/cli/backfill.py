"""`greffier backfill --since DATE`: an old mailbox taken in, without a letter to anybody."""

import asyncio
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from greffier.cli.common import console, office_of, print_json, progress
from greffier.mailbox.client import Mailbox
from greffier.rounds.incoming.backfill import Brought, rehearsal
from greffier.rounds.incoming.backfill import backfill as take_in
from greffier.rounds.office import Office
from greffier.service.clock import wall_clock
from greffier.service.lock import only_instance


def backfill(
    context: typer.Context,
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Mails that came on this day or later.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be opened and fed.")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Take in an old mailbox with letters suppressed; the service must be stopped.

    Cut off (Ctrl-C), the same command goes on where it was.
    """
    office = office_of(context)
    with only_instance(office.settings.store.folder):
        brought = rehearsed(office, since) if dry_run else taken_in(office, since)
    if json:
        print_json({**asdict(brought), "dry_run": dry_run})
        return
    tell(brought, dry_run=dry_run)


def rehearsed(office: Office, since: datetime) -> Brought:
    """Do it on a copy of the database that goes away."""
    with (
        tempfile.TemporaryDirectory(dir=office.settings.store.folder, prefix=".backfill-") as folder,
        rehearsal(office, Path(folder)) as copy,
    ):
        return taken_in(copy, since)


def taken_in(office: Office, since: datetime) -> Brought:
    """Do it, and show how far it has come."""
    with progress("Backfill") as step, Mailbox(office.settings.imap) as mailbox:
        return asyncio.run(take_in(office, mailbox, since.replace(tzinfo=UTC), wall_clock(), step))


def tell(brought: Brought, *, dry_run: bool) -> None:
    """Say what old mails brought."""
    console.print(
        f"{brought.mails} messages lus, {brought.suppressed} lettres retenues pour toujours.", highlight=False
    )
    for title, dossiers in (("Dossiers ouverts", brought.opened), ("Dossiers complétés", brought.fed)):
        console.print(f"{title} : {len(dossiers)}", highlight=False)
        for name, reference in dossiers:
            console.print(f"  {escape(name)}  [dim]{reference}[/]", highlight=False)
    if aside := brought.states.get("set_aside", 0):
        console.print(f"Messages mis de côté : {aside} (greffier quarantine list)", highlight=False)
    if dry_run:
        console.print("Rien n'a été changé : c'était un essai.")
