"""`greffier export NAME`: everything about one operator in one archive."""

from pathlib import Path
from typing import Annotated

import anyio
import typer

from greffier.cli.common import acting, console, office_of
from greffier.rounds.people import export as round_
from greffier.service.clock import wall_clock


def export(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Part of the operator's name, or the reference.")],
    into: Annotated[Path, typer.Option(help="The folder where the archive is written.")] = Path(),
    by: Annotated[str, typer.Option(help="Who takes it; by default the user of this shell.")] = "",
) -> None:
    """Write one archive: a PDF summary, the mails, the letters, the papers, and all of it as JSON."""
    office = office_of(context)

    async def written() -> Path:
        return await round_.export(office, name, into, by=acting(by), now=wall_clock())

    console.print(f"Écrit dans {anyio.run(written)}", highlight=False, markup=False, soft_wrap=True)
