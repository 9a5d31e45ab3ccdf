"""Files: safe before they are named, sealed, named by their clear bytes, never by what a sender calls them."""

import hashlib
from pathlib import Path

import pytest

from greffier.errors import NotFound
from greffier.settings import Storage
from greffier.store.failures import Damaged, NoKey
from greffier.store.keys import Keyring, new_key
from greffier.store.papers import Papers
from greffier.store.spool import Spool
from sealing import keyring

MAIL = b"Subject: bonjour\r\n\r\nBonjour"
HASH = hashlib.sha256(MAIL).hexdigest()


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", keyring(tmp_path))


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return Papers(tmp_path / "papers", keyring(tmp_path))


def spooled(spool: Spool, mail: bytes = MAIL) -> str:
    with spool.incoming() as incoming:
        for start in range(0, len(mail), 7):
            incoming.write(mail[start : start + 7])
    return incoming.sha256


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_mail_lies_under_its_hash_for_its_owner_only(spool: Spool):
    with spool.incoming() as incoming:
        incoming.write(MAIL)

    assert (incoming.sha256, incoming.size) == (HASH, len(MAIL))
    assert spool.path(HASH) == spool.folder / HASH[:2] / f"{HASH}.eml"
    assert spool.read(HASH) == MAIL
    assert spool.path(HASH).stat().st_mode & 0o777 == 0o600
    assert spool.path(HASH).parent.stat().st_mode & 0o777 == 0o700


def test_nothing_lies_on_disk_in_the_clear_not_even_while_it_comes(spool: Spool):
    secret = b"FR76 3000 6000 0112 3456 7890 189"

    with spool.incoming() as incoming:
        incoming.write(b"x" * 100_000 + secret + b"x" * 100_000)
        (half,) = files(spool.folder)
        assert half.stat().st_size > 100_000
        assert secret not in half.read_bytes()

    assert secret not in spool.path(incoming.sha256).read_bytes()


def test_the_same_bytes_never_look_the_same_on_disk(spool: Spool):
    spooled(spool)
    before = spool.path(HASH).read_bytes()

    spooled(spool)

    assert spool.path(HASH).read_bytes() != before


@pytest.mark.parametrize("place", [0, 6, 15, 25, -1], ids=["form", "key", "nonce", "bytes", "proof"])
def test_a_byte_changed_on_disk_is_told(spool: Spool, place: int):
    sealed = bytearray(spool.path(spooled(spool)).read_bytes())
    sealed[place] ^= 1
    spool.path(HASH).write_bytes(sealed)

    with pytest.raises((Damaged, NoKey), match=HASH[:12]):
        spool.read(HASH)


@pytest.mark.parametrize("length", [0, 10, 30])
def test_a_file_cut_short_is_told(spool: Spool, length: int):
    place = spool.path(spooled(spool))
    place.write_bytes(place.read_bytes()[:length])

    with pytest.raises((Damaged, NoKey), match=HASH[:12]):
        spool.read(HASH)


def test_a_file_that_took_the_place_of_another_is_told(spool: Spool):
    spool.path(spooled(spool, b"another")).replace(spool.path(spooled(spool)))

    with pytest.raises(Damaged, match="other bytes than its name"):
        spool.read(HASH)


def test_a_mail_cut_short_leaves_nothing(spool: Spool):
    with pytest.raises(TypeError), spool.incoming() as incoming:
        incoming.write(None)

    assert files(spool.folder) == []


def test_the_same_mail_twice_is_one_file(spool: Spool):
    assert spooled(spool) == spooled(spool)

    assert files(spool.folder) == [spool.path(HASH)]


def test_a_sweep_removes_what_nobody_names_and_what_was_half_written(spool: Spool):
    kept, orphan = spooled(spool), spooled(spool, b"other")
    (spool.folder / "incoming" / "half").write_bytes(b"half")

    removed = spool.sweep(frozenset({kept}))

    assert removed == 2
    assert files(spool.folder) == [spool.path(kept)]
    assert not spool.path(orphan).exists()


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, f"{'a' * 64}/..", f"{'a' * 64}\n"])
def test_what_is_no_hash_never_becomes_a_path(spool: Spool, papers: Papers, name: str):
    for folder in (spool, papers):
        with pytest.raises(ValueError, match="not a SHA-256"):
            folder.path(name)


def test_a_paper_that_came_twice_is_kept_once_for_its_owner_only(papers: Papers):
    papers.keep(HASH, MAIL)
    papers.keep(HASH, MAIL)

    assert papers.read(HASH) == MAIL
    assert files(papers.folder) == [papers.path(HASH)]
    assert papers.path(HASH).stat().st_mode & 0o777 == 0o600


def test_a_paper_that_is_not_what_was_read_is_refused(papers: Papers):
    with pytest.raises(Damaged, match="not what was read"):
        papers.keep(HASH, b"something else")

    assert files(papers.folder) == []


def test_a_paper_that_is_not_there_is_told(papers: Papers):
    with pytest.raises(NotFound, match=HASH[:12]):
        papers.read(HASH)


def test_an_old_key_opens_until_all_is_sealed_with_the_new_one(tmp_path: Path):
    old, new = new_key(), new_key()
    mails = {spooled(Spool(tmp_path, keyring(tmp_path, old)), mail): mail for mail in (b"one", b"two", b"three")}
    both, after = Spool(tmp_path, keyring(tmp_path, new, old)), Spool(tmp_path, keyring(tmp_path, new))

    assert {sha256: both.read(sha256) for sha256 in mails} == mails
    assert set(both.reseal()) == set(mails)

    assert {sha256: after.read(sha256) for sha256 in mails} == mails
    assert list(both.reseal()) == []
    with pytest.raises(NoKey):
        Spool(tmp_path, keyring(tmp_path, old)).read(next(iter(mails)))


def test_resealing_that_is_cut_off_loses_nothing_and_goes_on(tmp_path: Path):
    old, new = new_key(), new_key()
    mails = {spooled(Spool(tmp_path, keyring(tmp_path, old)), mail): mail for mail in (b"one", b"two", b"three")}
    both = Spool(tmp_path, keyring(tmp_path, new, old))

    done = next(both.reseal())

    assert {sha256: both.read(sha256) for sha256 in mails} == mails
    assert set(both.reseal()) == set(mails) - {done}


def test_without_a_key_that_is_ours_to_read_nothing_is_taken_in(tmp_path: Path):
    spool = Spool(tmp_path / "spool", Keyring(Storage(folder=tmp_path, keys=())))

    with pytest.raises(NoKey, match="not ours to read"), spool.incoming():
        pytest.fail("bytes came in")

    assert files(tmp_path) == []
