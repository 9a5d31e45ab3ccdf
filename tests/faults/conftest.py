"""A registry at work for each trial."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from office_at_work import Work, registry_at_work

from servers import Servers


@pytest.fixture
def work(servers: Servers, tmp_path: Path) -> Iterator[Work]:
    with registry_at_work(servers, tmp_path / "greffier") as at_work:
        yield at_work


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
