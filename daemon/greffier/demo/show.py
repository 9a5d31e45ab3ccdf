"""The whole evening: open the post office and the office, play the story, show how it ended, leave the papers."""

import asyncio
import logging
from pathlib import Path
from typing import TextIO

import structlog
from rich.console import Console

from greffier.cli.tables import dossier_table
from greffier.demo.cast import REGISTRY
from greffier.demo.ending import not_come_true
from greffier.demo.folder import emptied, leave_digest, leave_letters, settings_in
from greffier.demo.letters import Letter, letters_among
from greffier.demo.play import OPENS, Clock, Play
from greffier.demo.screen import Screen
from greffier.demo.servers import PostOffice, post_office
from greffier.demo.staff import Staff
from greffier.demo.story import DAYS, REFUSALS, STORY
from greffier.demo.witness import Witness
from greffier.reading.pool import warm_up
from greffier.rounds.office import Office, open_office
from greffier.service.shift import Shift
from greffier.store import dossiers


def show(into: Path, console: Console) -> list[str]:
    """Play the story, leave its papers in `into`, and return what did not end as told."""
    folder = emptied(into)
    with (folder / "greffier.log").open("w", encoding="utf-8") as log, post_office(REGISTRY) as post:
        log_to(log)
        office = open_office(settings_in(folder, post))
        try:
            clock = Clock(OPENS)
            asyncio.run(played(post, office, clock, console))
            letters = letters_among(post.posted, office)
            conclude(folder, office, letters, clock, console)
            return not_come_true(office, letters)
        finally:
            office.database.close()
            structlog.reset_defaults()


def log_to(file: TextIO) -> None:
    """Write the daemon's events, and only those, to a file: the screen tells the story."""
    renderer = structlog.processors.LogfmtRenderer(key_order=["level", "event"], drop_missing=True)
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.format_exc_info, renderer],
        logger_factory=structlog.WriteLoggerFactory(file),
    )
    logging.getLogger("mail.log").setLevel(logging.ERROR)


async def played(post: PostOffice, office: Office, clock: Clock, console: Console) -> None:
    """Raise the curtain, play, and say goodbye to the servers."""
    screen, shift = Screen(console, DAYS), Shift(office, clock)
    try:
        with screen.progress:
            await warm_up()
            await Play(post, shift, clock, Staff(office, REFUSALS), screen, Witness(office, post)).run(STORY)
    finally:
        await shift.close()


def conclude(folder: Path, office: Office, letters: list[Letter], clock: Clock, console: Console) -> None:
    """Show the table of dossiers, leave letters and digest, and say where everything is."""
    leave_letters(folder, letters)
    digest = leave_digest(folder, letters)
    with office.database.reading() as session:
        console.print("\n", dossier_table(dossiers.all_dossiers(session), office.rules, clock.now), sep="")
    console.print(
        f"\nLe dernier bilan de l'équipe : {digest}\n"
        f"Les {len(letters)} lettres : {folder / 'letters'}\n"
        f"La base, les mails et les pièces : {folder / 'state'}\n"
        f"Pour y regarder de près : greffier --config {folder / 'greffier.toml'} dossiers",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
