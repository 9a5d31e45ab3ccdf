"""Names that the store gives: random, never counters, so that nobody can guess or count the others."""

import secrets
from uuid import uuid4

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that people can read it aloud."""
MISREAD = str.maketrans("OIL", "011")


def new_id() -> str:
    """Return an id for an operator or a letter."""
    return uuid4().hex


def new_short_id() -> str:
    """Return an id that people type, such as `7K3QX2`."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(6))


def new_reference() -> str:
    """Return a dossier's public reference, such as `RPC-7K3QX2`."""
    return f"RPC-{new_short_id()}"


def as_typed(short_id: str) -> str:
    """Return the id that a person meant who typed it in small letters, or took 0 for O."""
    return short_id.strip().upper().translate(MISREAD)
