"""What the store refuses, in words for people."""

from sqlalchemy.exc import IntegrityError

from greffier.errors import GreffierError, Later

UNIQUE_IN_SQLITE = {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
UNIQUE_IN_SQL = "23505"
"""SQLSTATE `unique_violation`, as PostgreSQL gives it."""


class Unavailable(Later):
    """The database cannot be used now: it is locked, or its disk is full or read-only."""


class AlreadyDone(GreffierError):
    """This was done before, or by somebody else; doing it again would double it."""


class Refused(GreffierError):
    """A constraint of the database does not allow this; it is a mistake of ours, and nothing was changed."""


class Damaged(GreffierError):
    """What lies on disk is not what it should be."""


class NoKey(GreffierError):
    """The key that sealed this is not at hand; put it back into store.keys."""


def is_double(refusal: IntegrityError) -> bool:
    """Tell whether a unique constraint refused, rather than a missing parent or a wrong value."""
    in_sqlite = getattr(refusal.orig, "sqlite_errorname", None)
    return in_sqlite in UNIQUE_IN_SQLITE or getattr(refusal.orig, "sqlstate", None) == UNIQUE_IN_SQL
