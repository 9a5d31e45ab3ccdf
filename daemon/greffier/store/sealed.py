"""Folders of sealed files, named by the hash of what is in them: AES-256-GCM by the library, a fresh nonce a file.

A file is sealed as its bytes come, so that nothing lies on disk in the clear, even for a moment; it is opened whole, so
that nothing is given out before it is proven. The form: `GRF1`, the key's name, the nonce, the sealed bytes, the tag.
"""

import hashlib
import os
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from greffier.errors import NotFound
from greffier.store.disk import belong, settle, shelf
from greffier.store.failures import Damaged, NoKey
from greffier.store.keys import Keyring, Purpose

FORM = b"GRF1"
NAME_BYTES = 8
"""Of a key's name: tells keys apart, and tells nothing of them."""
NONCE_BYTES = 12
"""NIST SP 800-38D, 5.2.1.1; random, which is safe for 2^32 files under one key (8.3)."""
HEADER_BYTES = len(FORM) + NAME_BYTES + NONCE_BYTES


def name_of(key: bytes) -> str:
    """Return how a sealed file names the key it was sealed with, in hexadecimal."""
    return hashlib.sha256(b"the name of " + key).digest()[:NAME_BYTES].hex()


def named_in(header: bytes | memoryview) -> str:
    """Return the name of the key that a sealed file names."""
    return bytes(header[len(FORM) : HEADER_BYTES - NONCE_BYTES]).hex()


def key_names(keyring: Keyring) -> tuple[str, ...]:
    """Return the names of the keys at hand, the newest first."""
    return tuple(name_of(key) for key in keyring.derived(Purpose.PAPERS))


class Incoming:
    """A file being sealed. `sha256` and `size` are those of the clear bytes, final once the context has ended well."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        self.size = 0
        nonce = os.urandom(NONCE_BYTES)
        header = FORM + bytes.fromhex(name_of(key)) + nonce
        self._file = file
        self._hash = hashlib.sha256()
        self._sealing = Cipher(AES(key), GCM(nonce)).encryptor()
        self._sealing.authenticate_additional_data(header)
        file.write(header)

    @property
    def sha256(self) -> str:
        """Return the hash of what was written so far."""
        return self._hash.hexdigest()

    def write(self, chunk: bytes) -> None:
        """Append bytes."""
        self._file.write(self._sealing.update(chunk))
        self._hash.update(chunk)
        self.size += len(chunk)

    def finish(self) -> None:
        """Write the proof behind the bytes, and bring all of it to the disk."""
        self._file.write(self._sealing.finalize() + self._sealing.tag)
        self._file.flush()
        os.fsync(self._file.fileno())


class Sealed:
    """A folder of sealed files."""

    suffix = ""
    what = "file"

    def __init__(self, folder: Path, keys: Keyring) -> None:
        self.folder = folder
        self.keys = keys

    @contextmanager
    def incoming(self) -> Iterator[Incoming]:
        """Take bytes in: safe on disk when the context ends, gone without a trace when it ends with an exception."""
        key = self._newest()
        self._scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._scratch, delete=False) as file:
            try:
                coming = Incoming(file, key)
                yield coming
                coming.finish()
                belong(Path(file.name))
                settle(Path(file.name), self.path(coming.sha256))
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise

    def path(self, sha256: str) -> Path:
        """Return where the bytes with this hash lie, or would lie."""
        return shelf(self.folder, sha256, self.suffix)

    def read(self, sha256: str) -> bytes:
        """Return the clear bytes; raise NotFound where they are not kept (any more), Damaged, or NoKey."""
        try:
            sealed = self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"the {self.what} {sha256[:12]} is not kept here (any more)") from None
        clear = self._opened(memoryview(sealed), sha256)
        if hashlib.sha256(clear).hexdigest() != sha256:
            raise Damaged(f"the {self.what} {sha256[:12]} holds other bytes than its name says")
        return clear

    def _opened(self, sealed: memoryview, sha256: str) -> bytes:
        header = sealed[:HEADER_BYTES]
        name = named_in(header)
        key = next((key for key in self.keys.derived(Purpose.PAPERS) if name_of(key) == name), None)
        if key is None:
            raise NoKey(f"the {self.what} {sha256[:12]} is sealed with the key {name}; put it into store.keys")
        try:
            return AESGCM(key).decrypt(header[-NONCE_BYTES:], sealed[HEADER_BYTES:], header)
        except InvalidTag:
            raise Damaged(f"the {self.what} {sha256[:12]} was changed on the disk; restore it from a backup") from None

    def remove(self, sha256: str) -> bool:
        """Remove the file with this hash, and return whether there was one."""
        try:
            self.path(sha256).unlink()
        except FileNotFoundError:
            return False
        return True

    def sweep(self, keep: Container[str]) -> int:
        """Remove the files that no row names and what a dead process left half written; return how many.

        Only while nobody takes bytes in: they are on disk before their row is.
        """
        orphans = [path for path in self.files() if path.stem not in keep]
        orphans += self._scratch.glob("*")
        for path in orphans:
            path.unlink(missing_ok=True)
        return len(orphans)

    def files(self) -> Iterator[Path]:
        """Return every file that lies here whole."""
        return self.folder.glob(f"??/*{self.suffix}")

    def sealed_with(self) -> Iterator[tuple[str, str]]:
        """Return the hash of each file and the name of the key it is sealed with."""
        for path in self.files():
            with path.open("rb") as file:
                yield path.stem, named_in(file.read(HEADER_BYTES))

    def reseal(self) -> Iterator[str]:
        """Seal with the newest key what an older one sealed, a file at a time, and return the hash of each.

        It may be killed and said again: each file is whole before it takes the place of the old one.
        """
        newest = name_of(self._newest())
        for sha256, name in self.sealed_with():
            if name != newest:
                with self.incoming() as coming:
                    coming.write(self.read(sha256))
                yield sha256

    def _newest(self) -> bytes:
        keys = self.keys.derived(Purpose.PAPERS)
        if not keys:
            raise NoKey("store.keys_file is not ours to read: nothing can be sealed or opened; say it as root (sudo)")
        return keys[0]

    @property
    def _scratch(self) -> Path:
        return self.folder / "incoming"
