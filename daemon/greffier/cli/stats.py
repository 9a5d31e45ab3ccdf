"""`greffier stats`: whether operators are well served, in the figures of the digest."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.bar import Bar
from rich.table import Table

from greffier.cli.common import console, office_of, print_json
from greffier.model.digest import Figures
from greffier.rounds.telling.report import BEGINNING, gather
from greffier.service.clock import wall_clock

BAR = 28
"""Characters of the longest bar."""


def stats(context: typer.Context, json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Tell how the intake goes: stages, days to access, corrections, where operators get stuck."""
    office = office_of(context)
    with office.database.reading() as session:
        figures = gather(session, office, BEGINNING, wall_clock()).figures
    if json:
        print_json(asdict(figures))
        return
    console.print(counted("Dossiers par étape", figures.stages))
    if figures.stuck:
        console.print(counted("Là où les opérateurs attendent", figures.stuck))
    console.print(weeks(figures))
    unknown = "pas encore connu"
    days = f"{figures.median_days} j" if figures.median_days is not None else unknown
    corrected = f"{figures.corrected} %" if figures.corrected is not None else unknown
    console.print(f"Du premier message à l'accès (médiane) : [bold]{days}[/]", highlight=False)
    console.print(f"Dossiers qui ont demandé une correction : [bold]{corrected}[/]", highlight=False)


def counted(title: str, counts: tuple[tuple[str, int], ...]) -> Table:
    """Lay out names and counts, each with its bar."""
    table = Table(title=title, title_justify="left", box=None, show_header=False, title_style="bold")
    largest = max((count for _, count in counts), default=0)
    for name, count in counts:
        table.add_row(name, str(count), Bar(largest, 0, count, width=BAR, color="blue"))
    return table


def weeks(figures: Figures) -> Table:
    """Lay out the last weeks: requests and accesses."""
    table = Table(title="Les douze dernières semaines", title_justify="left", box=None, title_style="bold")
    for heading in ("semaine du", "demandes", "", "accès", ""):
        table.add_column(heading, header_style="dim")
    largest = max((max(week.requests, week.accesses) for week in figures.weeks), default=0)
    for week in figures.weeks:
        bars = (Bar(largest, 0, number, width=BAR // 2, color="blue") for number in (week.requests, week.accesses))
        requests, accesses = bars
        table.add_row(f"{week.begins:%d/%m/%Y}", str(week.requests), requests, str(week.accesses), accesses)
    return table
