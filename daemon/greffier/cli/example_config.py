"""`greffier example-config`: a configuration file to start from, written from the model itself."""

import typer

from greffier.settings import example


def example_config() -> None:
    """Print an annotated greffier.toml."""
    typer.echo(example(), nl=False)
