"""`greffier keys`: a key is replaced while the old one still opens what it sealed, and nothing is ever out of reach."""

from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from greffier.cli import app
from greffier.model.mail import Document, DocumentType
from greffier.settings import Storage, load_settings
from greffier.store import inbox
from greffier.store.database import Database
from greffier.store.keys import Keyring, new_key
from greffier.store.numbers import open_numbers, seal_numbers
from greffier.store.papers import Papers
from greffier.store.spool import Spool
from kept import NOW, arrive, reading

SERVERS = '[imap]\nhost = "imap.example.org"\nuser = "contact"\n[smtp]\nhost = "smtp.example.org"\n[store]\n'
MAILS = (b"one", b"two", b"three")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "greffier.toml").write_text(f'{SERVERS}folder = "{tmp_path}"\n', "utf-8")
    return tmp_path / "greffier.toml"


def give(config: Path, *keys: str) -> None:
    """Give these keys by a file, as the README says."""
    secret = config.with_name("store-keys")
    secret.write_text("".join(f"{key}\n" for key in keys))
    secret.chmod(0o600)
    config.write_text(f'{SERVERS}folder = "{config.parent}"\nkeys_file = "store-keys"\n', "utf-8")


def greffier(config: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--config", str(config), *words], catch_exceptions=False)


def spool(config: Path) -> Spool:
    storage: Storage = load_settings(config, {}).store
    return Spool(storage.folder / "spool", Keyring(storage))


def fill(config: Path) -> list[str]:
    hashes = []
    for mail in MAILS:
        with spool(config).incoming() as incoming:
            incoming.write(mail)
        hashes.append(incoming.sha256)
    return hashes


def test_a_given_key_is_replaced_by_the_one_above_it(config: Path) -> None:
    old, new = new_key(), new_key()
    give(config, old)
    hashes = fill(config)
    give(config, new, old)

    rotated = greffier(config, "keys", "rotate")

    assert "Sealed anew: 3. Keys that seal nothing any more: 1." in rotated.output
    give(config, new)
    assert tuple(map(spool(config).read, hashes)) == MAILS


def test_a_key_beside_the_papers_is_replaced_in_its_file(config: Path) -> None:
    hashes = fill(config)
    beside = config.with_name("keys")
    before = beside.read_text()

    greffier(config, "keys", "rotate")

    assert beside.stat().st_mode & 0o777 == 0o600
    assert beside.read_text().splitlines()[1:] == before.splitlines()
    beside.write_text(beside.read_text().splitlines()[0])
    assert tuple(map(spool(config).read, hashes)) == MAILS


def test_a_rotation_cut_off_goes_on_with_the_key_that_it_made(config: Path) -> None:
    hashes = fill(config)
    Keyring(load_settings(config, {}).store).renew()
    next(spool(config).reseal())

    rotated = greffier(config, "keys", "rotate")

    assert "Sealed anew: 2." in rotated.output
    assert len(config.with_name("keys").read_text().splitlines()) == 2
    assert tuple(map(spool(config).read, hashes)) == MAILS


def test_what_no_key_opens_is_told_by_list_and_by_check(config: Path) -> None:
    give(config, new_key())
    fill(config)
    give(config, new_key())

    listed, checked = greffier(config, "keys", "list"), greffier(config, "check")

    assert "the newest: seals 0" in listed.output
    assert "is not at hand: 3 cannot be opened" in listed.output
    assert "3 of 3 are sealed with a key that is not at hand" in " ".join(checked.output.split())


def test_check_says_that_a_key_lies_beside_what_it_protects_and_makes_none(config: Path) -> None:
    told = " ".join(greffier(config, "check").output.split())

    assert "store.keys is not set" in told
    assert "nothing is sealed yet" in told
    assert not config.with_name("keys").exists()


def test_no_key_is_told(config: Path) -> None:
    key = new_key()
    give(config, key)
    fill(config)

    told = "".join(greffier(config, *words).output for words in (("keys", "list"), ("keys", "rotate"), ("check",)))

    assert key not in told


def test_papers_and_mails_are_both_sealed_anew(config: Path) -> None:
    fill(config)
    storage = load_settings(config, {}).store
    papers = Papers(storage.folder / "papers", Keyring(storage))
    papers.keep(sha256(b"a paper").hexdigest(), b"a paper")

    assert "Sealed anew: 4." in greffier(config, "keys", "rotate").output


def test_numbers_in_the_database_are_sealed_anew_too(config: Path) -> None:
    old, new = new_key(), new_key()
    give(config, old)
    storage = load_settings(config, {}).store
    database = Database.open(storage.database)
    database.migrate()
    rib = Document(
        "rib.pdf", "a" * 64, "application/pdf", DocumentType.RIB, 1.0, {"iban": "FR7612345678901234567890189"}
    )
    with database.transaction() as session:
        message = arrive(session)
        read = seal_numbers(reading(documents=(rib,)), Keyring(storage))
        inbox.handled(session, message, outcome="", operator=None, reading=read, now=NOW)
    give(config, new, old)

    greffier(config, "keys", "rotate")

    give(config, new)
    with database.reading() as session:
        _, stored = inbox.filed(session, message)
    database.close()
    opened = open_numbers(stored, Keyring(load_settings(config, {}).store))
    assert opened.documents[0].facts["iban"] == rib.facts["iban"]
