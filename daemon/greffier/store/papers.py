"""The papers: documents that came with mails, by their hash. A sender's file name never becomes a path."""

from greffier.store.failures import Damaged
from greffier.store.sealed import Sealed


class Papers(Sealed):
    """Documents in a folder of their own."""

    what = "document"

    def keep(self, sha256: str, content: bytes) -> None:
        """Keep a document for good; one that came twice is kept once."""
        with self.incoming() as coming:
            coming.write(content)
            if coming.sha256 != sha256:
                raise Damaged(f"the document {sha256[:12]} is not what was read; read its mail again")
