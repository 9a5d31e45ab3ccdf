"""`greffier paper HASH`: open a paper, or save it. Who took which is noted in the dossier."""

import os
import tempfile
from pathlib import Path
from typing import Annotated

import anyio
import typer

from greffier.cli.common import acting, console, office_of
from greffier.model.event import Way
from greffier.rounds.people.copies import Copy, copy_for, logo_for
from greffier.service.clock import wall_clock
from greffier.store.disk import private


def paper(
    context: typer.Context,
    fragment: Annotated[str, typer.Argument(metavar="HASH", help="How its hash begins, 6 characters or more.")],
    into: Annotated[Path | None, typer.Option(help="The folder to save it in; else it is opened.")] = None,
    original: Annotated[
        bool, typer.Option("--original", help="Without the watermark that identity papers get.")
    ] = False,
    logo: Annotated[bool, typer.Option("--logo", help="The PNG of 255 by 255 pixels for the registry.")] = False,
    by: Annotated[str, typer.Option(help="Who takes it; by default the user of this shell.")] = "",
) -> None:
    """Open a paper, or save it; the dossier notes who took it."""
    office = office_of(context)
    way = Way.SAVED if into else Way.OPENED

    async def copied() -> Copy:
        who = acting(by)
        if logo:
            return await logo_for(office, fragment, by=who, way=way, now=wall_clock())
        return await copy_for(office, fragment, by=who, way=way, original=original, now=wall_clock())

    place = written(anyio.run(copied), into or Path(tempfile.mkdtemp(prefix="greffier-")))
    console.print(str(place), highlight=False, markup=False, soft_wrap=True)
    if into is None and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        typer.launch(str(place))


def written(copy: Copy, folder: Path) -> Path:
    """Write a copy for its owner's eyes only, over one of the same name."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / copy.name
    place.unlink(missing_ok=True)
    with private(place) as file:
        file.write(copy.content)
    return place
