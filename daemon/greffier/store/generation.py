"""How a database knows that it is not the newest: it counts letters taken in hand, and so does a file beside it.

The count goes up in the transaction that claims a letter, and in the file before its first byte leaves. Whoever puts an
older database back has one that counts less than its twin: letters may have left that it knows nothing of.
"""

import os
import tempfile
from pathlib import Path

from sqlmodel import Session

from greffier.store import marks
from greffier.store.disk import belong, settle

FILE = "generation"
MARK = "generation"


def counted(session: Session) -> int | None:
    """Return the count of the database; None where it never counted."""
    words = marks.words(session, MARK)
    return int(words) if words else None


def count(session: Session) -> int:
    """Count one more, and return how many that are."""
    number = (counted(session) or 0) + 1
    marks.write(session, MARK, str(number))
    return number


def begin(session: Session, number: int = 0) -> None:
    """Begin counting."""
    marks.write(session, MARK, str(number))


def twin(folder: Path) -> int | None:
    """Return the count of the file in this folder; None where there is none, or nothing that is a number."""
    try:
        return int((folder / FILE).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None


def write_twin(folder: Path, number: int) -> None:
    """Write the count beside the database, safe on disk."""
    with tempfile.NamedTemporaryFile("w", dir=folder, prefix=f".{FILE}-", delete=False) as file:
        file.write(f"{number}\n")
        file.flush()
        os.fsync(file.fileno())
    belong(Path(file.name))
    settle(Path(file.name), folder / FILE)
