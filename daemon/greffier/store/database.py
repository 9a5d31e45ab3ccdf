"""The door to the database: SQLite in one file, or PostgreSQL by the same SQL.

Every writing transaction takes SQLite's write lock at its beginning: a transaction that reads first and writes later
would fail at once when somebody else committed in between, whatever the time-out (SQLITE_BUSY_SNAPSHOT).
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session

from greffier.errors import BadSetting
from greffier.store.failures import Damaged, Refused, Unavailable
from greffier.store.migrations import at_head, upgrade

__all__ = ["Database", "Session"]

BUSY_SECONDS = 30
"""How long a writer waits for another's commit; commits take milliseconds, a backup 0.2 s."""
PRAGMAS = (
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "journal_mode=WAL",
    "synchronous=FULL",  # IMAP can deliver again after a power cut, SMTP cannot unsend
    "foreign_keys=ON",  # off by default: orphans were accepted
    "secure_delete=ON",  # what the law has erased must not lie on in free pages
)


class Database:
    """One database. Give each transaction its own `with`; sessions are not for two threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._readers = engine.execution_options(only_reads=True, postgresql_readonly=True)

    @classmethod
    def open(cls, url: str) -> "Database":
        """Return the database at a path or URL; nothing is run or created yet."""
        try:
            engine = create_engine(parsed(url), hide_parameters=True)
        except ModuleNotFoundError as missing:
            raise BadSetting(f"store.database needs {missing.name}; install greffier[postgres]") from None
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", prepare)
            event.listen(engine, "begin", begin)
        return cls(engine)

    @property
    def file(self) -> Path | None:
        """Return where SQLite keeps it; None for PostgreSQL."""
        name = self.engine.url.database
        return Path(name) if name and self.engine.dialect.name == "sqlite" else None

    def migrate(self) -> None:
        """Bring the tables to today's form; an SQLite file that has to change is copied beside itself before."""
        if self.file and not self.file.exists():
            bring_into_being(self.file)
        with told_plainly(self):
            upgrade(self.engine, self.file)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a session for one transaction: committed at the end, rolled back by any exception."""
        with told_plainly(self), Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session for queries only; a write in it fails."""
        with told_plainly(self), Session(self._readers, expire_on_commit=False) as session:
            yield session

    def check(self) -> str:
        """Try the database and say how it is, in one sentence; raise a GreffierError that says what to mend."""
        if self.file and not self.file.exists():
            return self._check_place(self.file)
        with told_plainly(self):
            if not at_head(self.engine):
                return f"{self}: its tables will be brought to today's form at the next start"
            with self.transaction() as session:
                session.connection().execute(text("UPDATE marks SET words = words WHERE name = ''"))
            if self.file:
                self._check_pages()
        return f"{self}: in order"

    def forget(self) -> None:
        """Leave nothing of what was deleted in SQLite's log."""
        if self.file:
            with told_plainly(self), closing(sqlite3.connect(self.file, timeout=BUSY_SECONDS)) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def __str__(self) -> str:
        return str(self.file) if self.file else self.engine.url.render_as_string(hide_password=True)

    def _check_place(self, file: Path) -> str:
        if not file.parent.is_dir():
            raise BadSetting(f"{file}: the folder {file.parent} does not exist; create it, or set store.database")
        return f"{self}: will be created at the first start"

    def _check_pages(self) -> None:
        with self.reading() as session:
            damage = session.connection().execute(text("PRAGMA quick_check(1)")).scalar_one()
            orphans = session.connection().execute(text("PRAGMA foreign_key_check")).first()
        if damage != "ok" or orphans:
            raise Damaged(f"{self}: the database is damaged ({damage}); restore the last backup")


def parsed(url: str) -> URL:
    """Return the URL with its driver; a mere path is an SQLite file."""
    try:
        address = make_url(url if "://" in url else f"sqlite:///{url}")
    except (ArgumentError, ValueError):
        raise BadSetting("store.database is no address of a database; write a path or postgresql://...") from None
    if address.drivername in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    return address


def bring_into_being(file: Path) -> None:
    """Create an empty database, mode 0600, that keeps a WAL from birth; leave alone what somebody else just created.

    Two processes that turn the same new file to WAL meet SQLITE_BUSY at once, whatever the time-out.
    """
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".greffier-") as scratch:
        newborn = Path(scratch) / file.name
        newborn.touch(mode=0o600)
        with closing(sqlite3.connect(newborn)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
        with suppress(FileExistsError):
            file.hardlink_to(newborn)


def prepare(connection: sqlite3.Connection, _: object) -> None:
    """Set up a fresh SQLite connection; the driver must not begin transactions of its own (it does so too late)."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def begin(connection: Connection) -> None:
    """Begin as the session means it: queries beside others, writes one after the other."""
    reads = bool(connection.get_execution_options().get("only_reads"))
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute(f"PRAGMA query_only={int(reads)}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def told_plainly(database: Database) -> Iterator[None]:
    """Turn what the driver says into words for people.

    Only its first line is kept: PostgreSQL writes the whole row that it refused into the second.
    """
    try:
        yield
    except OperationalError as trouble:
        raise Unavailable(f"{database}: the database cannot be used now: {first_line(trouble)}") from None
    except IntegrityError as trouble:
        raise Refused(f"{database}: {first_line(trouble)}") from None
    except DBAPIError as trouble:
        if "malformed" in first_line(trouble) or "not a database" in first_line(trouble):
            raise Damaged(f"{database}: {first_line(trouble)}; restore the last backup") from None
        raise Refused(f"{database}: {type(trouble.orig).__name__} at {trouble.statement}") from None


def first_line(trouble: DBAPIError) -> str:
    """Return what the driver says went wrong, without the values."""
    return str(trouble.orig).partition("\n")[0]
