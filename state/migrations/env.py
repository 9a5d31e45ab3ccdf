"""Alembic's entry: the store hands over an open connection, and one transaction holds every step."""

import sqlalchemy as sa
from alembic import context
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from greffier.store import mail_tables, tables

assert mail_tables.Messages.metadata is tables.Operators.metadata is SQLModel.metadata


def plainly(kind: str, thing: object, _: object) -> str | bool:
    """Write a column of ours as the plain type below it: a migration must not change with the code."""
    if kind != "type" or not isinstance(thing, TypeDecorator):
        return False
    below = thing.impl_instance
    return "sa.DateTime(timezone=True)" if isinstance(below, sa.DateTime) else f"sa.{below!r}"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_item=plainly,
    render_as_batch=True,  # SQLite changes a constraint only by building the table anew
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
