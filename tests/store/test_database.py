"""The database: its form, its promises, what it says when something is wrong."""

import shutil
import sqlite3
import sys
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect
from sqlalchemy.exc import StatementError
from sqlmodel import col, select

from greffier.errors import BadSetting, Later, NotFound
from greffier.shipped import shipped
from greffier.store import dossiers, marks, migrations
from greffier.store.database import Database
from greffier.store.failures import Damaged, Refused
from greffier.store.migrations import TooNew
from greffier.store.tables import Items, Marks, Operators
from kept import NOW, TRAJEO, fail_after, kept

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.create_table("more", sa.Column("id", sa.Integer(), primary_key=True))
    {then}
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ship one more revision, in a folder of its own."""
    folder = tmp_path / "migrations"
    shutil.copytree(shipped("state/migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrations, "shipped", lambda _: folder)
    return folder / "versions" / "0002_more.py"


def test_the_migrations_lead_from_empty_to_what_the_models_say(database: Database):
    config = migrations.configuration()

    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_every_constraint_and_index_has_the_name_that_the_models_give_it(database: Database):
    looked_at = inspect(database.engine)
    tables = Operators.metadata.sorted_tables

    for table in tables:
        checks = {str(one.name) for one in table.constraints if one.name and one.name.startswith("ck_")}
        assert {one["name"] for one in looked_at.get_check_constraints(table.name)} == checks
        assert {one["name"] for one in looked_at.get_indexes(table.name)} == {str(one.name) for one in table.indexes}


def test_the_first_tables_can_be_taken_back(database: Database):
    config = migrations.configuration()

    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    assert inspect(database.engine).get_table_names() == ["alembic_version"]


def test_the_file_is_for_its_owner_only(database: Database):
    assert database.file is not None
    assert database.file.stat().st_mode & 0o777 == 0o600


def test_a_database_that_has_to_change_is_copied_beside_itself_before(database: Database, next_version: Path):
    with database.transaction() as session:
        kept(session)
    next_version.write_text(NEXT.format(then=""))

    database.migrate()

    copy = Path(f"{database}.before-0001")
    assert copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(copy) as before:
        assert before.execute("SELECT name FROM operators").fetchall() == [("Trajéo",)]
        assert before.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)
    before.close()
    assert "more" in inspect(database.engine).get_table_names()


def test_a_check_tells_that_the_next_start_will_change_the_database(database: Database, next_version: Path):
    next_version.write_text(NEXT.format(then=""))

    assert database.check().endswith("will be brought to today's form at the next start")


def test_a_database_of_a_newer_version_is_left_alone(database: Database, next_version: Path):
    next_version.write_text(NEXT.format(then=""))
    database.migrate()
    next_version.unlink()

    for act in (database.migrate, database.check):
        with pytest.raises(TooNew, match="form 0002, of a newer Greffier"):
            act()


@pytest.mark.parametrize(
    ("then", "error"),
    [
        ("raise ValueError('half way')", ValueError),
        ("op.execute(\"INSERT INTO items VALUES ('nobody', 0, 'rib', 'missing', NULL, '', '[]', NULL)\")", Damaged),
    ],
)
def test_a_failed_migration_leaves_nothing_behind(
    database: Database, next_version: Path, then: str, error: type[Exception]
):
    next_version.write_text(NEXT.format(then=then))

    with pytest.raises(error):
        database.migrate()

    assert "more" not in inspect(database.engine).get_table_names()
    with database.reading() as session:
        assert session.exec(select(Items)).all() == []


def test_rows_without_their_parents_are_refused(database: Database):
    orphan = Items(
        operator="nobody", name="rib", position=0, state="missing", fault=None, words="", papers=[], since=None
    )

    with pytest.raises(Refused), database.transaction() as session:
        session.add(orphan)


def test_foreign_keys_are_on_again_after_a_migration(database: Database, next_version: Path):
    next_version.write_text(NEXT.format(then=""))

    database.migrate()

    test_rows_without_their_parents_are_refused(database)


def test_times_come_back_aware_and_in_utc(database: Database):
    in_paris = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    with database.transaction() as session:
        marks.note(session, "fetch", in_paris)

    with database.reading() as session:
        noted = marks.instant(session, "fetch")

    assert noted == NOW
    assert noted.utcoffset() == timedelta(0)


def test_an_instant_without_a_zone_is_refused(database: Database):
    with pytest.raises(ValueError, match="without a time zone"), database.transaction() as session:
        marks.note(session, "fetch", datetime(2026, 11, 23))
    with pytest.raises(StatementError), database.transaction() as session:
        session.add(Marks(name="fetch", at=datetime(2026, 11, 23)))


def test_no_error_shows_what_was_written(database: Database):
    secret = "FR76 3000 6000 0112 3456 7890 189"
    with database.transaction() as session:
        kept(session, name=secret)

    with pytest.raises(Refused) as refusal, database.transaction() as session:
        kept(session, id="d2", name=secret)

    assert secret not in str(refusal.value)
    assert "operators.reference" in str(refusal.value)


def test_an_exception_takes_all_of_a_transaction_back(database: Database):
    with pytest.raises(NotFound), database.transaction() as session:
        fail_after(kept(session))

    with database.reading() as session:
        assert dossiers.load(session, TRAJEO.id) is None


def test_queries_cannot_write(database: Database):
    with pytest.raises(Later, match="readonly"), database.reading() as session:
        kept(session)
    with database.transaction() as session:
        kept(session)


def test_two_threads_that_read_and_then_write_wait_for_each_other(database: Database):
    with database.transaction() as session:
        marks.write(session, "count", "0")

    def count() -> None:
        for _ in range(20):
            with database.transaction() as session:
                marks.write(session, "count", str(int(marks.words(session, "count") or 0) + 1))

    threads = [threading.Thread(target=count) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as session:
        assert marks.words(session, "count") == "60"


def test_a_lock_that_never_ends_is_a_reason_to_come_back_later(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("greffier.store.database.PRAGMAS", ("busy_timeout=20",))
    holder = sqlite3.connect(str(database), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(Later, match="locked"), database.transaction() as session:
        kept(session)

    holder.close()


def test_hostile_text_is_made_harmless_on_the_way_in(database: Database):
    with database.transaction() as session:
        kept(session, name="Tra\0jéo \udce9 '; DROP TABLE operators; --")

    with database.reading() as session:
        assert session.exec(select(col(Operators.name))).one() == "Trajéo ? '; DROP TABLE operators; --"


def test_a_check_says_that_all_is_in_order_and_changes_nothing(database: Database):
    assert database.check() == f"{database}: in order"


def test_a_check_before_the_first_start_creates_nothing(tmp_path: Path):
    database = Database.open(str(tmp_path / "new.db"))

    said = database.check()

    assert said.endswith("will be created at the first start")
    assert list(tmp_path.iterdir()) == []


def test_a_check_names_the_folder_that_is_missing(tmp_path: Path):
    with pytest.raises(BadSetting, match=f"the folder {tmp_path}/nowhere does not exist; create it"):
        Database.open(f"sqlite:///{tmp_path}/nowhere/greffier.db").check()


def test_a_check_tells_what_is_no_database(tmp_path: Path):
    (tmp_path / "letter.db").write_text("Bonjour, ceci n'est pas une base. " * 100)

    with pytest.raises(Damaged, match="not a database; restore the last backup"):
        Database.open(str(tmp_path / "letter.db")).check()


def test_a_check_finds_rows_without_their_parents(database: Database):
    with sqlite3.connect(str(database)) as careless:
        careless.execute("INSERT INTO items VALUES ('nobody', 0, 'rib', 'missing', NULL, '', '[]', NULL)")
    careless.close()

    with pytest.raises(Damaged, match="damaged"):
        database.check()


def test_an_address_that_is_none_is_told_without_its_text():
    with pytest.raises(BadSetting, match="no address of a database") as told:
        Database.open("post gres://user:s3cret@host/name")

    assert "s3cret" not in str(told.value)


def test_a_driver_that_is_not_installed_is_named_with_the_mend(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(BadSetting, match=r"needs psycopg; install greffier\[postgres\]"):
        Database.open("postgresql://greffier:s3cret@127.0.0.1/greffier")
