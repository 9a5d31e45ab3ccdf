"""`greffier keys`: what mails and papers are sealed with."""

import typer

from greffier.store.keys import new_key

keys = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help="The keys that seal mails and papers.")


@keys.callback()
def group() -> None:
    """Keep the keys that seal mails and papers."""


@keys.command("new")
def new() -> None:
    """Print a new random key, to be put on the first line of the file that `store.keys_file` names."""
    typer.echo(new_key())
