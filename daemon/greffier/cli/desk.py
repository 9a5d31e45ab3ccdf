"""What staff do to one dossier from a shell: open an access, remind, note, take or give back the pen."""

import getpass
from datetime import date
from typing import Annotated

import typer
from rich.markup import escape

from greffier.accounts.manual import instructions
from greffier.cli.common import console, office_of
from greffier.dossier.rulings import Access
from greffier.model.decision import Decision
from greffier.model.mail import Environment
from greffier.rounds import desk
from greffier.service.clock import wall_clock

Name = Annotated[str, typer.Argument(help="Part of the operator's name, or the reference.")]
By = Annotated[str, typer.Option(help="Who acts; by default the user of this shell.")]


def open_access(
    context: typer.Context,
    name: Name,
    environment: Annotated[Environment, typer.Argument()],
    login: Annotated[str, typer.Option(help="The login that was created.")] = "",
    link: Annotated[str, typer.Option(help="Where the operator signs in or chooses a password.")] = "",
    expires: Annotated[str, typer.Option(help="The last day of the link, YYYY-MM-DD.")] = "",
    by: By = "",
) -> None:
    """Open an access: without --login, show what to enter in the registry; with it, let the letter go."""
    office = office_of(context)
    if not login or not link:
        with office.database.reading() as session:
            console.print(instructions(desk.find_dossier(session, name), environment), highlight=False, markup=False)
        return
    access = Access(environment, login, link, by or getpass.getuser(), date.fromisoformat(expires) if expires else None)
    say(desk.grant(office, name, access, wall_clock()))


def remind(context: typer.Context, name: Name) -> None:
    """Send a reminder now (within the opening hours)."""
    say(desk.remind(office_of(context), name, wall_clock()))


def note(context: typer.Context, name: Name, words: Annotated[str, typer.Argument()], by: By = "") -> None:
    """Write a note into a dossier."""
    say(desk.note(office_of(context), name, by or getpass.getuser(), words, wall_clock()))


def hold(context: typer.Context, name: Name, by: By = "") -> None:
    """Take the pen: Greffier keeps silent in this dossier."""
    say(desk.hold(office_of(context), name, by or getpass.getuser(), wall_clock()))


def release(context: typer.Context, name: Name) -> None:
    """Give the pen back to Greffier."""
    say(desk.hold(office_of(context), name, None, wall_clock()))


def say(decision: Decision) -> None:
    """Tell what was done."""
    console.print(f"C'est fait. {escape(decision.outcome)}", highlight=False)
