"""What several commands share: the console, the settings, the office. Heavy rooms are opened only when asked for."""

import getpass
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from greffier.settings import Settings, load_settings

if TYPE_CHECKING:
    from greffier.rounds.office import Office

console = Console()


@dataclass(frozen=True, slots=True)
class Options:
    """What was said before the command's name."""

    config: Path | None = None


def settings_of(context: typer.Context) -> Settings:
    """Return the settings that the command line or the environment names; raise BadSetting."""
    options = context.find_root().obj
    return load_settings(options.config if isinstance(options, Options) else None, os.environ)


def office_of(context: typer.Context) -> "Office":
    """Open the office: settings, rules, letters and database."""
    from greffier.cli.logs import configure_logs  # noqa: PLC0415 - what follows brings the whole house
    from greffier.rounds.office import open_office  # noqa: PLC0415 - not every command needs it

    configure_logs(as_json=False)  # to standard error: what is printed may be read by a program
    return open_office(settings_of(context))


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far long work has come; yield what to call with how much is done, and of how much."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def acting(by: str) -> str:
    """Return who acts: whom `--by` names, else the person behind sudo, else the user of this shell."""
    return by or os.environ.get("SUDO_USER") or getpass.getuser()


def print_json(value: object) -> None:
    """Print for programs; what JSON does not know (dates, sets) is written as its text."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
