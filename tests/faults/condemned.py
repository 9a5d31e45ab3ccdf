"""A process that begets services: it knows all of Greffier already, so that each child is at work in no time.

A line in: `{"arguments": [...], "log": "path", "point": "after spool" or null, "nth": 1, ...}`. A line out: the child's
pid; once it ended, another: its exit status as `waitpid` gives it. It runs the real command with these arguments.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from points import POINTS, WEDGES

import greffier.__main__
import greffier.cli.run  # what `greffier run` imports, once for all children
from greffier.cli import main


def live(arguments: list[str], log: str, point: str | None, nth: int, environment: dict[str, str]) -> None:
    """Be the service, until the end that was chosen."""
    os.environ.update(environment)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (descriptor, 1), (descriptor, 2)):
        os.dup2(source, target)
    if point:
        (POINTS | WEDGES)[point].arm(nth)
    sys.argv = ["greffier", *arguments]
    sys.modules["__main__"] = greffier.__main__  # what the workers that read mails import of their parent
    main()


def beget(order: dict[str, Any]) -> None:
    """Fork a service and tell how it ended."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            live(**order)
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        finally:
            os._exit(code)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)


if __name__ == "__main__":
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a fork with threads would take their locks along"
    for line in sys.stdin:
        beget(json.loads(line))
