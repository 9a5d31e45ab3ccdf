"""Several processes on one database, and processes that die in the midst of it: real ones, really killed."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import func, select

from greffier.store import dossiers, inbox, journal, outbox
from greffier.store.database import Database
from greffier.store.mail_tables import Arrivals, Messages
from greffier.store.tables import Letters
from kept import NOW, queue

AT_WORK = Path(__file__).with_name("at_work.py")


def start(job: str, database: Database) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", str(AT_WORK), job, str(database)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def rest(process: subprocess.Popen[str]) -> list[str]:
    """Return what it still says until it ends."""
    out, _ = process.communicate("go\n", timeout=60)
    assert process.returncode == 0
    return out.split()


def test_two_processes_claim_every_letter_once(database: Database):
    with database.transaction() as session:
        for number in range(60):
            queue(session, f"c{number}")
    both = [start("claim", database) for _ in range(2)]
    assert [line(process) for process in both] == ["ready", "ready"]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()

    claimed = [letter for process in both for letter in rest(process)]

    assert len(claimed) == len(set(claimed)) == 60
    with database.reading() as session:
        assert outbox.counts(session) == {"sent": 60}


def test_a_letter_in_dead_hands_is_uncertain_and_never_leaves_again(database: Database):
    with database.transaction() as session:
        queue(session)
    process = start("claim_and_wait", database)
    held = line(process)
    process.kill()
    process.communicate()

    with database.transaction() as session:
        lost = outbox.recover(session, NOW)

    assert lost == 1
    with database.transaction() as session:
        assert outbox.claim(session, NOW) is None
        assert [(letter.id, letter.state) for letter in outbox.attention(session)] == [(held, "uncertain")]


@pytest.mark.parametrize("mails", [1, 4, 9, 20])
def test_kill_9_loses_nothing_that_was_said_and_leaves_no_half(database: Database, mails: int):
    process = start("receive", database)
    said = [int(line(process)) for _ in range(mails)]
    process.kill()
    process.communicate()

    with database.reading() as session:
        last = inbox.cursor(session, "contact", "INBOX", 7)
        counted = [
            session.exec(select(func.count()).select_from(table)).one() for table in (Arrivals, Messages, Letters)
        ]
        notes = journal.history(session, "d1")
        dossier = dossiers.load(session, "d1")

    assert said == list(range(1, mails + 1))
    assert last >= mails
    assert counted == [last, last, last]
    assert len(notes) == last
    assert dossier is not None
    assert dossier.name == str(last)
    assert database.check().endswith("in order")


def test_two_processes_that_start_at_once_create_the_database_once(tmp_path: Path):
    database = Database.open(str(tmp_path / "new.db"))
    both = [start("migrate", database) for _ in range(2)]
    assert [line(process) for process in both] == ["ready", "ready"]
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()

    said = [" ".join(rest(process)) for process in both]

    assert said == [f"{database}: in order"] * 2
    database.close()
