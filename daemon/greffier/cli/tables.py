"""Tables that several commands and the demonstration show."""

from datetime import datetime

from rich.table import Table

from greffier.dossier.digest import row
from greffier.model.dossier import Dossier, ItemState
from greffier.model.rules import Rules

MARKS = {
    ItemState.ACCEPTED: "[green]✓[/]",
    ItemState.WAIVED: "[green]–[/]",
    ItemState.RECEIVED: "[yellow]…[/]",
    ItemState.REJECTED: "[red]✗[/]",
    ItemState.MISSING: "[dim]·[/]",
}


def dossier_table(dossiers: tuple[Dossier, ...], rules: Rules, now: datetime) -> Table:
    """Show the dossiers, one a row: stage, marks of the items, what waits."""
    table = Table(title="Dossiers", title_justify="left", header_style="bold")
    for heading in ("Opérateur", "Référence", "Étape", "Pièces", "Vu le", "Reste"):
        table.add_column(heading)
    for dossier in dossiers:
        line = row(dossier, rules, now)
        marks = " ".join(MARKS[state] for _, state in line.marks)
        heard = f"{line.heard_on:%d/%m/%Y}" if line.heard_on else ""
        left = f"{line.days_left} j" if line.days_left is not None else ""
        table.add_row(line.name, line.reference, line.stage, marks, heard, left)
    return table
