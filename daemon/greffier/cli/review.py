"""`greffier review list|decide`: the questions that wait for a person."""

import getpass
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from greffier.cli.common import console, office_of, print_json
from greffier.model.dossier import Fault
from greffier.model.letter import Choice
from greffier.rounds import desk
from greffier.service.clock import wall_clock
from greffier.store import reviews

review = typer.Typer(no_args_is_help=True, help="The questions that wait for a person.")


@review.command(name="list")
def list_(context: typer.Context, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the open questions."""
    office = office_of(context)
    with office.database.reading() as session:
        pending = reviews.open_reviews(session)
    if json:
        print_json([{"id": one.id, "opened_at": one.opened_at, **asdict(one.review)} for one in pending])
        return
    for one in pending:
        console.print(f"[bold]{one.id}[/]  {escape(one.review.question)}", highlight=False)
        if one.review.evidence:
            console.print(f"        [dim]{escape(one.review.evidence)}[/]", highlight=False)
        console.print(f"        réponses : {', '.join(one.review.choices)}", highlight=False)
    if not pending:
        console.print("Aucune question en attente.")


@review.command()
def decide(
    context: typer.Context,
    review_id: Annotated[str, typer.Argument(metavar="ID")],
    choice: Annotated[Choice, typer.Argument()],
    words: Annotated[str, typer.Option(help="The reason of a rejection, as the operator will read it.")] = "",
    fault: Annotated[Fault, typer.Option(help="What is wrong with a rejected piece.")] = Fault.INCORRECT,
    by: Annotated[str, typer.Option(help="Who decides.")] = "",
) -> None:
    """Answer a question."""
    office = office_of(context)
    decision = desk.decide(
        office, review_id, choice, by=by or getpass.getuser(), words=words, fault=fault, now=wall_clock()
    )
    console.print(f"C'est noté. {escape(decision.outcome)}", highlight=False)
