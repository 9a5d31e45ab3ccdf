"""How the house is built: floors, short files, and doors that nobody goes round."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
ROOMS = HOUSE / "daemon/greffier"
CODE = sorted(ROOMS.rglob("*.py"))

DOORS = {
    "imapclient": "mailbox",
    "aiosmtplib": "sending",
    "sqlmodel": "store",
    "sqlalchemy": "store",
    "alembic": "store",
    "apscheduler": "service",
    "jinja2": "letters",
    "mailparser": "reading",
    "dkim": "reading",
    "dns": "lookup",
}
"""A library, and the only room that imports it. The demonstration has servers of its own and asks nobody."""


def test_an_upper_floor_imports_a_lower_one_and_never_back() -> None:
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(("library", "room"), DOORS.items())
def test_each_neighbour_has_one_door(library: str, room: str) -> None:
    imports = re.compile(rf"^\s*(?:from|import) {library}\b", re.MULTILINE)

    strangers = [
        path for path in CODE if imports.search(path.read_text("utf-8")) and path.relative_to(ROOMS).parts[0] != room
    ]

    assert not strangers


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(HOUSE / "daemon")))
def test_a_file_is_a_screen_or_two(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_only_the_service_and_the_command_line_read_the_clock() -> None:
    """A clock that comes in as an argument may have a default."""
    clock = re.compile(r"(?<!lambda: )\b(?:datetime\.now|datetime\.utcnow|datetime\.today|date\.today|time\.time)\(")
    rooms = {
        path.relative_to(HOUSE / "daemon/greffier").parts[0] for path in CODE if clock.search(path.read_text("utf-8"))
    }

    assert rooms <= {"service", "cli", "demo"}


def test_every_module_says_what_its_room_does() -> None:
    silent = [path for path in CODE if ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None]

    assert not silent
