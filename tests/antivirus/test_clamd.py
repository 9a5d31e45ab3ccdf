"""clamd over its socket: only OK is clean, and what it did not look into is never taken for clean."""

import io
import zipfile
from pathlib import Path

import pytest

from clamd import LARGEST, MARK, Antivirus
from greffier.antivirus import Clamd, NotLooked
from greffier.errors import Unreachable
from processes import paused


@pytest.fixture
def looking(antivirus: Antivirus) -> Clamd:
    return Clamd(antivirus.socket, 20.0)


def zipped(content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("kbis.pdf", content)
    return archive.getvalue()


@pytest.mark.parametrize("content", [b"", b"bonjour", b"x" * (LARGEST - 1)], ids=["empty", "short", "long"])
def test_clean_bytes_are_clean(looking: Clamd, content: bytes) -> None:
    assert looking.scan(content) is None


@pytest.mark.parametrize("content", [MARK, b"x" * 600_000 + MARK, zipped(MARK), zipped(zipped(MARK))])
def test_a_virus_is_found_wherever_it_lies(looking: Clamd, content: bytes) -> None:
    assert looking.scan(content) == "Greffier.Test.UNOFFICIAL"


@pytest.mark.parametrize("size", [LARGEST + 1, 8 * LARGEST])
def test_what_is_too_big_to_be_looked_into_is_not_clean(looking: Clamd, size: int) -> None:
    with pytest.raises(NotLooked, match="size limit exceeded"):
        looking.scan(bytes(size))


def test_without_clamd_nothing_is_clean(looking: Clamd, antivirus: Antivirus) -> None:
    with paused(antivirus.daemon), pytest.raises(Unreachable, match="start it"):
        looking.scan(b"bonjour")

    assert looking.scan(b"bonjour") is None


def test_a_socket_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="nowhere"):
        Clamd(tmp_path / "nowhere", 1.0).check()


def test_it_says_who_it_is(looking: Clamd) -> None:
    assert looking.check().startswith("ClamAV ")
