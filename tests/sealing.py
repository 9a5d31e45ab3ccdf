"""Folders of sealed files for tests, with a key of their own."""

from pathlib import Path

from pydantic import SecretStr

from greffier.settings import Storage
from greffier.store.keys import Keyring, new_key

KEY = new_key()


def keyring(folder: Path, *keys: str) -> Keyring:
    """The keys given, the newest first; one that all tests share where none is."""
    return Keyring(Storage(folder=folder, keys=tuple(map(SecretStr, keys or (KEY,)))))
