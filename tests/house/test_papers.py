"""What the papers say is there: each command that they show exists, with its options; each file that they name."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from greffier.cli import app
from greffier.cli.catalogue import COMMANDS

HOUSE = Path(__file__).parents[2]
PAPERS = [HOUSE / name for name in ("README.md", "GUIDE.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]


def shown_commands() -> list[tuple[str, str]]:
    blocks = [(path.name, block) for path in PAPERS for block in path.read_text("utf-8").split("```sh\n")[1:]]
    lines = [(name, line.strip()) for name, block in blocks for line in block.split("```")[0].splitlines()]
    return [(name, part.strip()) for name, line in lines for part in line.partition("   # ")[0].split(" && ")]


def words_of(command: str, program: str) -> list[list[str]]:
    """Return the words after `program`, for each call of it in a line with pipes and sudo before."""
    calls = [shlex.split(part.replace("sudo -u greffier ", "")) for part in command.split("|")]
    return [call[call.index(program) + 1 :] for call in calls if program in call]


GREFFIER = [(paper, words) for paper, command in shown_commands() for words in words_of(command, "greffier") if words]
MAKE = [words[0] for _, command in shown_commands() for words in words_of(command, "make")]


def test_the_papers_show_commands() -> None:
    assert len(GREFFIER) > 15
    assert {"demo", "test"} <= set(MAKE)


@pytest.mark.parametrize("target", sorted(set(MAKE)))
def test_every_make_target_shown_exists(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", (HOUSE / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("paper", "words"), GREFFIER, ids=lambda part: part if isinstance(part, str) else " ".join(part)
)
def test_every_command_shown_exists_with_its_options(paper: str, words: list[str]) -> None:
    assert words[0] in COMMANDS, paper
    called = words[:2] if words[0] in {"audit", "keys", "outbox", "review"} else words[:1]

    told = CliRunner().invoke(app, [*called, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})

    assert told.exit_code == 0, told.output
    for option in (word for word in words if word.startswith("--")):
        assert option in told.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    told = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})

    assert told.exit_code == 0, told.output
    assert f"greffier {name}" in told.output or f"{name} [OPTIONS]" in told.output


def test_the_list_of_commands_names_them_all() -> None:
    told = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})

    assert told.exit_code == 0
    assert all(name in told.output for name in COMMANDS)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_file_linked_or_copied_in_the_papers_is_there(paper: Path) -> None:
    text = paper.read_text("utf-8")
    linked = re.findall(r"\]\((?!https?:)([^)\s#]{1,100})\)", text)
    copied = re.findall(r"(?<!/)\bsystemd/[a-z.-]{1,60}[a-z]", text)

    missing = [name for name in linked + copied if not (HOUSE / name).exists()]

    assert not missing


def test_the_house_on_paper_is_the_house() -> None:
    plan = (HOUSE / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {path.name for path in (HOUSE / "daemon/greffier").iterdir() if path.is_dir() and path.name[0] not in "_."}

    missing = [room for room in sorted(rooms) if f" {room}/" not in plan]

    assert not missing
