"""Archives encrypted to somebody's key in the form of age (age-encryption.org), as their bytes stream by."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import IO, Any

import pyrage

from greffier.errors import BadSetting, GreffierError

AGE: Any = pyrage  # it carries no types


class NotOpened(GreffierError):
    """The archive cannot be opened."""


@contextmanager
def encrypted(file: IO[bytes], recipients: Sequence[str]) -> Iterator[IO[bytes]]:
    """Give a stream whose bytes reach `file` encrypted to `recipients`; `file` itself where there are none."""
    if not recipients:
        yield file
        return
    keys = [recipient(key) for key in recipients]
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(through, reading, "rb", lambda clear: AGE.encrypt_io(clear, file, keys))
        with os.fdopen(writing, "wb") as stream:
            yield stream
        done.result()


@contextmanager
def decrypted(file: IO[bytes], identities: Sequence[str]) -> Iterator[IO[bytes]]:
    """Give the clear bytes of `file` as a stream; raise NotOpened where none of these secret keys opens it."""
    keys = [identity(one) for one in identities]
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(through, writing, "wb", lambda clear: AGE.decrypt_io(file, clear, keys))
        try:
            with os.fdopen(reading, "rb") as stream:
                yield stream
        finally:
            if isinstance(done.exception(), AGE.DecryptError):
                raise NotOpened("the archive is encrypted for another key; give its own with --identity") from None


def through(end: int, mode: str, work: Callable[[IO[bytes]], None]) -> None:
    """Work at one end of a pipe, and close it whatever happens: else the other end would wait for ever."""
    with os.fdopen(end, mode) as stream:
        work(stream)


def recipient(key: str) -> object:
    """Return whom an age public key names."""
    try:
        return AGE.x25519.Recipient.from_str(key)
    except AGE.RecipientError:
        raise BadSetting(f"store.backup_for: {key[:12]}… is no age public key, as age-keygen prints them") from None


def identity(line: str) -> object:
    """Return the secret key that a line of an age identity file holds."""
    try:
        return AGE.x25519.Identity.from_str(line)
    except AGE.IdentityError:
        raise NotOpened("the identity file does not hold age secret keys (AGE-SECRET-KEY-1…), one a line") from None
