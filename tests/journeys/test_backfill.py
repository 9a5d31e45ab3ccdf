"""An old mailbox is taken in: its dossiers are there, and nobody gets a letter months late."""

import imaplib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from office_at_work import Operator, Work

from greffier.letters.envelope import POLICY

pytestmark = pytest.mark.servers

ACCEPTANCE = "Bonjour,\n\nNous acceptons les CGU du registre de preuve de covoiturage.\n\n{name}\n"
DPO = "Bonjour,\n\nNotre déléguée à la protection des données est Ana Roy (ana.roy@trajeo.example).\n"
TODAY = datetime.now(UTC)


def came(work: Work, operator: Operator, days_ago: int, text: str, number: int = 1) -> None:
    """Put a mail into the mailbox as it has lain there since then."""
    mail, at = EmailMessage(policy=POLICY), TODAY - timedelta(days=days_ago)
    mail["From"] = f"{operator.name} <{operator.address}>"
    mail["To"] = work.registry
    mail["Subject"] = "Adhésion au registre"
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{days_ago}.{number}@{operator.address.partition('@')[2]}>"
    mail.set_content(text)
    with work.servers.reader(work.registry) as client:
        assert client.append("INBOX", "", imaplib.Time2Internaldate(at), mail.as_bytes())[0] == "OK"


def test_old_mails_are_tried_then_taken_in_without_a_letter(work: Work, operator: Operator):
    older = Operator(work, "karim@vireo.example", "Karim Benali")
    came(work, older, 400, ACCEPTANCE.format(name=older.name))
    came(work, operator, 20, ACCEPTANCE.format(name=operator.name))
    came(
        work,
        operator,
        19,
        "Bonjour,\n\nNotre déléguée à la protection des données est Ana Roy (ana.roy@trajeo.example).\n",
        2,
    )
    since = f"{TODAY - timedelta(days=100):%Y-%m-%d}"

    tried = work.asked("backfill", "--since", since, "--dry-run")
    after_trial = work.asked("dossiers")
    taken = work.asked("backfill", "--since", since)
    again = work.asked("backfill", "--since", since)
    work.cli("run", "--once")

    assert after_trial == []
    assert (tried["mails"], len(tried["opened"])) == (2, 1)
    assert (taken["opened"], taken["mails"]) == (tried["opened"], 2)
    assert taken["suppressed"] > 0
    assert (again["mails"], again["opened"], again["suppressed"]) == (0, [], 0)
    (dossier,) = work.asked("dossiers")
    assert dossier["opened_at"].startswith(f"{TODAY - timedelta(days=20):%Y-%m-%d}")
    assert len(operator.letters()) <= 1  # the one reminder that is due today
    assert older.letters() == []
    assert work.asked("reconcile")["held"] is None
