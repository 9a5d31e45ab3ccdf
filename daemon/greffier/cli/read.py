"""`greffier read`: what is understood of raw mails, for programs as JSON, for people in colour.

Needs no state and no configuration.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import anyio
import typer

from greffier.cli.common import console
from greffier.cli.reading_shown import shown
from greffier.errors import Unreadable
from greffier.model.mail import Reading, SenderKind, Topic
from greffier.model.rules import Registry, Wordings
from greffier.reading.contract import as_json
from greffier.reading.pool import read_mail
from greffier.rules import load_rules
from greffier.shipped import shipped

CANNOT_OPEN = 2


def read(
    files: Annotated[list[Path], typer.Argument(help="Raw mails (.eml), or folders of them.", show_default=False)],
    as_lines: Annotated[bool, typer.Option("--json", help="One JSON object a mail, one a line, in order.")] = False,
) -> None:
    """Read mails without any state, and show what was understood and why."""
    if not anyio.run(_read_all, files, as_lines):
        raise typer.Exit(CANNOT_OPEN)


async def _read_all(paths: list[Path], as_lines: bool) -> bool:
    """Read and print each mail; return whether every file could be opened."""
    wordings = load_rules(shipped("rules")).wordings
    all_opened = True
    for file in _mails(paths):
        try:
            file.open("rb").close()
        except OSError as error:
            typer.echo(f"{file}: {error.strerror}.", err=True)
            all_opened = False
            continue
        reading = await _read_one(file, wordings)
        if as_lines:
            typer.echo(json.dumps(as_json(str(file), reading), ensure_ascii=False))
        else:
            console.print(shown(str(file), reading))
    return all_opened


def _mails(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.iterdir()) if path.is_dir() else (path,)


async def _read_one(file: Path, wordings: Wordings) -> Reading:
    """Read a mail in the pool; one that breaks its limits becomes an empty reading that says so."""
    try:
        return (await read_mail(file.read_bytes(), wordings, Registry()))[0]
    except Unreadable as reason:
        why = str(reason)
    except Exception as bug:
        # A fault of ours must not keep the other mails from being read; its own words may be the mail's.
        why = f"erreur interne ({type(bug).__name__})"
    typer.echo(f"{file}: {why}.", err=True)
    empty = Reading(None, None, SenderKind.PERSON, may_answer=False, topic=Topic.OTHER)
    return replace(empty, needs_human=True, problems=("unreadable",), attention=why)
