"""A mailbox of all the sample mails, drained in one go: nothing left unhandled or unexplained, and twice is once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from office_at_work import Work

from shared import CORPUS, SPECIMENS, needs_shared

pytestmark = [pytest.mark.servers, pytest.mark.shared, needs_shared]


def composed(into: Path) -> list[Path]:
    for name in ("mails.jsonl", "triage.jsonl"):
        command = [sys.executable, str(CORPUS / "compose.py"), str(CORPUS / name), str(SPECIMENS), str(into)]
        subprocess.run(command, check=True, capture_output=True)
    return sorted(into.glob("*.eml"))


def test_the_sample_mailbox_is_drained_and_a_second_run_does_nothing(work: Work, tmp_path: Path):
    mails = composed(tmp_path / "mails")
    for mail in mails:
        work.servers.inject(mail.read_bytes(), "sender@example.org", work.registry)

    work.cli("run", "--once", seconds=600)
    first = json.loads(work.cli("status", "--json"))
    history = work.asked("dossiers")
    work.cli("run", "--once", seconds=600)
    second = json.loads(work.cli("status", "--json"))

    assert len(mails) == 220
    assert first["mails"].get("due", 0) == 0
    assert first["mails"] == {"handled": len({mail.read_bytes() for mail in mails})}
    assert all(outcome for outcome in work.outcomes())
    assert second == first
    assert work.asked("dossiers") == history
