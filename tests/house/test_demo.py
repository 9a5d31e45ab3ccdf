"""`greffier demo` as whoever tries it sees it: a process, a screen, a folder. And the papers that it is made of."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greffier.demo import papers
from greffier.demo.bounce import bounce
from greffier.demo.cast import HELENE
from greffier.demo.folder import emptied
from greffier.demo.people import Draft, composed
from greffier.demo.servers import Posted, proof
from greffier.model.mail import SenderKind
from greffier.model.rules import Registry
from greffier.reading.documents.numbers import iban_closes, rib_key_closes, siren_closes
from greffier.reading.read import read
from greffier.rules import load_rules
from greffier.shipped import shipped

SECONDS = 300
"""It takes some twenty on an idle machine; tests share theirs."""
ENVIRONMENT = {**os.environ, "COLUMNS": "160", "PYTHONWARNINGS": "error::ResourceWarning"}


@dataclass(frozen=True)
class Evening:
    exit_code: int
    screen: str
    errors: str
    folder: Path

    @property
    def table(self) -> list[list[str]]:
        rows = (line for line in self.screen.splitlines() if line.startswith("│"))
        return [[cell.strip() for cell in row.strip("│").split("│")] for row in rows]

    @property
    def letters(self) -> list[EmailMessage]:
        files = sorted((self.folder / "letters").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return python("-m", "greffier", *arguments)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS, env=ENVIRONMENT)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    folder = tmp_path_factory.mktemp("demo") / "output"
    done = run("demo", "--into", str(folder))
    return Evening(done.returncode, done.stdout, done.stderr, folder)


def test_the_story_ends_as_it_is_told(evening: Evening):
    assert evening.exit_code == 0, evening.screen[-3000:] + evening.errors
    assert evening.errors == ""


def test_the_last_thing_on_the_screen_is_the_table_of_three_dossiers_and_where_everything_lies(evening: Evening):
    stages = [row[2] for row in evening.table]

    assert stages == ["ouvert", "accès en cours", "complet, à vérifier"]
    assert evening.table[0][3] == "✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓"
    for name in ("digest.html", "letters", "state", "greffier.toml"):
        assert str(evening.folder / name) in evening.screen
        assert (evening.folder / name).exists()


def test_every_letter_is_left_as_a_mail_with_text_and_html_marked_as_automatic(evening: Evening):
    letters = evening.letters

    assert len(letters) > 20
    assert all(letter.get_body(("plain",)) and letter.get_body(("html",)) for letter in letters)
    assert all(letter["Auto-Submitted"].startswith("auto-") for letter in letters)
    assert len({letter["Message-ID"] for letter in letters}) == len(letters)


def test_the_last_digest_is_left_as_a_page_that_asks_for_decisions(evening: Evening):
    page = (evening.folder / "digest.html").read_text("utf-8")

    assert "Waylark" in page
    assert "décision" in page
    assert "<html" in page


def test_the_database_that_is_left_can_be_looked_at_with_the_usual_commands(evening: Evening):
    shown = run("--config", str(evening.folder / "greffier.toml"), "dossier", "Sillage")
    with closing(sqlite3.connect(evening.folder / "state" / "greffier.db")) as database:
        (integrity,) = database.execute("PRAGMA integrity_check").fetchone()

    assert shown.returncode == 0, shown.stderr
    assert "helene.vasseur@sillage.example" in shown.stdout
    assert integrity == "ok"


def test_the_log_that_is_left_holds_no_address_and_no_failure(evening: Evening):
    log = (evening.folder / "greffier.log").read_text("utf-8")

    assert "event=mail_handled" in log
    assert "level=error" not in log
    assert "@" not in log


def test_a_folder_that_holds_somebodys_files_is_left_alone(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("precious")

    done = run("demo", "--into", str(tmp_path))

    assert done.returncode == 1
    assert "n'est pas vide" in done.stderr
    assert (tmp_path / "thesis.txt").read_text() == "precious"


def test_the_folder_of_a_former_demonstration_is_taken_again(tmp_path: Path):
    emptied(tmp_path)
    (tmp_path / "letters" / "old.eml").write_text("old")

    emptied(tmp_path)

    assert list((tmp_path / "letters").iterdir()) == []


def test_the_post_office_tells_an_author_from_a_forger():
    mail = composed(Draft(HELENE, "Bonjour", "Bonjour"), "contact@registre.example", datetime(2026, 11, 2, 9), None)

    honest = proof(Posted(HELENE.address, ("contact@registre.example",), mail))
    forged = proof(Posted("envoi@ailleurs.example", ("contact@registre.example",), mail))

    assert b"dmarc=pass header.from=sillage.example" in honest
    assert b"dmarc=fail header.from=sillage.example" in forged


def test_a_mail_to_a_closed_box_comes_back_as_servers_return_it():
    mail = composed(Draft(HELENE, "Bonjour", "Bonjour"), "contact@registre.example", datetime(2026, 11, 2, 9), None)
    returned = bounce(mail, HELENE.address, "contact@registre.example", "mx.demo.test")

    reading, _ = read(returned, load_rules(shipped("rules")).wordings, Registry())

    assert reading.sender_kind is SenderKind.BOUNCE
    assert reading.failed_recipients == ("contact@registre.example",)
    assert reading.returned_message_ids == (message_from_bytes(mail)["Message-ID"].strip("<>"),)


def test_without_the_extra_the_command_says_what_to_install():
    missing = "import sys; sys.modules['pymap'] = None; sys.argv = ['greffier', 'demo']"

    done = python("-c", f"{missing}; from greffier.cli import main; main()")

    assert done.returncode == 1
    assert "pip install 'greffier[demo]'" in done.stderr
    assert "Traceback" not in done.stderr


@given(st.integers())
def test_invented_numbers_have_the_right_check_digits(seed: int):
    iban = papers.iban(seed)

    assert siren_closes(papers.siren(seed))
    assert iban_closes(iban)
    assert rib_key_closes(iban)


def test_the_same_paper_has_the_same_bytes():
    def pair() -> tuple[bytes, bytes]:
        rib = papers.rib("SILLAGE SAS", papers.iban(1), "BDFEFRPPCCT", "Banque de France")
        return rib, papers.scanned(rib)

    assert pair() == pair()
