"""Bring a database to today's tables with Alembic: all steps in one transaction, a failed one leaves nothing behind."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from greffier.errors import GreffierError
from greffier.shipped import shipped
from greffier.store.failures import Damaged


class TooNew(GreffierError):
    """A newer version of Greffier made this database; an older one must not touch it."""


def configuration() -> Config:
    """Return Alembic's configuration; there is no file of it to be found or lost."""
    config = Config()
    config.set_main_option("script_location", str(shipped("state/migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def revision(engine: Engine) -> str | None:
    """Return the revision that a database has; None where it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def at_head(engine: Engine) -> bool:
    """Tell whether nothing is left to upgrade; raise TooNew where this version does not know the database's form."""
    found = revision(engine)
    scripts = ScriptDirectory.from_config(configuration())
    if found and found not in {script.revision for script in scripts.walk_revisions()}:
        raise TooNew(f"the database has form {found}, of a newer Greffier; install that version, or restore a backup")
    return found == scripts.get_current_head()


def upgrade(engine: Engine, file: Path | None) -> None:
    """Upgrade to the newest revision; an SQLite `file` that holds something is copied beside itself before."""
    if at_head(engine):
        return
    before = revision(engine)
    if before and file:
        copy(file, file.with_name(f"{file.name}.before-{before}"))
    with engine.connect() as connection, without_foreign_keys(connection), connection.begin():
        run_upgrade(connection)


def run_upgrade(connection: Connection) -> None:
    """Run all steps, and refuse what would leave rows without their parents."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise Damaged("the upgrade of the database would leave rows without their parents; nothing was changed")


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild tables that others point to; the switch works only outside of a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def copy(file: Path, into: Path) -> None:
    """Copy a live SQLite database in one step: in pieces, each foreign commit would start it anew."""
    into.unlink(missing_ok=True)
    into.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(into)) as target:
        source.backup(target, pages=-1)
