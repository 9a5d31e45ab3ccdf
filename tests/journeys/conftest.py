"""A registry at work for each journey, stopped whatever happens."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from office_at_work import Operator, Work

from servers import Servers


@pytest.fixture
def work(servers: Servers, tmp_path: Path) -> Iterator[Work]:
    folder = tmp_path / "greffier"
    folder.mkdir(mode=0o700)
    at_work = Work(servers, folder, servers.address("contact"), servers.address("staff"))
    at_work.configure()
    yield at_work
    if at_work.process and at_work.process.poll() is None:
        at_work.process.kill()
        at_work.process.wait()


@pytest.fixture
def operator(work: Work) -> Operator:
    return Operator(work, f"helene-{uuid.uuid4().hex[:8]}@trajeo.example", "Hélène Vasseur")
