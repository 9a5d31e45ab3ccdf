"""A server in the middle that misbehaves as told: it changes, cuts or swallows what passes."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Hook = Callable[[bytes], bytes | None]
"""Returns what passes instead; None cuts the connection."""


def cut(_: bytes) -> None:
    """Hang up at the first word."""


def untouched(data: bytes) -> bytes | None:
    return data


@dataclass
class Proxy:
    """Passes bytes on; both hooks may be set at any time."""

    target: int
    port: int = 0
    to_server: Hook = untouched
    to_client: Hook = untouched
    connections: int = 0
    silent: threading.Event = field(default_factory=threading.Event)
    """While set, nothing passes and nothing is closed: a cable was cut."""
    _open: list[socket.socket] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client = listener.accept()[0]
                self.connections += 1
                server = socket.create_connection(("127.0.0.1", self.target))
                self._open += [client, server]
                for source, sink, name in ((client, server, "to_server"), (server, client, "to_client")):
                    threading.Thread(target=self._pump, args=(source, sink, name), daemon=True).start()

    def cut(self) -> None:
        """Cut every connection."""
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def _pump(self, source: socket.socket, sink: socket.socket, name: str) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self.silent.is_set():
                    continue
                passed = getattr(self, name)(data)
                if passed is None:
                    break
                sink.sendall(passed)
        for one in (source, sink):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def proxy_to(port: int) -> Iterator[Proxy]:
    """Stand before the server on `port`."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = Proxy(port, listener.getsockname()[1])
        threading.Thread(target=proxy.serve, args=(listener,), daemon=True).start()
        try:
            yield proxy
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            proxy.cut()
