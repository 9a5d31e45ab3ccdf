"""The spool: every mail's bytes, named by their hash, safe on disk before anything looks into them."""

import hashlib
import os
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from greffier.store.disk import settle, shelf

SUFFIX = ".eml"


class Incoming:
    """A mail on its way to the spool. `sha256`, `size` and `path` are final once the context has ended well."""

    def __init__(self, file: BinaryIO) -> None:
        self.size = 0
        self.path = Path(file.name)
        self._file = file
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Return the hash of what was written so far."""
        return self._hash.hexdigest()

    def write(self, chunk: bytes) -> None:
        """Append bytes."""
        self._file.write(chunk)
        self._hash.update(chunk)
        self.size += len(chunk)


class Spool:
    """Mails in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        """Take a mail in: safe on disk when the context ends, gone without a trace when it ends with an exception."""
        self._scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._scratch, delete=False) as file:
            mail = Incoming(file)  # type: ignore[arg-type] # the wrapper has all that is used
            try:
                yield mail
                file.flush()
                os.fsync(file.fileno())
                settle(mail.path, self.path(mail.sha256))
                mail.path = self.path(mail.sha256)
            except BaseException:
                mail.path.unlink(missing_ok=True)
                raise

    def path(self, sha256: str) -> Path:
        """Return where a mail lies, or would lie."""
        return shelf(self.folder, sha256, SUFFIX)

    def sweep(self, keep: Container[str]) -> int:
        """Remove the mails that no row names and what a dead process left half written; return how many.

        Only while nobody fetches: a mail is on disk before its row is.
        """
        orphans = [path for path in self.folder.glob(f"??/*{SUFFIX}") if path.stem not in keep]
        orphans += self._scratch.glob("*")
        for path in orphans:
            path.unlink()
        return len(orphans)

    @property
    def _scratch(self) -> Path:
        return self.folder / "incoming"
