"""The story on the screen, a line a fact, as it happens."""

from collections.abc import Iterable
from datetime import datetime

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from greffier.demo.cast import STAFF, STAFF_NAME
from greffier.demo.letters import Letter
from greffier.demo.papers import MONTHS
from greffier.demo.scenes import Closing, Scene
from greffier.model.letter import LetterKind

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
KIND_WORDS = {
    LetterKind.WELCOME: "bienvenue",
    LetterKind.RECEIPT: "accusé de réception",
    LetterKind.REMINDER: "relance",
    LetterKind.LAST_CALL: "dernier appel",
    LetterKind.COMPLETE: "dossier complet",
    LetterKind.HANDOVER: "une personne répondra",
    LetterKind.ACCESS: "accès",
    LetterKind.CAUTION: "alerte",
    LetterKind.REVIEW: "question",
    LetterKind.DIGEST: "bilan",
}


def in_french(day: datetime) -> str:
    """Write a day as people say it."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {first} {MONTHS[day.month - 1]} {day.year}"


class Screen:
    """Tells what happens; `moment` is the wall-clock time of Paris at which it does."""

    def __init__(self, console: Console, days: int) -> None:
        self.progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), console=console
        )
        self.console = self.progress.console
        self.days = self.progress.add_task("mise en route", total=days)
        self.moment: datetime | None = None
        self.told_day = ""

    def pass_to(self, moment: datetime) -> None:
        """Move the clock on the wall; a new day moves the bar."""
        if self.moment is None or moment.date() != self.moment.date():
            self.progress.update(self.days, description=f"{in_french(moment):<26}")
            if self.moment:
                self.progress.advance(self.days)
        self.moment = moment

    def end(self) -> None:
        """Fill the bar."""
        self.progress.advance(self.days)

    def line(self, sign: str, words: str, style: str) -> None:
        """Write one line under its day; days on which nothing happens are not named."""
        assert self.moment is not None
        day = in_french(self.moment)
        if day != self.told_day:
            self.console.print(f"\n[bold]{day[0].upper()}{day[1:]}[/]", highlight=False)
            self.told_day = day
        row = Table.grid(padding=(0, 1))
        row.add_row(f"  [dim]{self.moment:%H:%M}[/]", f"[{style}]{sign}[/]", escape(words))
        self.console.print(row, highlight=False)

    def written(self, scene: Scene) -> None:
        """Tell who writes what."""
        by, papers = scene.draft.by, len(scene.draft.papers)
        attached = f" ({papers} pièce{'s' if papers > 1 else ''} jointe{'s' if papers > 1 else ''})" if papers else ""
        who = f"Quelqu'un qui se dit {by.name}" if scene.handed_in_by else by.name
        self.line("✉", f"{who} ({by.house}) {scene.gist}{attached}.", "bold cyan")

    def closed(self, closing: Closing) -> None:
        """Tell whose box closed."""
        self.line("✂", f"{closing.by.name} ({closing.by.house}) {closing.gist}.", "bold cyan")

    def understood(self, sentences: Iterable[str]) -> None:
        """Tell what Greffier made of it."""
        for sentence in sentences:
            self.line("·", sentence, "green")

    def decided(self, sentence: str) -> None:
        """Tell what staff did."""
        self.line("⚖", f"{STAFF_NAME} (équipe) {sentence}", "bold magenta")

    def left(self, letters: Iterable[Letter]) -> None:
        """Tell which letters left."""
        for letter in letters:
            whom = "l'équipe" if STAFF in letter.recipients else ", ".join(letter.recipients)
            subject = letter.opened["Subject"]
            self.line("→", f"{KIND_WORDS[letter.kind]}, à {whom} : « {subject} »", "yellow")

    def returned(self, recipients: Iterable[str]) -> None:
        """Tell which letters came back."""
        for recipient in recipients:
            self.line("↩", f"la lettre à {recipient} revient : la boîte est fermée.", "red")
