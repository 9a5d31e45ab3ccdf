"""The wheel carries the rules, the letters, the migrations and the units; an installed Greffier finds them."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

HOUSE = Path(__file__).parents[2]
CARRIED = ("rules", "templates", "state/migrations", "systemd")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built offline from this checkout."""
    into = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)]
    subprocess.run(command, cwd=HOUSE, check=True, capture_output=True)
    return next(into.glob("greffier-*.whl"))


@pytest.mark.parametrize("folder", CARRIED)
def test_the_wheel_carries_every_file(wheel: Path, folder: str) -> None:
    tracked = subprocess.run(["git", "ls-files", folder], cwd=HOUSE, check=True, capture_output=True, text=True)
    wanted = {name for name in tracked.stdout.splitlines() if not name.endswith(".keep") and (HOUSE / name).exists()}

    carried = {name.removeprefix("greffier/_shipped/") for name in ZipFile(wheel).namelist()}

    assert wanted
    assert wanted <= carried


def test_an_installed_greffier_finds_its_rules_and_letters(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from greffier.model.letter import LetterKind\n"
        "from greffier.model.rules import Registry\n"
        "from greffier.letters import Letters\n"
        "from greffier.rules import load_rules\n"
        "from greffier.shipped import shipped\n"
        "assert str(shipped('rules')).startswith(sys.argv[1]), shipped('rules')\n"
        "letters = Letters(shipped('templates'), Registry(), load_rules(shipped('rules')))\n"
        "print(letters.preview(LetterKind.WELCOME, 'fr').decode('ascii', 'replace')[:2000])\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "Message-ID" in done.stdout


def test_the_wheel_holds_no_database_and_no_secret(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()

    assert not [name for name in names if name.endswith((".db", ".sqlite", ".eml", ".pem"))]
