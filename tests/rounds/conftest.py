from pathlib import Path

import pytest
from registry_at_work import AtWork, joining


@pytest.fixture
def work(tmp_path: Path) -> AtWork:
    """A registry that Trajeo has just asked to join."""
    at_work = AtWork.open(tmp_path)
    at_work.arrives(joining())
    return at_work
