"""`greffier demo`: weeks of a registry's life in a minute, on servers of its own; nothing leaves this machine."""

from pathlib import Path
from typing import Annotated

import typer

from greffier.cli.common import console
from greffier.errors import GreffierError


class DemoNotInstalled(GreffierError):
    """The demonstration needs servers of its own; say: pip install 'greffier[demo]'."""


def demo(
    into: Annotated[Path, typer.Option(help="Where to leave the letters, the digest and the database.")] = Path(
        "demo-output"
    ),
) -> None:
    """Play a story of three operators over four weeks, in about a minute."""
    try:
        from greffier.demo.show import show  # noqa: PLC0415 - its servers come with an extra
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("greffier"):
            raise
        raise DemoNotInstalled(f"{missing.name} manque : pip install 'greffier[demo]'") from None
    untrue = show(into, console)
    for sentence in untrue:
        console.print(f"[red]L'histoire n'a pas fini comme prévu :[/] {sentence}", highlight=False)
    raise typer.Exit(1 if untrue else 0)
