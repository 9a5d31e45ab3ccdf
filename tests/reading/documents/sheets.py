"""Sheets of paper for tests: small PDFs written by hand, words where a test wants them. All names are invented."""

from collections.abc import Sequence
from dataclasses import dataclass

A4 = (595, 842)


@dataclass(frozen=True)
class Words:
    """Words at a place, in points from the top left; `style` is PDF operators set before them."""

    left: float
    top: float
    text: str
    size: float = 10
    style: str = ""


def sheet(*words: Words, extra: str = "", turned: int = 0, size: tuple[int, int] = A4, catalog: str = "") -> bytes:
    """Return a PDF of one page; `extra` is drawn as it is, `catalog` added to the root."""
    return sheets([list(words)], extra=extra, turned=turned, size=size, catalog=catalog)


def sheets(
    pages: Sequence[Sequence[Words]], *, extra: str = "", turned: int = 0, size: tuple[int, int] = A4, catalog: str = ""
) -> bytes:
    """Return a PDF of several pages."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        font,
    ]
    for number, words in enumerate(pages):
        content = "\n".join([extra, *(_drawn(one, size) for one in words)]).encode("cp1252")
        box = f"/MediaBox[0 0 {size[0]} {size[1]}]/Rotate {turned}"
        page = f"<</Type/Page/Parent 2 0 R{box}/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * number} 0 R>>"
        objects += [page.encode(), b"<</Length %d>>\nstream\n" % len(content) + content + b"\nendstream"]
    return _assembled(objects)


def _drawn(one: Words, size: tuple[int, int]) -> str:
    text = one.text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"q BT {one.style} /F {one.size} Tf {one.left} {size[1] - one.top - one.size} Td ({text}) Tj ET Q"


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)


def columns(fields: Sequence[tuple[str, str]], top: float = 200, value_at: float = 260) -> list[Words]:
    """Lay out labels on the left, values on the right."""
    words = []
    for number, (label, value) in enumerate(fields):
        words += [Words(50, top + 16 * number, label), Words(value_at, top + 16 * number, value)]
    return words


def with_colons(fields: Sequence[tuple[str, str]], top: float = 200) -> list[Words]:
    """Lay out `label : value` in one piece."""
    return [Words(50, top + 16 * number, f"{label} : {value}") for number, (label, value) in enumerate(fields)]


def stacked(fields: Sequence[tuple[str, str]], top: float = 200) -> list[Words]:
    """Lay out small labels with their values below."""
    words = []
    for number, (label, value) in enumerate(fields):
        words += [Words(60, top + 30 * number, label, 7), Words(60, top + 10 + 30 * number, value, 11)]
    return words


def in_two_blocks(fields: Sequence[tuple[str, str]], top: float = 200) -> list[Words]:
    """Lay out as columns, but write all labels first and all values then, as report generators do."""
    labels = [Words(50, top + 16 * number, label) for number, (label, _) in enumerate(fields)]
    return [*labels, *(Words(300, top + 16 * number, value, 9) for number, (_, value) in enumerate(fields))]


LAYOUTS = (columns, with_colons, stacked, in_two_blocks)
