"""The units: clean under systemd's own eyes, hardened, and a reason above each line."""

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from greffier.cli.catalogue import COMMANDS
from greffier.shipped import shipped

UNITS = sorted(path for path in shipped("systemd").iterdir() if path.suffix in {".service", ".timer"})
PAPERS = sorted(shipped("systemd").iterdir())
PROGRAM = "/opt/greffier/bin/greffier"
MOST_EXPOSED = 12
"""Tenths: systemd's own measure from 0 (safe) to 100."""

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units as they would be installed, with a program that exists here."""
    program = tmp_path / "greffier"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text("utf-8").replace(PROGRAM, str(program)), "utf-8")
    return tmp_path


def analysed(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_finds_nothing_to_say(installed: Path, unit: Path) -> None:
    checked = analysed("verify", "--man=no", installed / unit.name)

    assert checked.stderr == ""
    assert checked.returncode == 0


@needs_systemd
def test_systemd_would_say_it_if_a_key_were_wrong(installed: Path) -> None:
    unit = installed / "greffier.service"
    unit.write_text(unit.read_text("utf-8").replace("ProtectHome=", "ProtectHomes="), "utf-8")

    assert "ProtectHomes" in analysed("verify", "--man=no", unit).stderr


@needs_systemd
@pytest.mark.parametrize("name", ["greffier.service", "greffier-backup.service"])
def test_a_service_is_hardly_exposed(installed: Path, name: str) -> None:
    checked = analysed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", installed / name)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_a_sentence_stands_above_each_line(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("[")]

    for above, line in pairwise(["", *lines]):
        if not line.startswith("#"):
            assert above.startswith("# "), line
            assert above.endswith((".", "`.")) or above[-1] in ".)", above


def test_what_the_unit_starts_is_a_command() -> None:
    started = [
        line.split() for unit in UNITS for line in unit.read_text("utf-8").splitlines() if line.startswith("ExecStart=")
    ]

    assert {words[0].removeprefix("ExecStart=") for words in started} == {PROGRAM}
    assert {words[1] for words in started} <= set(COMMANDS)


def test_no_secret_passes_by_the_process_list_or_the_environment() -> None:
    text = "\n".join(unit.read_text("utf-8") for unit in UNITS)

    assert "Environment" not in text
    assert "LoadCredential=imap-password:" in text
    assert "LoadCredential=smtp-password:" in text
    assert "LoadCredential=store-keys:" in text
