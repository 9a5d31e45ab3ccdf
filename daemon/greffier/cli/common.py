"""What several commands share: the console, the settings, the office. Heavy rooms are opened only when asked for."""

import json
import os
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
    from greffier.rounds.office import open_office  # noqa: PLC0415 - it brings the whole house; not every command needs it

    return open_office(settings_of(context))


def print_json(value: object) -> None:
    """Print for programs; what JSON does not know (dates, sets) is written as its text."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
