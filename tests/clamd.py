"""A real clamd with a signature database of the test's own: two lines, no freshclam, nothing of the machine's."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from greffier.antivirus import Clamd
from greffier.errors import Unreachable
from processes import Daemon

MARK = b"GREFFIER-TEST-SIGNATURE"
"""What a document holds that the test's database calls a virus, and nobody else does."""
LARGEST = 2 * 1024 * 1024
"""Bytes of one document; a bigger one is refused, as clamd does at its StreamMaxLength."""
CONFIGURATION = """
LocalSocket {folder}/clamd.ctl
LocalSocketMode 600
DatabaseDirectory {folder}/database
TemporaryDirectory {folder}
LogFile {folder}/clamd.log
Foreground yes
StreamMaxLength {largest}
MaxScanTime 10000
AlertExceedsMax yes
"""


def program() -> str | None:
    """Return where clamd is installed, or None."""
    return shutil.which("clamd", path="/usr/sbin:/usr/bin")


@dataclass(frozen=True)
class Antivirus:
    """A clamd that runs, and can be taken away for a while (`processes.paused`)."""

    socket: Path
    daemon: Daemon


class ClamdDaemon(Daemon):
    """A clamd; it is there once it answers on its socket."""

    def __init__(self, command: list[str], folder: Path) -> None:
        super().__init__(command, [], folder / "start.log")
        self._clamd = Clamd(folder / "clamd.ctl", 5.0)

    def start(self, seconds: float = 10.0) -> None:
        """Start, and wait for its first answer."""
        super().start(seconds)
        limit = time.monotonic() + seconds
        while True:
            try:
                self._clamd.check()
            except Unreachable:
                if time.monotonic() > limit:
                    raise
                time.sleep(0.02)
            else:
                return


@contextlib.contextmanager
def running_clamd() -> Iterator[Antivirus]:
    """Run a clamd until the block ends. Its folder lies in /tmp, where Debian's AppArmor profile lets it be."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-", dir="/tmp"))
    (folder / "database").mkdir()
    signatures = {"Greffier.Test": MARK, "Eicar.Test": b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"}
    lines = (f"{name}:0:*:{signature.hex()}\n" for name, signature in signatures.items())
    (folder / "database" / "test.ndb").write_text("".join(lines))
    configuration = folder / "clamd.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, largest=LARGEST))
    daemon = ClamdDaemon([program() or "clamd", "--config-file", str(configuration)], folder)
    daemon.start()
    try:
        yield Antivirus(folder / "clamd.ctl", daemon)
    finally:
        daemon.kill()
        shutil.rmtree(folder)
