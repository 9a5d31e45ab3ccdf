"""`greffier review list|show|decide`: the questions that wait for a person, answered in the words of a mail."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from greffier.cli.common import acting, console, office_of, print_json
from greffier.dossier.calendar import local_day
from greffier.errors import NotAllowed
from greffier.model.dossier import Fault
from greffier.model.letter import Choice
from greffier.rounds.office import Office
from greffier.rounds.people import desk
from greffier.rounds.people.finding import find_dossier, find_review
from greffier.service.clock import wall_clock
from greffier.staff.grammar import Context, meaning_of
from greffier.staff.links import offers
from greffier.staff.orders import Decide, Order
from greffier.store import reviews
from greffier.store.reviews import Pending

review = typer.Typer(no_args_is_help=True, help="The questions that wait for a person.")
Which = Annotated[str, typer.Argument(metavar="ID", help="Its number, or the name of a dossier with only one.")]


@review.command(name="list")
def list_(context: typer.Context, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List the open questions."""
    office = office_of(context)
    with office.database.reading() as session:
        pending = reviews.open_reviews(session)
    if json:
        print_json([as_json(one) for one in pending])
        return
    for one in pending:
        tell(one)
    if not pending:
        console.print("Aucune question en attente.")


@review.command()
def show(context: typer.Context, review_id: Which, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Show one question."""
    office = office_of(context)
    with office.database.reading() as session:
        one = find_review(session, review_id)
    if json:
        print_json(as_json(one))
        return
    tell(one)
    for name in ("paper", "message", "address"):
        if value := getattr(one.review, name):
            console.print(f"        {name} : {escape(value)}", highlight=False)


@review.command()
def decide(
    context: typer.Context,
    review_id: Which,
    answer: Annotated[
        str, typer.Argument(help='accept, reject, answered; or a line as in a mail: "refuser : illisible".')
    ],
    words: Annotated[str, typer.Option(help="The reason of a rejection, as the operator will read it.")] = "",
    fault: Annotated[Fault | None, typer.Option(help="What is wrong with a rejected piece.")] = None,
    by: Annotated[str, typer.Option(help="Who decides.")] = "",
) -> None:
    """Answer a question."""
    office, now = office_of(context), wall_clock()
    if answer in set(Choice):
        order: Order = Decide(review_id, Choice(answer), words, fault)
    else:
        order = order_in(office, review_id, answer)
    done = desk.act(office, order, acting(by), now)
    console.print(f"C'est noté. {escape(done.words)}", highlight=False)


def order_in(office: Office, review_id: str, line: str) -> Order:
    """Return what a French line orders about this question; raise NotAllowed where it orders nothing."""
    with office.database.reading() as session:
        pending = find_review(session, review_id)
        operator = find_dossier(session, pending.id).name
    today = local_day(wall_clock(), office.rules.cadence)
    meaning = meaning_of(line, Context(today, pending.id, operator, pending.review.kind))
    if meaning is None or isinstance(meaning, str):
        lines = ", ".join(f"« {offer.label} »" for offer in offers(pending.review))
        raise NotAllowed(f"{meaning or f'« {line} » ne se comprend pas'} ; répondez par exemple {lines}")
    return meaning


def as_json(one: Pending) -> dict[str, object]:
    """Return a question for programs."""
    return {"id": one.id, "opened_at": one.opened_at, **asdict(one.review)}


def tell(one: Pending) -> None:
    """Print a question with the lines that answer it."""
    console.print(f"[bold]{one.id}[/]  {escape(one.review.question)}", highlight=False)
    if one.review.evidence:
        console.print(f"        [dim]{escape(one.review.evidence)}[/]", highlight=False)
    if one.review.paper:
        console.print(f"        greffier paper {one.review.paper[:12]}", highlight=False)
    console.print(f"        {escape(' · '.join(offer.label for offer in offers(one.review)))}", highlight=False)
