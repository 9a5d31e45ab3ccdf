"""The attachments inside a winmail.dat (MS-OXTNEF), which Outlook sends where nobody asked for it."""

from collections.abc import Iterator
from struct import error, unpack_from

SIGNATURE = b"\x78\x9f\x3e\x22"
_BEGINS_ATTACHMENT = 0x0006_9002
_SHORT_NAME = 0x0001_8010
_CONTENT = 0x0006_800F
_PROPERTIES = 0x0006_9005
_LONG_NAME = 0x3707
_WIDE_LONG_NAME = _LONG_NAME << 16 | 0x001F
_NARROW_LONG_NAME = _LONG_NAME << 16 | 0x001E


def read_tnef(content: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return (name, bytes) of each attachment that is whole; nothing where `content` is no TNEF stream."""
    files: list[tuple[str, bytes]] = []
    name, data = "", b""
    for attribute, value in _attributes(content):
        if attribute == _BEGINS_ATTACHMENT:
            files.append((name, data))
            name, data = "", b""
        elif attribute == _SHORT_NAME:
            name = name or _narrow(value)
        elif attribute == _PROPERTIES:
            name = _long_name(value) or name
        elif attribute == _CONTENT:
            data = value
    files.append((name, data))
    return tuple((name or "sans-nom", data) for name, data in files if data)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each attribute: a level byte, id, length, value, checksum."""
    position = 6
    while content.startswith(SIGNATURE) and position + 9 <= len(content):
        attribute, length = unpack_from("<II", content, position + 1)
        if position + 9 + length > len(content):
            return
        yield attribute, content[position + 9 : position + 9 + length]
        position += 9 + length + 2


def _long_name(properties: bytes) -> str:
    """Find the long file name by its property tag; the list of MAPI properties is not walked, its types are many."""
    for tag, decode in ((_WIDE_LONG_NAME, _wide), (_NARROW_LONG_NAME, _narrow)):
        at = properties.find(tag.to_bytes(4, "little"))
        try:
            if at >= 0:
                (length,) = unpack_from("<I", properties, at + 8)
                return decode(properties[at + 12 : at + 12 + length])
        except error:
            continue
    return ""


def _narrow(value: bytes) -> str:
    return value.split(b"\0", 1)[0].decode("cp1252", "replace").strip()


def _wide(value: bytes) -> str:
    return value.decode("utf-16-le", "replace").split("\0", 1)[0].strip()
