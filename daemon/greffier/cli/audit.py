"""`greffier audit verify|show`: the history as a chain in which nothing can be changed unseen."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.markup import escape

from greffier.cli.common import console, office_of, print_json
from greffier.dossier.chronicle import told
from greffier.errors import GreffierError
from greffier.model.rules import Rules
from greffier.rounds.people.finding import find_dossier
from greffier.rounds.telling.report import BEGINNING
from greffier.store import chain, journal

audit = typer.Typer(no_args_is_help=True, help="The history, in which nothing can be changed unseen.")


class BrokenChain(GreffierError):
    """The history was changed from outside."""


@audit.command()
def verify(
    context: typer.Context,
    head: Annotated[str, typer.Option(help="A head from a digest: is all that it stands for still there?")] = "",
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Walk along the whole chain, and say where it is broken."""
    if head and len(head) < chain.SHORTEST_HEAD:
        raise typer.BadParameter(f"give at least {chain.SHORTEST_HEAD} characters", param_hint="--head")
    with office_of(context).database.reading() as session:
        found = chain.verify(session, head.lower())
    if json:
        print_json(
            {"events": found.head.number, "head": found.head.hash, "erased": found.erased, "broken": found.broken}
        )
    elif found.broken is None:
        erased = f", dont {found.erased} effacés selon la loi" if found.erased else ""
        console.print(f"Le journal est intact : {found.head.number} faits{erased}.", highlight=False)
        console.print(f"Tête de chaîne : {found.head.hash}", highlight=False, soft_wrap=True)
    if found.broken is not None:
        raise BrokenChain(f"le journal a été modifié. {found.broken}")


@audit.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Only this dossier: part of its name, or its reference.")] = "",
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="From this day on.")] = BEGINNING,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show the facts in the order in which they were recorded."""
    office = office_of(context)
    with office.database.reading() as session:
        only = find_dossier(session, name).id if name else ""
        told_since = journal.facts(session, since.replace(tzinfo=UTC))
        facts = [fact for fact in told_since if only in {"", fact.operator}]
    if json:
        print_json([fact_of(fact, office.rules) for fact in facts])
        return
    for fact in facts:
        console.print(
            f"[dim]{fact.number:>6}  {fact.at:%d/%m/%Y %H:%M}  {fact.hash[:12]}[/]  "
            f"{escape(fact.reference)}  {escape(words(fact, office.rules))}",
            highlight=False,
        )


def fact_of(fact: journal.Fact, rules: Rules) -> dict[str, object]:
    """Return a fact for programs."""
    plain = {"number": fact.number, "at": fact.at, "dossier": fact.reference, "kind": fact.kind, "cause": fact.cause}
    return {**plain, "hash": fact.hash, "words": words(fact, rules)}


def words(fact: journal.Fact, rules: Rules) -> str:
    """Tell a fact; of one that was erased only its nature is left."""
    return told(fact.event, rules) if fact.event else f"effacé ({fact.kind})"
