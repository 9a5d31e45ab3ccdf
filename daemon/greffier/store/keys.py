"""The keys of the service, and those derived from them for one purpose each. No log, backup or process list has them.

Whoever runs the service gives them (`store.keys`). Else one is made in the state folder: better than none, though it
lies beside what it protects; `greffier check` says so.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from greffier.settings import Storage
from greffier.store.disk import belong, sync

BYTES = 32
"""Of a key, derived or random: what AES-256 and HMAC-SHA-256 take."""
FILE = "keys"


class Purpose(StrEnum):
    """What a derived key is for; a key of one purpose opens nothing of another."""

    PAPERS = "papers"
    """Mails and papers on disk."""
    NUMBERS = "numbers"
    """Bank and identity numbers in the database."""
    ANSWERS = "answers"
    """The signature under a one-click answer of staff."""


class Keyring:
    """The keys, newest first: the first seals and signs, any of them opens and proves."""

    def __init__(self, storage: Storage) -> None:
        self.beside = storage.folder / FILE
        self._given = storage.keys

    @property
    def is_given(self) -> bool:
        """Whether the keys come from elsewhere than the folder that they protect."""
        return self._given is not None

    def derived(self, purpose: Purpose) -> tuple[bytes, ...]:
        """Return the keys for one purpose, newest first; none where they are not ours to read."""
        return tuple(derive(secret, purpose) for secret in self._secrets())

    def renew(self) -> None:
        """Put a new key before the one that lies beside."""
        lay(self.beside, (new_key(), *self._secrets()))

    def _secrets(self) -> tuple[str, ...]:
        """Return the keys given, and after them those beside, which may still be needed to open what is older.

        Read each time: another process may have made or changed them.
        """
        if self._given == ():
            return ()
        if self._given is None and not self.beside.exists():
            lay(self.beside, (new_key(),), only_first=True)
        given = tuple(key.get_secret_value() for key in self._given or ())
        return (*given, *(self.beside.read_text("ascii").split() if self.beside.exists() else ()))


def derive(secret: str, purpose: Purpose) -> bytes:
    """Return the key for one purpose (HKDF, RFC 5869): none tells anything of another, or of the secret."""
    return HKDF(SHA256(), BYTES, salt=None, info=f"greffier {purpose}".encode()).derive(secret.encode())


def new_key() -> str:
    """Return a random key as it stands in a file."""
    return secrets.token_urlsafe(BYTES)


def lay(place: Path, keys: tuple[str, ...], *, only_first: bool = False) -> None:
    """Write keys into a file of mode 0600, whole or not at all; with `only_first`, whoever was first is right."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=place.parent, prefix=".keys-", encoding="ascii", delete=False) as file:
        half = Path(file.name)
        try:
            file.writelines(f"{key}\n" for key in keys)
            file.flush()
            os.fsync(file.fileno())
            belong(half)
            if only_first:
                link(half, place)
            else:
                half.replace(place)
        finally:
            half.unlink(missing_ok=True)
    sync(place.parent)


def link(half: Path, place: Path) -> None:
    """Give a file its name unless another has it already."""
    with suppress(FileExistsError):
        place.hardlink_to(half)
