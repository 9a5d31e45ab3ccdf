"""Yesterday's backup is put back: nothing is sent twice, nothing is lost that the mailbox still has, a person looks."""

import re
import shutil
import signal
import uuid

import pytest
from office_at_work import Operator, Work, until

pytestmark = pytest.mark.servers

ACCEPTANCE = (
    "Bonjour,\n\nAu nom de la SAS {name}, j'accepte les conditions générales d'utilisation du registre de preuve de "
    "covoiturage.\n\nCordialement,\n{person}\n"
)
CONTACT = "Bonjour,\n\nNotre déléguée à la protection des données est Ana Roy (ana.roy@{domain}).\n\nHélène Vasseur\n"


@pytest.fixture
def newcomer(work: Work) -> Operator:
    return Operator(work, f"karim-{uuid.uuid4().hex[:8]}@vireo.example", "Karim Benali")


def accept(operator: Operator, name: str) -> None:
    operator.write(ACCEPTANCE.format(name=name, person=operator.name))


def references(work: Work) -> set[str]:
    return {dossier["reference"] for dossier in work.asked("dossiers")}


def caught_up(work: Work) -> None:
    """Wait until every mail is read and the Sent folder was looked through."""

    def fact() -> bool:
        found = work.asked("reconcile")
        return found["read_at"] is not None and found["mails_due"] == 0

    until(fact, seconds=60, what="the database has caught up with the mailbox")


def test_a_restored_backup_sends_nothing_twice_and_loses_nothing(work: Work, operator: Operator, newcomer: Operator):
    work.start()
    accept(operator, "Trajeo")
    welcome = operator.next_letter(1)
    work.cli("backup", str(work.folder / "backups"))
    (archive,) = (work.folder / "backups").iterdir()
    operator.write(CONTACT.format(domain="trajeo.example"), answers=welcome)
    operator.next_letter(2)
    accept(newcomer, "Vireo")
    newcomer.next_letter(1)
    until(lambda: len(work.servers.mails(work.registry, "Sent")) == 3, what="all letters are filed in Sent")
    before = references(work)
    assert work.stop() == 0

    restored = work.cli("restore", str(archive), "--replace")
    work.start()
    caught_up(work)

    assert "all whole" in restored
    assert references(work) == before
    assert "lettres sont retenues" in work.cli("status")
    found = work.asked("reconcile")
    assert sorted(letter["kind"] for letter in found["found"]) == ["receipt", "welcome"]
    assert found["ready"] == []
    assert "Les lettres partent de nouveau" in work.cli("reconcile", "--release", "--by", "Claire")
    operator.write(
        "Bonjour,\n\nLe responsable de traitement est Luc Bon, luc.bon@trajeo.example.\n\nHélène\n", answers=welcome
    )
    operator.next_letter(3)
    assert len(operator.letters()) == 3
    assert len(newcomer.letters()) == 1
    assert "Le journal est intact" in work.cli("audit", "verify")


def test_a_whole_folder_put_back_is_betrayed_by_the_sent_folder(work: Work, operator: Operator):
    work.start()
    accept(operator, "Trajeo")
    operator.next_letter(1)
    until(lambda: work.servers.mails(work.registry, "Sent"), what="the letter is filed in Sent")
    work.stop()
    shutil.copytree(work.folder / "state", work.folder / "yesterday")
    work.start()
    operator.write(CONTACT.format(domain="trajeo.example"))
    operator.next_letter(2)
    until(lambda: len(work.servers.mails(work.registry, "Sent")) == 2, what="the letter is filed in Sent")
    work.stop(signal.SIGKILL)

    shutil.rmtree(work.folder / "state")
    (work.folder / "yesterday").rename(work.folder / "state")
    work.start()
    until(lambda: work.asked("reconcile")["held"], what="letters are kept back")
    caught_up(work)

    assert "inconnue de la base" in work.cli("status")
    assert len(operator.letters()) == 2
    assert re.search("1 retrouvées", work.cli("reconcile"))


def test_a_database_without_its_twin_keeps_its_letters(work: Work, operator: Operator):
    work.start()
    accept(operator, "Trajeo")
    operator.next_letter(1)
    work.stop()
    (work.folder / "state" / "generation").unlink()

    work.start()
    operator.write(CONTACT.format(domain="trajeo.example"))
    until(lambda: work.asked("reconcile")["ready"], what="a letter waits")

    assert len(operator.letters()) == 1
    work.cli("reconcile", "--release")
    operator.next_letter(2)


def test_an_older_database_put_beside_its_twin_keeps_its_letters(work: Work, operator: Operator):
    work.start()
    accept(operator, "Trajeo")
    operator.next_letter(1)
    work.stop()
    shutil.copy(work.folder / "state" / "greffier.db", work.folder / "old.db")
    work.start()
    operator.write(CONTACT.format(domain="trajeo.example"))
    operator.next_letter(2)
    work.stop()
    for name in ("greffier.db", "greffier.db-wal", "greffier.db-shm"):
        (work.folder / "state" / name).unlink(missing_ok=True)
    shutil.copy(work.folder / "old.db", work.folder / "state" / "greffier.db")

    work.start()

    assert "plus ancienne que le fichier témoin" in work.cli("status")
