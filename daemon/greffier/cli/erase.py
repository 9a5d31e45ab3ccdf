"""`greffier erase NAME --reason WORDS`: all that is known of an operator goes, as the law may ask."""

from typing import Annotated

import typer

from greffier.cli.common import acting, console, office_of
from greffier.rounds.keeping import erase as round_
from greffier.rounds.people.finding import find_dossier
from greffier.service.clock import wall_clock


def erase(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Part of the operator's name, or the reference.")],
    reason: Annotated[str, typer.Option(help="Why, for the history: it stays, so it must name nobody.")],
    by: Annotated[str, typer.Option(help="Who erases; by default the user of this shell.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask back.")] = False,
) -> None:
    """Erase a dossier with its mails, papers and letters; that it was erased stays in the history."""
    office = office_of(context)
    with office.database.reading() as session:
        dossier = find_dossier(session, name)
    if not yes:
        typer.confirm(f"Effacer pour toujours le dossier {dossier.name} ({dossier.reference}) ?", abort=True)
    gone = round_.erase(office, dossier, acting(by), reason, wall_clock())
    console.print(f"C'est effacé : {len(gone.mails)} messages, {len(gone.papers)} pièces.", highlight=False)
    console.print(
        "Restent à effacer par une personne : ses messages dans la boîte, et les sauvegardes d'avant aujourd'hui.",
        highlight=False,
    )
