"""`greffier quarantine list|show|retry|export`: the mails that could not be handled, and are kept."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from greffier.cli.common import console, office_of, print_json
from greffier.dossier.calendar import local_day
from greffier.reading.outline import outline
from greffier.rounds.office import Office
from greffier.store import inbox
from greffier.store import quarantine as kept
from greffier.store.disk import private
from greffier.store.quarantine import Aside

quarantine = typer.Typer(no_args_is_help=True, help="The mails that could not be handled, and are kept.")

Mail = Annotated[str, typer.Argument(metavar="ID", help="The first characters of the mail's id.")]
Json = Annotated[bool, typer.Option("--json")]


@quarantine.command(name="list")
def list_(context: typer.Context, json: Json = False) -> None:
    """List the mails that were set aside."""
    office = office_of(context)
    with office.database.reading() as session:
        waiting = kept.waiting(session)
    if json:
        print_json([asdict(one) for one in waiting])
        return
    table = Table(show_header=False, box=None)
    for one in waiting:
        day = local_day(one.received_at, office.rules.cadence)
        table.add_row(f"[bold]{one.sha256[:8]}[/]", f"{day:%d/%m/%Y}", weight(one.size), escape(one.reason))
    console.print(table if waiting else "Aucun message n'est mis de côté.")


@quarantine.command()
def show(context: typer.Context, mail: Mail, json: Json = False) -> None:
    """Show why a mail was set aside, and what it says of itself."""
    office = office_of(context)
    one = found(office, mail)
    said = outline(office.spool.read(one.sha256))
    if json:
        print_json({**asdict(one), **asdict(said)})
        return
    facts = {
        "Message": one.sha256[:8],
        "Raison": one.reason,
        "Dit venir de": said.sender or "personne",
        "Objet": said.subject or "aucun",
        "Taille": weight(one.size),
        "Essais": str(one.attempts),
        "Reçu le": f"{local_day(one.received_at, office.rules.cadence):%d/%m/%Y}",
    }
    for name, fact in facts.items():
        console.print(f"[bold]{name}[/] : {escape(fact)}", highlight=False)


@quarantine.command()
def retry(context: typer.Context, mail: Mail) -> None:
    """Let a mail be handled again, within the same limits."""
    office = office_of(context)
    one = found(office, mail)
    with office.database.transaction() as session:
        inbox.redo(session, one.sha256)
    console.print("C'est noté : le service relira ce message à son prochain tour.")


@quarantine.command()
def export(
    context: typer.Context,
    mail: Mail,
    into: Annotated[Path, typer.Argument(metavar="FILE.eml", help="Where it is written, mode 0600.")],
) -> None:
    """Write a mail as it came into a file."""
    office = office_of(context)
    raw = office.spool.read(found(office, mail).sha256)
    with private(into) as file:
        file.write(raw)
    console.print(f"{escape(str(into))} : ouvrez-le avec prudence, Greffier n'a pas pu le lire.", highlight=False)


def found(office: Office, mail: str) -> Aside:
    """Return the mail set aside that is meant."""
    with office.database.reading() as session:
        return kept.find(session, mail)


def weight(size: int) -> str:
    """Say how big a mail is."""
    said = f"{size / 1_000_000:.1f} Mo" if size >= 100_000 else f"{size / 1000:.1f} ko"
    return said.replace(".", ",")
