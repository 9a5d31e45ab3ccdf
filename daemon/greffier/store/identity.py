"""Names that the store gives: random or made of a hash, never counters, so that nobody can guess the others."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from uuid import uuid4

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that people can read it aloud."""
MISREAD = str.maketrans("OIL", "011")


def new_id() -> str:
    """Return an id for an operator or a letter."""
    return uuid4().hex


def short_ids(cause: str) -> Iterator[str]:
    """Yield ids that people type, such as `7K3QX2`, for what this cause brings about: the same ones each time.

    After a restore a question is put under the number that mails to staff have told already.
    """
    for attempt in count():
        digest = sha256(f"{cause}:{attempt}".encode()).digest()
        yield "".join(CROCKFORD[byte % 32] for byte in digest[:6])


def names_after(mail: str) -> Iterator[tuple[str, str]]:
    """Yield ids and references for the dossier that a mail (its hash) opens, the same ones each time.

    A restored database reads the mail again, and then calls the dossier as the letters that left have called it.
    """
    for attempt in count():
        digest = sha256(f"{mail}:{attempt}".encode()).digest()
        yield digest[:16].hex(), f"RPC-{''.join(CROCKFORD[byte % 32] for byte in digest[16:22])}"


def as_typed(short_id: str) -> str:
    """Return the id that a person meant who typed it in small letters, or took 0 for O."""
    return short_id.strip().upper().translate(MISREAD)
