"""`greffier reconcile [--release]`: what the Sent folder says to a database that was put back, before letters leave."""

import asyncio
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from greffier.cli.common import acting, console, office_of, print_json
from greffier.dossier.chronicle import LETTERS
from greffier.model.letter import LetterKind
from greffier.rounds.keeping import guard
from greffier.rounds.keeping.reconcile import Findings, findings
from greffier.rounds.office import Office
from greffier.service.clock import wall_clock
from greffier.service.daemon import catch_up
from greffier.service.lock import AlreadyRunning, only_instance
from greffier.store.outbox import Posted


def reconcile(
    context: typer.Context,
    release: Annotated[bool, typer.Option("--release", help="Let letters leave again.")] = False,
    by: Annotated[str, typer.Option(help="Who looked; by default the user of this shell.")] = "",
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Compare a database that was put back with the Sent folder; with --release, let letters leave again."""
    office = office_of(context)
    try:
        with only_instance(office.settings.store.folder):
            asyncio.run(catch_up(office))
    except AlreadyRunning:
        pass  # the service has been doing it since its start
    found = findings(office)
    if release:
        guard.release(office, acting(by), wall_clock())
    if json:
        print_json({**asdict(found), "released": release})
        return
    tell(office, found, released=release)


def tell(office: Office, found: Findings, *, released: bool) -> None:
    """Say how things stand, for whoever decides."""
    if found.held is None:
        console.print("Rien n'est retenu : la base de données est la plus récente que l'on connaisse.")
        return
    zone = office.rules.cadence.clock
    console.print(f"Lettres retenues depuis le {found.held.at.astimezone(zone):%d/%m à %H:%M} : {found.held.words}.")
    if found.read_at is None:
        console.print("[red]Le dossier des messages envoyés n'a pas encore été relu.[/]")
    group("retrouvées dans le dossier des messages envoyés, et notées comme parties", found.found)
    group("à trancher (greffier outbox list)", found.doubtful)
    group("prêtes à partir", found.ready)
    if found.mails_due:
        console.print(f"Messages encore à lire : {found.mails_due}.", highlight=False)
    told = "Les lettres partent de nouveau." if released else "Pour les laisser partir : greffier reconcile --release"
    console.print(told, highlight=False)


def group(title: str, letters: tuple[Posted, ...]) -> None:
    """List the letters of one kind."""
    console.print(f"{len(letters)} {title}", highlight=False)
    for letter in letters:
        kind = LETTERS[LetterKind(letter.kind)] if letter.kind in set(LetterKind) else letter.kind
        to = escape(", ".join(letter.recipients))
        console.print(
            f"  [bold]{letter.id[:8]}[/]  {escape(kind)}  {to}  [dim]{escape(letter.reply)}[/]", highlight=False
        )
