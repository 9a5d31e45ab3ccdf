"""One instance: the lock is the kernel's, so that a killed process never leaves one behind."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from greffier.errors import GreffierError


class AlreadyRunning(GreffierError):
    """Another Greffier works on this folder; stop it first (systemctl stop greffier)."""


@contextmanager
def only_instance(folder: Path) -> Iterator[None]:
    """Hold the lock of this folder; raise AlreadyRunning where another process does."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "greffier.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"{folder}: {AlreadyRunning.__doc__}") from None
        yield
