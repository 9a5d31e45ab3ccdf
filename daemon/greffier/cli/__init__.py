"""The command line: `main` is the entry point, each command is a file of its own, loaded only when it is asked for."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from greffier.cli.catalogue import COMMANDS
from greffier.cli.common import Options
from greffier.errors import GreffierError


class OnDemand(TyperGroup):
    """A group that imports a command when it is named: `greffier read` should not wait for the daemon's libraries."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - typer keeps the type of a context to itself
        """Return the names in the order of the catalogue."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - as above
        """Load one command; for an unknown name load them all, so that the nearest can be suggested."""
        if cmd_name not in COMMANDS:
            for known in COMMANDS:
                self.get_command(ctx, known)
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = loaded(cmd_name)
        return self.commands[cmd_name]


def loaded(name: str) -> Any:  # noqa: ANN401 - typer keeps the type of a command to itself
    """Import one command."""
    entry = COMMANDS[name]
    function = getattr(import_module(f"greffier.cli.{entry.module}"), entry.function)
    if isinstance(function, typer.Typer):
        function.info.name, function.info.rich_help_panel = name, entry.panel
        return typer.main.get_group(function)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name, rich_help_panel=entry.panel)(function)
    return typer.main.get_command(alone)


app = typer.Typer(cls=OnDemand, no_args_is_help=True, pretty_exceptions_enable=False)


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - it reads the disk; only this option needs it

        typer.echo(version("greffier"))
        raise typer.Exit


@app.callback()
def greffier(
    context: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(help="The configuration file; else GREFFIER_CONFIG, else /etc/greffier/greffier.toml."),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback has done its work
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Greffier, the clerk of a registry: reads its mailbox, keeps each operator's dossier, writes the letters."""
    context.obj = Options(config)


def main() -> None:
    """Run a command. What a person can mend is told in plain lines on standard error, with exit code 1."""
    try:
        app()
    except GreffierError as wrong:
        sys.exit(told(str(wrong)))
    except OSError as wrong:
        if wrong.filename is None:
            raise
        sys.exit(told(f"{wrong.filename}: {wrong.strerror}"))


def told(message: str) -> int:
    """Write what is wrong, and return the exit code for it."""
    typer.echo(f"greffier: {message}", err=True)
    return 1
