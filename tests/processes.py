"""What real servers of the tests need around them: free ports, a folder, a log that is shown when a start fails."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on; all are held until the last is found, so that they differ."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Daemon:
    """A server process with its children in a session of their own."""

    def __init__(self, command: list[str], ports: list[int], log: Path, environ: dict[str, str] | None = None) -> None:
        self._command = command
        self._ports = ports
        self._log = log
        self._environ = {**os.environ, **(environ or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 10.0) -> None:
        """Start and wait until every port answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environ,
                start_new_session=True,
            )
        self._guard = guard_of(self._process.pid)
        for port in self._ports:
            self._wait_for(port, time.monotonic() + seconds)

    def kill(self) -> None:
        """Kill the whole session at once: sessions of a server outlive its master otherwise."""
        if self._process is None or self._guard is None:
            return
        self._guard.kill()
        self._guard.communicate()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _wait_for(self, port: int, limit: float) -> None:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                died = self._process is None or self._process.poll() is not None
                if died or time.monotonic() > limit:
                    raise RuntimeError(
                        f"{self._command[0]} does not answer on {port}:\n{self._log.read_text()}"
                    ) from None
                time.sleep(0.01)
            else:
                return


def guard_of(session: int) -> subprocess.Popen[bytes]:
    """Start a shell that kills the session when we die: a test run that is killed must not leave servers behind."""
    script = 'read -r _; kill -s KILL -- "-$1"'  # its input ends with us, however we end
    return subprocess.Popen(["sh", "-c", script, "guard", str(session)], stdin=subprocess.PIPE, start_new_session=True)


@contextlib.contextmanager
def paused(daemon: Daemon) -> Iterator[None]:
    """Take a server away for a while, and bring it back on the same ports."""
    daemon.kill()
    try:
        yield
    finally:
        daemon.start()
