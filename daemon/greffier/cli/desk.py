"""What staff do to one dossier from a shell: the same orders as in a mail, carried out at the same desk."""

import sys
from datetime import date
from typing import Annotated

import typer
from rich.markup import escape

from greffier.accounts.manual import instructions
from greffier.cli.common import acting, console, office_of
from greffier.errors import NotAllowed
from greffier.model.mail import Environment
from greffier.rounds.people import desk
from greffier.rounds.people.finding import find_dossier
from greffier.service.clock import wall_clock
from greffier.staff.orders import (
    Ask,
    Close,
    GivePen,
    Grant,
    Order,
    Remind,
    Reopen,
    Resend,
    Suspend,
    TakeNote,
    TakePen,
    Waive,
)

Name = Annotated[str, typer.Argument(help="Part of the operator's name, or the reference.")]
By = Annotated[str, typer.Option(help="Who acts; by default the user of this shell.")]
Words = Annotated[str, typer.Argument()]


def open_access(
    context: typer.Context,
    name: Name,
    environment: Annotated[Environment, typer.Argument()],
    login: Annotated[str, typer.Option(help="The login that was created.")] = "",
    link: Annotated[str, typer.Option(help="Where they choose a password; - reads it from standard input.")] = "",
    expires: Annotated[str, typer.Option(help="The last day of the link, YYYY-MM-DD.")] = "",
    by: By = "",
) -> None:
    """Open an access: without --login, show what to enter in the registry; with it, let the letter go."""
    link = sys.stdin.readline().strip() if link == "-" else link
    if login and link:
        obey(context, Grant(name, environment, login, link, day(expires) if expires else None), by)
        return
    with office_of(context).database.reading() as session:
        console.print(instructions(find_dossier(session, name), environment), highlight=False, markup=False)


def remind(context: typer.Context, name: Name, by: By = "") -> None:
    """Send a reminder now (within the opening hours)."""
    obey(context, Remind(name), by)


def resend(context: typer.Context, name: Name, by: By = "") -> None:
    """Send the last letter once more, as things stand today."""
    obey(context, Resend(name), by)


def ask(context: typer.Context, name: Name, words: Words, by: By = "") -> None:
    """Ask the operator something, in your own words."""
    obey(context, Ask(name, words), by)


def note(context: typer.Context, name: Name, words: Words, by: By = "") -> None:
    """Write a note into a dossier."""
    obey(context, TakeNote(name, words), by)


def waive(
    context: typer.Context,
    name: Name,
    item: Annotated[str, typer.Argument(help="Part of the item's title: logo, RIB …")],
    by: By = "",
) -> None:
    """Dispense with an item."""
    obey(context, Waive(name, item), by)


def suspend(
    context: typer.Context,
    name: Name,
    until: Annotated[str, typer.Argument(help="The day on which it ends, YYYY-MM-DD; without it, it ends now.")] = "",
    by: By = "",
) -> None:
    """Let a dossier rest: no reminder, and no clock."""
    obey(context, Suspend(name, day(until) if until else None), by)


def hold(context: typer.Context, name: Name, by: By = "") -> None:
    """Take the pen: Greffier keeps silent in this dossier."""
    obey(context, TakePen(name), by)


def release(context: typer.Context, name: Name, by: By = "") -> None:
    """Give the pen back to Greffier."""
    obey(context, GivePen(name), by)


def close(context: typer.Context, name: Name, words: Annotated[str, typer.Argument(help="Why.")], by: By = "") -> None:
    """End a dossier: no reminder any more, and no letter."""
    obey(context, Close(name, words), by)


def reopen(context: typer.Context, name: Name, by: By = "") -> None:
    """Take a closed or sleeping dossier up again."""
    obey(context, Reopen(name), by)


def obey(context: typer.Context, order: Order, by: str) -> None:
    """Carry out an order, and tell what was done."""
    done = desk.act(office_of(context), order, acting(by), wall_clock())
    console.print(f"C'est fait. {escape(done.words)}", highlight=False)


def day(text: str) -> date:
    """Return the day; raise NotAllowed where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotAllowed(f"« {text} » n'est pas un jour ; écrivez par exemple 2027-01-15") from None
