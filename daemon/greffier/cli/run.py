"""`greffier run`: the service, or with --once a single drain."""

import asyncio
from typing import Annotated

import typer

from greffier.cli.common import settings_of
from greffier.cli.logs import configure_logs
from greffier.rounds.office import open_office
from greffier.service.daemon import run as serve
from greffier.service.daemon import run_once
from greffier.service.lock import only_instance


def run(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Drain what is there, send what is due, and end.")] = False,
    json_logs: Annotated[bool, typer.Option("--json-logs", help="One JSON object a line.")] = False,
) -> None:
    """Keep the mailbox: read, file, answer, remind, report."""
    settings = settings_of(context)
    configure_logs(as_json=json_logs or settings.service.json_logs)
    with only_instance(settings.store.folder):
        office = open_office(settings)
        asyncio.run(run_once(office) if once else serve(office))
