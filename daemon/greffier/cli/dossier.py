"""`greffier dossiers` and `greffier dossier NAME`: who joins, and everything about one of them."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from greffier.cli.common import console, office_of, print_json
from greffier.cli.tables import MARKS, dossier_table
from greffier.dossier.checklist import lines
from greffier.dossier.chronicle import STAGES, told
from greffier.model.dossier import Dossier
from greffier.model.rules import Rules
from greffier.rounds.people.finding import find_dossier
from greffier.service.clock import wall_clock
from greffier.store import dossiers as stored
from greffier.store import journal


def dossiers(context: typer.Context, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the dossiers."""
    office = office_of(context)
    with office.database.reading() as session:
        every = stored.all_dossiers(session)
    if json:
        print_json([asdict(dossier) for dossier in every])
        return
    console.print(dossier_table(every, office.rules, wall_clock()))


def dossier(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Part of the operator's name, or the reference.")],
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show everything about one operator."""
    office = office_of(context)
    with office.database.reading() as session:
        found = find_dossier(session, name)
        history = journal.history(session, found.id)
    if json:
        print_json({**asdict(found), "history": [asdict(recorded) for recorded in history]})
        return
    console.print(f"[bold]{escape(found.name)}[/]  {found.reference}  {STAGES[found.stage]}")
    console.print(items_table(found, office.rules))
    console.print(people_table(found))
    for recorded in history:
        console.print(
            f"[dim]{recorded.at:%d/%m/%Y %H:%M}[/]  {escape(told(recorded.event, office.rules))}", highlight=False
        )


def items_table(found: Dossier, rules: Rules) -> Table:
    """Show the checklist."""
    table = Table(show_header=False, box=None)
    for line in lines(found, rules, "fr"):
        table.add_row(MARKS[line.state], escape(line.title), escape(line.words))
    return table


def people_table(found: Dossier) -> Table:
    """Show who is named for what, and where we write."""
    table = Table(show_header=False, box=None)
    for contact in found.contacts:
        name = " ".join(part for part in (contact.given_name, contact.family_name) if part)
        table.add_row(contact.role, escape(name), escape(contact.email or ""), contact.phone or "")
    for address in found.addresses:
        table.add_row("adresse", escape(address.name), escape(address.email), "ne reçoit pas" if address.failed else "")
    return table
