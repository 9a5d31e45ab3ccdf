"""What a file is by its bytes; its name and declared type are never believed.

Containers are tested before what they may carry: a stored zip and a winmail.dat hold `%PDF-` in their first kilobyte.
"""

import io
import re
import zipfile

EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"
PDF = "application/pdf"
ZIP = "application/zip"
TNEF = "application/vnd.ms-tnef"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM = "application/vnd.ms-word.document.macroenabled.12"
ODT = "application/vnd.oasis.opendocument.text"
SVG = "image/svg+xml"
HEIC = "image/heic"
EXECUTABLE = "application/vnd.microsoft.portable-executable"
RASTER = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp", HEIC})
PROGRAMS = frozenset(
    {
        EXECUTABLE,
        "application/x-executable",
        "application/x-mach-binary",
        "text/x-shellscript",
        "application/x-ms-shortcut",
    }
)

_STARTS = (
    (b"MZ", EXECUTABLE),
    (b"\x7fELF", "application/x-executable"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xce\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xca\xfe\xba\xbe", "application/x-mach-binary"),
    (b"#!", "text/x-shellscript"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"heif"})
_OFFICE = (
    (b"wordprocessingml.document.main", DOCX),
    (b"wordprocessingml.template.main", DOCX),
    (b"document.macroenabled.main", DOCM),
    (b"template.macroenabledtemplate.main", DOCM),
    (b"spreadsheetml.sheet.main", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"presentationml.presentation.main", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_SIGNED_DATA = bytes.fromhex("2a864886f70d0107")  # the OID of PKCS #7, RFC 5652
_TEXTS = (
    (re.compile(rb"BEGIN:VCALENDAR", re.IGNORECASE), "text/calendar"),
    (re.compile(rb"BEGIN:VCARD", re.IGNORECASE), "text/vcard"),
    (re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE), "text/html"),
)
_PROGRAM_NAMES = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|msi|msp|jar|app|apk|dll|cpl|reg|iso|img|sh|elf)$",
    re.IGNORECASE,
)


def media_type(content: bytes) -> str:
    """Return the media type that the bytes show."""
    if not content:
        return EMPTY
    by_start = next((kind for start, kind in _STARTS if content.startswith(start)), None)
    if by_start == ZIP:
        return _kind_of_zip(content)
    if by_start:
        return by_start
    if b"%PDF-" in content[:1024]:
        return PDF
    return _by_header(content[:4096]) or _text_kind(content[:4096]) or UNKNOWN


def is_program(name: str, media: str) -> bool:
    """Tell whether a file can be run, by its bytes or, where bytes say nothing, by its name."""
    return media in PROGRAMS or (media not in RASTER | {PDF, DOCX, ODT} and bool(_PROGRAM_NAMES.search(name.strip())))


def _by_header(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return HEIC if head[8:12] in _HEIF_BRANDS else "video/mp4"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp"
    if head.startswith(b"\x30") and _SIGNED_DATA in head[:32]:
        return "application/pkcs7-signature"
    return None


def _text_kind(head: bytes) -> str | None:
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    flat = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    for pattern, kind in _TEXTS:
        if pattern.match(flat):
            return kind
    if b"<svg" in flat and flat.startswith(b"<"):
        return SVG
    if flat.startswith(b"<?xml"):
        return "application/xml"
    printable = sum(byte >= 32 or byte in b"\t\r\n\x0c" for byte in flat)
    return "text/plain" if printable == len(flat) else None


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {info.filename: info for info in archive.infolist()[:1000]}
            kind = _first_bytes(archive, names.get("mimetype"))
            types = _first_bytes(archive, names.get("[Content_Types].xml")).lower()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return ZIP
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return ODT
    return next((office for mark, office in _OFFICE if mark in types), ZIP)


def _first_bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> bytes:
    if info is None or info.flag_bits & 1:
        return b""
    with archive.open(info) as member:
        return member.read(65_536)
