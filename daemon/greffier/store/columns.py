"""What all tables share: how constraints are called, and column types.

The types stop at the door what a hostile mail may carry into any text.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import JSON, Dialect, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""SQLite rebuilds a table to change a constraint, and finds it only by its name."""

LONGEST_LINE = 1_000
"""Characters of a subject, a name, a server's reply: RFC 5322, 2.1.1 allows no longer line; nobody reads on."""


def clean(text: str) -> str:
    """Return `text` without what no database takes: NUL (PostgreSQL refuses it) and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def cleaned(value: object) -> object:
    """Return a JSON value with all its texts clean."""
    match value:
        case str():
            return clean(value)
        case Mapping():
            return {clean(str(key)): cleaned(one) for key, one in value.items()}
        case list() | tuple():
            return [cleaned(one) for one in value]
        case _:
            return value


def bare(message_id: str) -> str:
    """Return a Message-ID without its angle brackets: one form, in which they can be compared."""
    return message_id.strip("<> ")


def utc(instant: datetime) -> datetime:
    """Return `instant` in UTC; refuse one that does not say where its clock hangs."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone came to the store; give an aware one")
    return instant.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text of any length that somebody else wrote."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's call
        """Clean it."""
        return None if value is None else clean(value)


class Line(TypeDecorator[str]):
    """One line that somebody else wrote, cut where it is too long."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's call
        """Clean and cut it."""
        return None if value is None else clean(value)[:LONGEST_LINE]


class Json(TypeDecorator[object]):
    """Plain values, texts within them cleaned. Replace a value as a whole: changes inside it are not seen."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> object:  # noqa: ARG002 - SQLAlchemy's call
        """Clean it."""
        return cleaned(value)
