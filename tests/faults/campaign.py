"""`make faults`: kill the service a thousand times, and print what became of the mails and letters.

Each fault has registries of its own; after each death the next service does all that is left, and at the end every mail
and every letter is looked for.
"""

import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS), str(TESTS / "journeys")]

from account import Account
from lane import AT_RANDOM, Lane
from office_at_work import registry_at_work
from points import POINTS
from rich.console import Console
from rich.table import Table

from servers import Servers, running_servers

TIMES = 1000
MAILS = 3
"""That come in before each death: a point may be reached at the first of them or at the second."""
AT_ONCE = 2
DEATHS_EACH = 40
"""Of one registry: an account of more takes longer than the deaths."""


@dataclass
class Row:
    """What one fault did, in one or several registries."""

    fault: str
    times: int
    mails: int
    account: Account
    seconds: list[float]


def main(times: int) -> int:
    """Run the campaign; return 1 where anything was lost or came twice."""
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_servers(with_postfix=True) as servers,
        ThreadPoolExecutor(AT_ONCE) as lanes,
    ):
        tasks = [
            lanes.submit(trial, servers, Path(folder) / str(number), fault, deaths, number)
            for number, (fault, deaths) in enumerate(plan(times))
        ]
        rows = []
        for task in tasks:
            rows.append(task.result())
            done = sum(row.times for row in rows)
            print(f"{done:5} / {times}  {', '.join(cells(rows[-1].fault, rows[-1:]))}", file=sys.stderr)
    show(rows, time.monotonic() - began)
    return int(any(row.account.wrong for row in rows))


def plan(times: int) -> list[tuple[str, int]]:
    """Share the deaths: half at random, the other half among the named points."""
    each = max(1, times // 2 // len(POINTS))
    shares = [(point, each) for point in POINTS]
    left = times - each * len(POINTS)
    return [(AT_RANDOM, min(DEATHS_EACH, left - start)) for start in range(0, left, DEATHS_EACH)] + shares


def trial(servers: Servers, folder: Path, fault: str, deaths: int, seed: int) -> Row:
    """Let one registry die so often, and draw up its account."""
    with registry_at_work(servers, folder) as work:
        lane = Lane(work, seed)
        seconds = []
        try:
            for _ in range(deaths):
                lane.bring(MAILS)
                lane.kill(fault)
                seconds.append(lane.recover())
            account = lane.account()
        finally:
            lane.close()
    for wrong in account.wrong:
        print(f"{fault}: {wrong}", file=sys.stderr)
    return Row(fault, deaths, len(lane.mails), account, seconds)


def show(rows: list[Row], seconds: float) -> None:
    """Print the table: a row a fault, and the sum."""
    table = Table(title=f"kill -9, {sum(row.times for row in rows)} times, in {seconds / 60:.0f} min")
    table.add_column("fault")
    for heading in ("times", "mails in", "lost", "twice", "set aside", "uncertain", "recovered in (s)"):
        table.add_column(heading, justify="right")
    for fault in dict.fromkeys(row.fault for row in rows):
        table.add_row(*cells(fault, [row for row in rows if row.fault == fault]))
    table.add_section()
    table.add_row(*cells("all", rows))
    Console(width=120).print(table)


def cells(name: str, rows: list[Row]) -> list[str]:
    """Add up some rows into one."""
    seconds = [second for row in rows for second in row.seconds]
    counts = [(row.times, row.mails, *map(len, told(row.account))) for row in rows]
    sums = (str(sum(column)) for column in zip(*counts, strict=True))
    return [name, *sums, f"{statistics.median(seconds):.1f} (longest {max(seconds):.1f})"]


def told(account: Account) -> tuple[list[str], ...]:
    return account.lost, account.twice, account.set_aside, account.uncertain


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES))
