"""Archives opened one level, within limits.

Names are kept as metadata only; nothing is ever written to a path that an archive chose.
"""

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from greffier.reading.documents import limits

_LITTER = ("__macosx/", "thumbs.db", ".ds_store", "desktop.ini")
_DIRECTORY_ENTRY = b"PK\x01\x02"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; its content is None where a problem kept it closed."""

    name: str
    content: bytes | None
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Allowance:
    """What may still be inflated for this mail."""

    left: int = limits.INFLATED


@dataclass(slots=True)
class Opened:
    """An archive's members, and what was wrong with it as a whole."""

    members: list[Member] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class TooMuch(Exception):
    """An archive asks for more than it may have."""


def crowded(content: bytes) -> bool:
    """Tell from the raw bytes whether a zip's directory is too long even to be parsed."""
    return content.count(_DIRECTORY_ENTRY) > 5 * limits.MEMBERS


def open_zip(content: bytes, allowance: Allowance) -> Opened:
    """Open a zip."""
    opened = Opened()
    if crowded(content):
        opened.problems.append("limit")
        return opened
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not _litter(info)]
            check_zip(infos)
            opened.members = [_member(archive, info, allowance) for info in infos]
    except TooMuch:
        opened.members, opened.problems = [], ["limit"]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, struct.error, NotImplementedError):
        opened.problems.append("corrupted")
    if opened.members and all("encrypted" in member.problems for member in opened.members):
        opened.problems.append("encrypted")
    if not opened.members and not opened.problems:
        opened.problems.append("empty")
    return opened


def check_zip(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse what the directory itself gives away: too many, too big, or entries that share their bytes."""
    if len(infos) > limits.MEMBERS:
        raise TooMuch
    if sum(info.file_size for info in infos) > limits.INFLATED:
        raise TooMuch
    end = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < end or info.file_size > limits.MEMBER:
            raise TooMuch
        if info.file_size > limits.RATIO_FROM and info.file_size > limits.RATIO * max(info.compress_size, 1):
            raise TooMuch
        end = info.header_offset + info.compress_size


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Inflate one member by blocks, counting; what the directory says of its size is not believed."""
    kept = bytearray()
    with archive.open(info) as member:
        while block := member.read(limits.BLOCK):
            kept += block
            if len(kept) > most:
                raise TooMuch
    return bytes(kept)


def _litter(info: zipfile.ZipInfo) -> bool:
    name = info.filename.lower()
    last = name.rsplit("/", 1)[-1]
    return info.is_dir() or name.startswith(_LITTER) or last.startswith("._") or last in _LITTER


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance) -> Member:
    name = _name(info)
    if info.flag_bits & 1:
        return Member(name, None, ("encrypted",))
    if stat.S_ISLNK(info.external_attr >> 16):
        return Member(name, None, ("symlink",))
    try:
        content = read_member(archive, info, min(limits.MEMBER, allowance.left))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        return Member(name, None, ("corrupted",))
    allowance.left -= len(content)
    return Member(name, content)


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; without the UTF-8 flag Windows wrote cp850 and macOS plain UTF-8."""
    name = info.filename
    if not info.flag_bits & 0x800:
        packed = name.encode("cp437", "replace")
        try:
            name = packed.decode("utf-8")
        except UnicodeDecodeError:
            name = packed.decode("cp850", "replace")
    return clean_name(name)


def clean_name(name: str) -> str:
    """Return a name without control characters and without a way up."""
    name = "".join(character for character in name.replace("\\", "/") if character.isprintable())
    return "/".join(part for part in name.split("/") if part not in {"", ".", ".."})[:255]
