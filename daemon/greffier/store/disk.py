"""Files that survive a power cut: written aside, fsynced, renamed, and the folder fsynced (open(2), rename(2))."""

import os
import re
from pathlib import Path
from typing import IO

HASH = re.compile(r"[0-9a-f]{64}")


def shelf(folder: Path, sha256: str, suffix: str = "") -> Path:
    """Return where the bytes with this hash lie: in sub-folders of two characters, so that none grows too big.

    Raise ValueError for what is no hash: it must never become a path.
    """
    if not HASH.fullmatch(sha256):
        raise ValueError("not a SHA-256 in lower-case hexadecimal")
    return folder / sha256[:2] / f"{sha256}{suffix}"


def private(file: Path) -> IO[bytes]:
    """Create a file that only its owner may read, and open it to write; raise FileExistsError, for a link as well."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def settle(scratch: Path, place: Path) -> None:
    """Rename a file that is fsynced already to its place, and make the rename last."""
    born = not place.parent.exists()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    scratch.replace(place)
    sync(place.parent)
    if born:
        sync(place.parent.parent)


def belong(path: Path) -> None:
    """Give what root wrote to the owner of its folder: a command of root's leaves nothing the service cannot read."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def sync(path: Path) -> None:
    """Fsync a file or a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
