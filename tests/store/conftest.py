"""A real database in a file. Its first form is made once and copied: making it takes longer than most tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from greffier.store.database import Database


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database from nothing by all migrations."""
    file = tmp_path_factory.mktemp("fresh") / "greffier.db"
    database = Database.open(str(file))
    database.migrate()
    database.close()
    return file


@pytest.fixture
def database(fresh: Path, tmp_path: Path) -> Iterator[Database]:
    database = Database.open(f"sqlite:///{shutil.copy(fresh, tmp_path)}")
    yield database
    database.close()
