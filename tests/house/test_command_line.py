"""The command line tells of itself: a manual page of every command, and completion for three shells."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from greffier.cli.catalogue import COMMANDS


def installed(*arguments: str, **environment: str) -> str:
    """Run the command as it was installed: completion goes by its name."""
    command = [str(Path(sys.executable).with_name("greffier")), *arguments]
    env = {**os.environ, **environment}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout


def test_the_manual_tells_every_command_and_every_option():
    page = installed("man")

    assert page.startswith(".TH GREFFIER 1")
    assert [name for name in COMMANDS if f'"{name}'.replace("-", "\\-") not in page] == []
    assert ".B \\-\\-once" in page


@pytest.mark.parametrize(
    ("shell", "asked"),
    [
        ("bash", {"COMP_WORDS": "greffier rev", "COMP_CWORD": "1"}),
        ("zsh", {"_TYPER_COMPLETE_ARGS": "greffier rev"}),
        ("fish", {"_TYPER_COMPLETE_ARGS": "greffier rev", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}),
    ],
)
def test_a_shell_completes_what_was_begun(shell: str, asked: dict[str, str]):
    script = installed(_GREFFIER_COMPLETE=f"source_{shell}")
    completed = installed(_GREFFIER_COMPLETE=f"complete_{shell}", **asked)

    assert "_GREFFIER_COMPLETE=complete_" + shell in script
    assert "review" in completed
