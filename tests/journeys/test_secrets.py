"""A whole journey with marked secrets, and then a search for them wherever the service writes or is seen."""

import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from office_at_work import Operator, Work, until
from test_joining import CONTACTS, accept_all

from greffier.demo import papers
from greffier.store.keys import new_key
from reading.documents.sheets import Words, sheet

pytestmark = pytest.mark.servers

IBAN = "FR7630006000011234567890189"
TYPED = "FR76 1027 8060 0000 0203 9450 162"
ZONE = ("P<FRALEFEBVRE<<ANAIS<MAEL<BENOIT<<<<<<<<<<<<", "14HD940455FRA6503064F3209103<<<<<<<<<<<<<<<2")
LINK = "https://app-staging.example/activate/7f3e9c1d5b"
TOKEN = "refresh-token-5d2f8a"


def passport() -> bytes:
    lines = [Words(60, 700 + 20 * number, line, 11) for number, line in enumerate(ZONE)]
    return sheet(Words(60, 80, "REPUBLIQUE FRANCAISE   PASSEPORT / PASSPORT"), *lines)


@pytest.fixture
def marked(work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Secrets that are known by their sight, given to the service by the ways it has for them."""
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "imap-refresh-token").write_text(TOKEN)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    key = new_key()
    (work.folder / "keys").write_text(key)
    (work.folder / "keys").chmod(0o600)
    work.extra = f'keys_file = "{work.folder}/keys"\n'
    work.configure()
    return {
        "password": work.servers.password,
        "key": key,
        "refresh token": TOKEN,
        "bank number on paper": IBAN,
        "bank number in words": TYPED,
        "identity zone": ZONE[1],
        "identity number": "14HD94045",
        "link": LINK,
    }


def journey(work: Work, operator: Operator) -> None:
    """Lead an operator from the first mail to an access that is used."""
    first = (
        "Bonjour,\n\nAu nom de la SAS Trajeo, j'accepte les conditions générales d'utilisation du registre de preuve "
        "de covoiturage.\n\nHélène Vasseur\nPrésidente, Trajeo SAS\n"
    )
    operator.write(first)
    welcome = operator.next_letter(1)
    attached = {
        "Kbis.pdf": papers.kbis("TRAJEO", papers.siren(7), None),
        f"RIB {IBAN}.pdf": papers.rib("TRAJEO SAS", IBAN, "AGRIFRPP", "Banque exemple"),
        "passeport.pdf": passport(),
        "logo.png": papers.logo(),
        "Dossier technique.pdf": papers.technical_file("Trajeo"),
    }
    operator.write(
        f"{CONTACTS}\nNotre autre compte est {TYPED} : faut-il le donner aussi ? Qui dois-je appeler ?\n",
        answers=welcome,
        papers=attached,
    )
    until(lambda: len(operator.letters()) >= 2, what="the papers are answered")
    until(lambda: any("question" in str(mail["Subject"]).lower() for mail in work.letters(work.staff)), what="question")
    accept_all(work)
    for review in work.asked("review", "list"):
        if review["kind"] == "question":
            work.cli("review", "decide", review["id"], "answered", "--by", "Claire")
    opening = until(
        lambda: next((one for one in work.asked("review", "list") if one["kind"] == "opening"), None), what="complete"
    )
    work.cli("review", "decide", opening["id"], "accept", "--by", "Claire")
    opened = work.command("open", "trajeo", "preproduction", "--login", "zoe@trajeo.example", "--link", "-")
    subprocess.run(opened, input=f"{LINK}\n", text=True, check=True, env=work.environment(), capture_output=True)
    access = until(
        lambda: next((one for one in operator.letters() if LINK in one.get_body(("plain",)).get_content()), None),
        what="the access letter",
    )
    works = f"Bonjour,\n\nLa préproduction fonctionne, merci.\n\nLe lien était {LINK}\n\nHélène\n"
    operator.write(works, answers=access)
    until(lambda: "confirmed" in str(work.asked("dossiers")[0]["accounts"]), what="confirmed")


def processes() -> Iterator[bytes]:
    """Yield what anybody of this machine may see of the service and its workers, and what root may."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            if b"greffier" in command or b"anyio" in command:
                yield command + (process / "environ").read_bytes()
        except OSError:
            continue


def columns(database: Path) -> Iterator[bytes]:
    """Yield every value of every table; mails among them as people read them."""
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in connection.execute(f"select * from {table}"):
                yield " ".join(str(value) for value in row if not isinstance(value, bytes)).encode()
                yield from (readable(value) for value in row if isinstance(value, bytes))


def readable(raw: bytes) -> bytes:
    """Return a mail's texts decoded, after its bytes as they are."""
    mail = message_from_bytes(raw, policy=policy.default)
    texts = (part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")
    return raw + str(mail["Subject"]).encode() + "\n".join(texts).encode()


def archived(archive: Path) -> Iterator[bytes]:
    """Yield every file of a backup; of its database every value."""
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member)
            data = content.read() if content else b""
            yield data
            if member.name.endswith(".db"):
                copy = archive.with_suffix(".db")
                copy.write_bytes(data)
                yield from columns(copy)


def bare(text: bytes) -> bytes:
    return b"".join(text.split())


def found(marks: dict[str, str], where: Iterator[bytes]) -> set[str]:
    """Return which secrets show there, blanks aside."""
    hay = [bare(one) for one in where]
    return {name for name, mark in marks.items() if any(bare(mark.encode()) in one for one in hay)}


def test_no_secret_shows_anywhere_once_the_journey_is_over(
    work: Work, operator: Operator, marked: dict[str, str], tmp_path: Path
):
    work.start()
    seen = [*processes()]
    journey(work, operator)
    seen += processes()
    until(lambda: unfiled(work) == 0, what="copies are filed")
    digest = work.cli("digest")
    work.cli("backup", str(tmp_path / "backups"))
    work.stop()
    work.extra += "[service]\njson_logs = true\n"
    work.configure()
    work.start()
    operator.write(f"Bonjour,\n\nEncore une question : {TYPED} convient-il ?\n\nHélène\n")
    until(lambda: len([one for one in work.outcomes() if one]) >= 4, what="the last mail is handled")
    work.stop()

    state = work.folder / "state"
    (archive,) = (tmp_path / "backups").glob("greffier-*")
    assert seen
    assert found(marked, iter(seen)) == set()
    assert found(marked, (log.read_bytes() for log in work.logs)) == set()
    assert found(marked, iter([digest.encode()])) == set()
    assert found(marked, (readable(mail.as_bytes()) for mail in work.letters(work.staff))) == set()
    assert found(marked, columns(state / "greffier.db")) == set()
    assert found(marked, archived(archive)) == set()
    assert found(marked, (path.read_bytes() for path in state.rglob("*") if path.is_file())) == set()


def unfiled(work: Work) -> int:
    with closing(sqlite3.connect(work.folder / "state" / "greffier.db")) as database:
        query = "select count(*) from letters where state = 'sent' and filed_at is null"
        return int(database.execute(query).fetchone()[0])
