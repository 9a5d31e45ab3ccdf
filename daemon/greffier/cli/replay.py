"""`greffier replay --since DATE`: what today's rules would make of the mails of the past, before they go live."""

import asyncio
import json as json_
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from greffier.cli.common import console, office_of, print_json, progress
from greffier.errors import BadRule
from greffier.rounds.incoming.replay import past
from greffier.rounds.incoming.replay import replay as replayed
from greffier.rounds.office import Office

LONGEST = 160
"""Characters of a value: enough to see what changed; --json has the whole of it."""


def replay(
    context: typer.Context,
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Mails that came on this day or later.")],
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Read stored mails again with today's rules, and show what would be otherwise; nothing is changed.

    Cut off (Ctrl-C), the same command goes on where it was.
    """
    office = office_of(context)
    if office.refused:
        raise BadRule(office.refused)
    begun = office.settings.store.folder / f"replay-{since:%Y%m%d}-{office.rules.version}.jsonl"
    with progress("Replay") as step:
        results = asyncio.run(gone_through(office, since.replace(tzinfo=UTC), begun, step))
    begun.unlink(missing_ok=True)
    different = [one for one in results if one["reading"] or one["decision"]]
    if json:
        print_json({"mails": len(results), "different": different, "unread": [one for one in results if one["unread"]]})
        return
    for one in different:
        tell(one)
    unread = sum(1 for one in results if one["unread"])
    console.print(f"{len(results)} messages relus, {len(different)} seraient traités autrement.", highlight=False)
    if unread:
        console.print(f"{unread} ne sont plus gardés ici, ou ne se lisent plus.", highlight=False)


async def gone_through(
    office: Office, since: datetime, begun: Path, step: Callable[[int, int], None]
) -> list[dict[str, Any]]:
    """Replay every mail that is not in the file `begun` yet, and write each result into it at once."""
    lines = begun.read_text("utf-8").splitlines(keepends=True) if begun.exists() else []
    done = {one["mail"]: one for one in map(json_.loads, (line for line in lines if line.endswith("\n")))}
    mails = past(office, since)
    begun.touch(mode=0o600)
    with begun.open("w", encoding="utf-8") as file:
        file.writelines(json_.dumps(one) + "\n" for one in done.values())
        for count, mail in enumerate(mails, 1):
            if mail.sha256 not in done:
                done[mail.sha256] = asdict(await replayed(office, mail))
                file.write(json_.dumps(done[mail.sha256], default=str) + "\n")
                file.flush()
            step(count, len(mails))
    return [done[mail.sha256] for mail in mails]


def tell(one: dict[str, Any]) -> None:
    """Show one mail, field by field."""
    subject, sender = escape(one["subject"] or "(sans objet)"), escape(one["sender"] or "")
    console.print(f"[bold]{subject}[/]  {sender}  [dim]{one['mail'][:12]}[/]", highlight=False)
    for change in (*one["reading"], *one["decision"]):
        then, now = shown(change["then"]), shown(change["now"])
        console.print(f"  {change['field']} : [red]{then}[/] → [green]{now}[/]", highlight=False)


def shown(value: object) -> str:
    """Show a value on one line, cut where it is long."""
    text = value if isinstance(value, str) else json_.dumps(value, ensure_ascii=False, default=str)
    return escape(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
