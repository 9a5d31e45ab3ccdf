"""The papers: documents that came with mails, by their hash. A sender's file name never becomes a path."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from greffier.errors import NotFound
from greffier.store.disk import settle, shelf, sync
from greffier.store.failures import Damaged


class Papers:
    """Documents in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Give a folder to lay documents in before they are adopted; it goes with all that is left in it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="scratch-") as folder:
            yield Path(folder)

    def adopt(self, scratch: Path, sha256: str) -> None:
        """Keep for good the document that lies in `scratch` under its hash; one that came twice is kept once."""
        place, found = self.path(sha256), scratch / sha256
        if not found.exists():
            self._expect(place)
            return
        with found.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                raise Damaged(f"the document {sha256[:12]} changed between reading and keeping; read its mail again")
        found.chmod(0o600)
        sync(found)
        settle(found, place)

    def path(self, sha256: str) -> Path:
        """Return where a document lies, or would lie."""
        return shelf(self.folder, sha256)

    def read(self, sha256: str) -> bytes:
        """Return a document's bytes; raise NotFound where it is not kept (any more)."""
        place = self.path(sha256)
        self._expect(place)
        return place.read_bytes()

    def _expect(self, place: Path) -> None:
        if not place.exists():
            raise NotFound(f"the document {place.name[:12]} is not among the papers")
