"""From frozen values to rows and back: a row's columns carry the names of the value's fields."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from greffier.store.failures import is_double

Value = TypeVar("Value")
Plain = dict[str, Any]


ADAPTERS: dict[type, TypeAdapter[Any]] = {}
"""What packs and unpacks, built once a kind: building one costs a thousand times its use."""


def adapter(kind: type) -> TypeAdapter[Any]:
    """Return what packs and unpacks values of this kind."""
    if kind not in ADAPTERS:
        ADAPTERS[kind] = TypeAdapter(kind)
    return ADAPTERS[kind]


def packed(value: object, *without: str) -> Plain:
    """Return a frozen value as plain JSON values."""
    plain: Plain = adapter(type(value)).dump_python(value, mode="json", exclude=set(without))
    return plain


def unpacked(kind: type[Value], plain: Mapping[str, object]) -> Value:
    """Return the value of this kind that was packed."""
    value: Value = adapter(kind).validate_python(plain)
    return value


def columns(value: object, *without: str) -> Plain:
    """Return a frozen value's fields as columns take them: times stay times."""
    plain: Plain = adapter(type(value)).dump_python(value, exclude=set(without))
    return plain


def value_of(kind: type[Value], row: SQLModel, **others: object) -> Value:
    """Return the value of this kind that a row holds, with fields from elsewhere in `others`."""
    names = (field.name for field in fields(kind) if field.name not in others)  # type: ignore[arg-type] # a dataclass
    return unpacked(kind, {name: getattr(row, name) for name in names} | others)


def insert_once(session: Session, *rows: SQLModel) -> bool:
    """Insert rows, and return False where a unique constraint says that they were there before."""
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError as refusal:
        if is_double(refusal):
            return False
        raise
    return True


def replace_rows(session: Session, table: type[SQLModel], owner: Plain, rows: Sequence[Plain]) -> None:
    """Put `rows` in the place of all that `owner` (a column and its value) had in this table."""
    session.exec(delete(table).filter_by(**owner))
    if rows:
        session.exec(insert(table), params=[owner | {"position": n} | row for n, row in enumerate(rows)])
