"""Files: safe before they are named, named by their bytes, never by what a sender calls them."""

import hashlib
from pathlib import Path

import pytest

from greffier.errors import NotFound
from greffier.store.failures import Damaged
from greffier.store.papers import Papers
from greffier.store.spool import Spool

MAIL = b"Subject: bonjour\r\n\r\nBonjour"
HASH = hashlib.sha256(MAIL).hexdigest()


def spooled(spool: Spool, mail: bytes = MAIL) -> str:
    with spool.incoming() as incoming:
        for start in range(0, len(mail), 7):
            incoming.write(mail[start : start + 7])
    return incoming.sha256


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def lay(scratch: Path, content: bytes = MAIL, name: str = HASH) -> None:
    (scratch / name).write_bytes(content)


def test_a_mail_lies_under_its_hash_for_its_owner_only(tmp_path: Path):
    spool = Spool(tmp_path / "spool")

    with spool.incoming() as incoming:
        incoming.write(MAIL)

    assert (incoming.sha256, incoming.size, incoming.path) == (HASH, len(MAIL), spool.path(HASH))
    assert spool.path(HASH) == tmp_path / "spool" / HASH[:2] / f"{HASH}.eml"
    assert spool.path(HASH).read_bytes() == MAIL
    assert spool.path(HASH).stat().st_mode & 0o777 == 0o600
    assert spool.path(HASH).parent.stat().st_mode & 0o777 == 0o700


def test_a_mail_cut_short_leaves_nothing(tmp_path: Path):
    spool = Spool(tmp_path)

    with pytest.raises(TypeError), spool.incoming() as incoming:
        incoming.write(None)

    assert files(tmp_path) == []


def test_the_same_mail_twice_is_one_file(tmp_path: Path):
    spool = Spool(tmp_path)

    assert spooled(spool) == spooled(spool)

    assert files(tmp_path) == [spool.path(HASH)]


def test_a_sweep_removes_what_nobody_names_and_what_was_half_written(tmp_path: Path):
    spool = Spool(tmp_path)
    kept, orphan = spooled(spool), spooled(spool, b"other")
    (tmp_path / "incoming" / "half").write_bytes(b"half")

    removed = spool.sweep(frozenset({kept}))

    assert removed == 2
    assert files(tmp_path) == [spool.path(kept)]
    assert not spool.path(orphan).exists()


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, f"{'a' * 64}/..", f"{'a' * 64}\n"])
def test_what_is_no_hash_never_becomes_a_path(tmp_path: Path, name: str):
    for folder in (Spool(tmp_path), Papers(tmp_path)):
        with pytest.raises(ValueError, match="not a SHA-256"):
            folder.path(name)


def test_a_paper_is_adopted_and_its_scratch_goes(tmp_path: Path):
    papers = Papers(tmp_path)

    with papers.scratch() as scratch:
        lay(scratch)
        lay(scratch, b"left over", "other")
        papers.adopt(scratch, HASH)

    assert papers.read(HASH) == MAIL
    assert files(tmp_path) == [papers.path(HASH)]
    assert papers.path(HASH).stat().st_mode & 0o777 == 0o600


def test_a_paper_that_came_twice_in_one_mail_is_kept_once(tmp_path: Path):
    papers = Papers(tmp_path)

    with papers.scratch() as scratch:
        lay(scratch)
        papers.adopt(scratch, HASH)
        papers.adopt(scratch, HASH)

    assert files(tmp_path) == [papers.path(HASH)]


def test_a_paper_that_is_not_what_was_read_is_refused(tmp_path: Path):
    papers = Papers(tmp_path)

    with papers.scratch() as scratch:
        lay(scratch, b"something else")
        with pytest.raises(Damaged, match="changed between reading and keeping"):
            papers.adopt(scratch, HASH)

    assert files(tmp_path) == []


def test_a_paper_that_is_not_there_is_told(tmp_path: Path):
    papers = Papers(tmp_path)

    with pytest.raises(NotFound, match=HASH[:12]):
        papers.read(HASH)
    with papers.scratch() as scratch, pytest.raises(NotFound):
        papers.adopt(scratch, HASH)
