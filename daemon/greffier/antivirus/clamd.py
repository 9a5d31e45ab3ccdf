"""clamd(8) over its Unix socket: a connection a document, the bytes through INSTREAM.

Only `OK` is clean. What clamd did not look into is told as that, and never taken for clean.
"""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from greffier.errors import Later, Unreachable

PIECE = 256 * 1024
"""Bytes sent at once; clamd takes any number up to its StreamMaxLength."""
LONGEST_ANSWER = 4096
END_OF_STREAM = bytes(4)


class NotLooked(Later):
    """clamd answers, and did not look into this one document."""


class Clamd:
    """What looks into documents; `seconds` bounds each wait for it."""

    def __init__(self, path: Path, seconds: float) -> None:
        self.path = path
        self.seconds = seconds

    def scan(self, content: bytes) -> str | None:
        """Return the name of what was found, None where it is clean; raise Unreachable or NotLooked."""
        answer = self._ask(b"zINSTREAM\0", content)
        if answer == "stream: OK":
            return None
        if answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        raise NotLooked(f"clamd: {answer or 'no answer'}")

    def check(self) -> str:
        """Return clamd's own name, version and age of signatures; raise Unreachable with the mend."""
        return f"{self._ask(b'zVERSION' + bytes(1))}, at {self.path}"

    def _ask(self, command: bytes, content: bytes | None = None) -> str:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(self.seconds)
                line.connect(str(self.path))
                line.sendall(command)
                # A stream that is too long is refused while it is sent; the reason then waits to be read.
                with suppress(BrokenPipeError, ConnectionResetError):
                    for piece in () if content is None else in_pieces(content):
                        line.sendall(piece)
                return answer_on(line)
        except OSError as trouble:
            why = trouble.strerror or str(trouble)
            raise Unreachable(f"clamd at {self.path}: {why}; start it, or mend antivirus.socket") from None


def in_pieces(content: bytes) -> Iterator[bytes]:
    """Yield the bytes as INSTREAM takes them: each piece behind its length, the end behind a length of 0."""
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        yield len(piece).to_bytes(4, "big") + piece
    yield END_OF_STREAM


def answer_on(line: socket.socket) -> str:
    """Read up to the NUL that ends an answer to a `z` command."""
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        received = line.recv(LONGEST_ANSWER)
        if not received:
            break
        answer += received
    return answer.rstrip(b"\0").decode("ascii", "replace").strip()
