"""`greffier status`: how the service and the dossiers are, in one screen."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from greffier.cli.common import console, office_of, print_json
from greffier.cli.tables import dossier_table
from greffier.rounds.telling.health import health
from greffier.service.clock import wall_clock
from greffier.store import chain, dossiers, inbox, outbox, reviews, troubles


def status(context: typer.Context, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Tell how the service and the dossiers are."""
    office = office_of(context)
    now = wall_clock()
    with office.database.reading() as session:
        every = dossiers.all_dossiers(session)
        lines = health(session, office, now)
        counts = {"mails": inbox.counts(session), "letters": outbox.counts(session)}
        head = chain.head(session)
        waiting = len(reviews.open_reviews(session))
        neighbours = {one.neighbour: asdict(one) for one in troubles.known(session) if one.lasts}
        queues = {"mails_due_since": inbox.waiting_since(session), "letters_due_since": outbox.overdue_since(session)}
    if json:
        stages = {dossier.reference: dossier.stage for dossier in every}
        known = {"reviews": waiting, "dossiers": stages, "troubles": neighbours, "queues": queues}
        print_json({**counts, **known, "audit": asdict(head)})
        return
    console.print(dossier_table(every, office.rules, now))
    for line in lines:
        console.print(f"  {'[green]✓[/]' if line.well else '[red]✗[/]'} {escape(line.words)}", highlight=False)
    console.print(
        f"  Questions en attente : {waiting}" + (" (greffier review list)" if waiting else ""), highlight=False
    )
