"""`greffier outbox list|show|sent|resend|drop`: the letters that wait for a person's word."""

from dataclasses import asdict
from email import message_from_bytes, policy
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from greffier.cli.common import acting, console, office_of, print_json
from greffier.rounds.outgoing import stuck
from greffier.service.clock import wall_clock
from greffier.store import outbox as letters
from greffier.store.outbox import Posted, State

outbox = typer.Typer(no_args_is_help=True, help="The letters that wait for a person's word.")

Letter = Annotated[str, typer.Argument(metavar="ID", help="The first characters of the letter's id.")]
By = Annotated[str, typer.Option(help="Who decides; by default the user of this shell.")]
STATES = {
    State.QUEUED: "en attente",
    State.SENDING: "en cours d'envoi",
    State.SENT: "partie",
    State.UNCERTAIN: "départ incertain",
    State.HELD: "retenue",
    State.FAILED: "refusée par le serveur",
    State.CANCELLED: "annulée",
}


@outbox.command(name="list")
def list_(context: typer.Context, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the letters that are held, uncertain or refused."""
    office = office_of(context)
    with office.database.reading() as session:
        waiting = letters.attention(session)
    if json:
        print_json([asdict(one) for one in waiting])
        return
    table = Table(show_header=False, box=None)
    for one in waiting:
        table.add_row(f"[bold]{one.id[:8]}[/]", one.kind, STATES[State(one.state)], escape(", ".join(one.recipients)))
        table.add_row("", "", f"[dim]{escape(one.reply)}[/]")
    console.print(table if waiting else "Aucune lettre n'attend votre décision.")


@outbox.command()
def show(context: typer.Context, letter: Letter, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Show one letter: what became of it, and its text."""
    office = office_of(context)
    with office.database.reading() as session:
        found = letters.find(session, letter)
        message = message_from_bytes(letters.raw(session, found.id), policy=policy.default)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    if json:
        print_json({**asdict(found), "subject": message["Subject"], "text": text})
        return
    tell(found)
    console.print(f"{message['Subject']}\n\n{text}", highlight=False, markup=False, soft_wrap=True)


@outbox.command()
def sent(context: typer.Context, letter: Letter, by: By = "") -> None:
    """Say that an uncertain letter did leave."""
    tell(stuck.confirm_sent(office_of(context), letter, acting(by), wall_clock()))


@outbox.command()
def resend(context: typer.Context, letter: Letter, by: By = "") -> None:
    """Let a letter go, or go again: an uncertain one may then arrive twice."""
    tell(stuck.send_again(office_of(context), letter, acting(by), wall_clock()))


@outbox.command()
def drop(context: typer.Context, letter: Letter, by: By = "") -> None:
    """Take a letter back: it will not leave."""
    tell(stuck.drop(office_of(context), letter, acting(by), wall_clock()))


def tell(one: Posted) -> None:
    """Say where a letter stands."""
    state = STATES[State(one.state)]
    reply = f" ({one.reply})" if one.reply else ""
    to = ", ".join(one.recipients)
    console.print(f"Lettre {one.id[:8]}, {one.kind}, à {to} : {state}{reply}", highlight=False, markup=False)
