"""`greffier check`, and how every command fails: in plain lines, with the mend, never with a traceback."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clamd import Antivirus
from installed import configured
from servers import Servers

PROGRAM = Path(sys.executable).with_name("greffier")


def greffier(*words: str | Path, config: Path | None = None) -> subprocess.CompletedProcess[str]:
    named = ("--config", config) if config else ()
    environ = {key: value for key, value in os.environ.items() if not key.startswith("GREFFIER_")} | {"COLUMNS": "300"}
    return subprocess.run(
        [PROGRAM, *named, *words], capture_output=True, text=True, check=False, env=environ, timeout=60
    )


def how_busy() -> float:
    """Tell how many processes wait for each processor; 1 on a machine that has time."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@pytest.mark.servers
def test_a_right_configuration_is_tried_to_the_last_neighbour(
    servers: Servers, antivirus: Antivirus, tmp_path: Path
) -> None:
    registry = 'staff = ["claire@registre.test"]\nauthserv_id = "mx.registre.test"'
    config = configured(tmp_path, servers, registry=registry, antivirus=antivirus.socket)

    checked = greffier("check", config=config)

    assert checked.returncode == 0, checked.stdout + checked.stderr
    for neighbour in ("rules", "templates", "database", "papers", "antivirus", "imap", "smtp"):
        assert f"✓ {neighbour}" in checked.stdout
    assert "Une personne morale doit envoyer" in checked.stdout
    assert "imap.idle_seconds" in checked.stdout
    assert "ATTENTION" not in checked.stdout
    assert servers.password not in checked.stdout + checked.stderr
    assert not (tmp_path / "greffier.db").exists()


@pytest.mark.servers
def test_without_an_authserv_id_it_says_loudly_that_nobody_is_proven(servers: Servers, tmp_path: Path) -> None:
    checked = greffier("check", config=configured(tmp_path, servers))

    assert "ATTENTION" in checked.stdout
    assert "registry.authserv_id is not set: no sender is proven" in checked.stdout
    assert "registry.staff is empty" in checked.stdout


@pytest.mark.servers
def test_a_wrong_password_is_told_within_ten_seconds(servers: Servers, tmp_path: Path) -> None:
    config = configured(tmp_path, servers, password="wrong-horse")
    began = time.monotonic()

    checked = greffier("check", config=config)

    assert time.monotonic() - began < 10 * how_busy()
    assert checked.returncode == 1
    assert "✗ imap" in checked.stdout
    assert "✗ smtp" in checked.stdout
    assert "To mend: imap, smtp." in checked.stdout
    assert "wrong-horse" not in checked.stdout + checked.stderr
    assert "Traceback" not in checked.stdout + checked.stderr


@pytest.mark.servers
def test_everything_is_tried_though_the_first_fails(servers: Servers, tmp_path: Path) -> None:
    config = configured(tmp_path, servers)
    rules = tmp_path / "rules"
    rules.mkdir()
    config.write_text(f'rules = "{rules}"\n' + config.read_text("utf-8"), "utf-8")

    checked = greffier("check", config=config)

    assert checked.returncode == 1
    assert "✗ rules: rules/procedure.toml: No such file or directory" in checked.stdout
    assert "✓ imap" in checked.stdout


@pytest.mark.parametrize("command", ["check", "run", "status", "dossiers", "digest"])
def test_a_command_without_its_configuration_fails_in_plain_words(tmp_path: Path, command: str) -> None:
    failed = greffier(command, config=tmp_path / "greffier.toml")

    assert failed.returncode == 1
    assert failed.stderr.startswith(f"greffier: {tmp_path}/greffier.toml: No such file or directory; write one with")
    assert "Traceback" not in failed.stderr


def test_a_command_that_does_not_exist_suggests_the_nearest() -> None:
    failed = greffier("statu")

    assert failed.returncode == 2
    assert "Did you mean" in failed.stderr
    assert "'status'" in failed.stderr


def test_the_version_is_that_of_the_package() -> None:
    told = greffier("--version")

    assert (told.returncode, told.stdout) == (0, "0.1.0\n")


def test_reading_a_mail_does_not_wait_for_the_libraries_of_the_daemon() -> None:
    heavy = "{'sqlalchemy', 'imapclient', 'aiosmtplib', 'apscheduler'}"
    program = f"import sys, greffier.cli as cli; cli.loaded('read'); print({heavy} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


@pytest.mark.parametrize("into", ["letter.html", "letter.eml", None])
def test_a_letter_is_previewed_without_any_configuration(tmp_path: Path, into: str | None) -> None:
    words = ("--into", tmp_path / into) if into else ()

    shown = greffier("preview", "welcome", *words)

    assert shown.returncode == 0, shown.stderr
    text = (tmp_path / into).read_text("utf-8") if into else shown.stdout
    assert "covoiturage" in text
