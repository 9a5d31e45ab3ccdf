"""`greffier read` prints one line a mail whatever the mails are, and shows a person what was understood and why."""

import json
import subprocess
import sys
from pathlib import Path

from reading.mails import raw

FIELDS = [
    *(
        "file",
        "message_id",
        "sender",
        "sender_kind",
        "may_answer",
        "topic",
        "returns_on",
        "failed_recipients",
        "language",
    ),
    *("reply_text", "terms", "terms_evidence", "person_type", "documents", "contacts", "links", "postponed_until"),
    *("needs_human", "problems"),
]


def greffier_read(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "greffier", "read", *arguments], capture_output=True, text=True, check=False
    )


def test_each_mail_is_one_line_in_the_order_given_with_the_contracts_fields(tmp_path: Path) -> None:
    mails = {"b.eml": raw("Nous acceptons les CGU du registre."), "a.eml": b"\xff\x00", "c.eml": b""}
    for name, source in mails.items():
        (tmp_path / name).write_bytes(source)

    ended = greffier_read("--json", *(str(tmp_path / name) for name in mails))

    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0
    assert [list(line) for line in lines] == [FIELDS] * 3
    assert [Path(line["file"]).name for line in lines] == list(mails)


def test_a_folder_stands_for_its_mails_in_order(tmp_path: Path) -> None:
    for name in ("2.eml", "1.eml"):
        (tmp_path / name).write_bytes(raw())

    ended = greffier_read("--json", str(tmp_path))

    assert [Path(json.loads(line)["file"]).name for line in ended.stdout.splitlines()] == ["1.eml", "2.eml"]


def test_a_file_that_cannot_be_opened_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(raw())

    ended = greffier_read("--json", str(tmp_path / "absent.eml"), str(tmp_path / "1.eml"))

    assert ended.returncode == 2
    assert "absent.eml" in ended.stderr
    assert len(ended.stdout.splitlines()) == 1


def test_a_person_sees_the_words_what_follows_and_why(tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_bytes(raw("Nous acceptons les CGU du registre.\n\nPaul Lemaire\nDirecteur"))

    ended = greffier_read(str(tmp_path / "1.eml"))

    assert ended.returncode == 0
    for word in ("Nous acceptons les CGU du registre.", "Directeur", "accepted", "Règle"):
        assert word in ended.stdout
