"""PDF through pdfium: words in their places, and pages as pictures. The only module that knows the library.

pdfium aborts the process where memory ends; the worker around us is built for that, and `pdfscan` keeps it rare.
"""

import contextlib
import ctypes
import itertools
import math
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
from PIL import Image
from pypdfium2 import raw

from greffier.reading.documents import limits
from greffier.reading.documents.page import Box, Contents, Page, Snippet, in_rows
from greffier.reading.documents.pdfscan import scan

Handle = Any
"""An object of a library that ships no types."""

_GAP = 1.5  # heights of a capital: wider than any space in justified text, narrower than a column's gutter


@contextlib.contextmanager
def opened(content: bytes) -> Iterator[Handle]:
    """Open a document and close it, whatever happens."""
    document = pdfium.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


def read_pdf(content: bytes) -> Contents:
    """Return the words of a PDF; its problems where it cannot or should not be opened."""
    contents = Contents()
    for problem in scan(content).problems:
        contents.complain(problem)
    if "limit" in contents.problems:
        return contents
    try:
        with opened(content) as document:
            _read(document, contents)
    except pdfium.PdfiumError as error:
        contents.complain("encrypted" if "password" in str(error).lower() else "corrupted")
    return contents


def _read(document: Handle, contents: Contents) -> None:
    contents.page_count = len(document)
    if contents.page_count > limits.PAGES_ANNOUNCED:
        contents.complain("limit")
        return
    drawn = 0
    for number in range(min(contents.page_count, limits.PAGES_READ)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            contents.complain("corrupted")
            continue
        if number == 0:
            contents.width, contents.height = page.get_size()
        if max(page.get_size()) > limits.PAGE_SIDE:
            contents.complain("limit")
            return
        contents.pages.append(_words(page))
        drawn += raw.FPDFPage_CountObjects(page)
        page.close()
    if not drawn and "corrupted" not in contents.problems:
        contents.complain("empty")


def _words(page: Handle) -> Page:
    """Return the words as they are read, whichever way the page itself is shown."""
    left, bottom, right, top = page.get_bbox()
    frame = Box(left, bottom, right, top)
    textpage = page.get_textpage()
    try:
        turned = _turn_of_text(textpage)
        snippets = [Snippet(text, _upright(box, frame, turned)) for text, box in _runs(textpage, turned)]
    finally:
        textpage.close()
    size = (right - left, top - bottom) if turned % 180 == 0 else (top - bottom, right - left)
    return Page(in_rows(snippets), *size, turned=page.get_rotation() - turned)


def _turn_of_text(textpage: Handle) -> int:
    """Return by how many degrees, counter-clockwise, most of the text is turned in PDF coordinates."""
    count = textpage.count_chars()
    angles = [raw.FPDFText_GetCharAngle(textpage, index) for index in range(0, count, max(count // 50, 1))]
    quarters = [round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0]
    usual = max(set(quarters), key=quarters.count) if quarters else 0
    return int(usual) * 90


def _upright(box: Box, frame: Box, turned: int) -> Box:
    """Turn a box from PDF coordinates (origin bottom left) to where a reader sees it, origin top left."""
    left, right = box.left - frame.left, box.right - frame.left
    low, high = box.top - frame.top, box.bottom - frame.top
    width, height = frame.right - frame.left, frame.bottom - frame.top
    match turned:
        case 90:
            return Box(low, left, high, right)
        case 180:
            return Box(width - right, low, width - left, high)
        case 270:
            return Box(height - high, width - right, height - low, width - left)
        case _:
            return Box(left, height - high, right, height - low)


def _runs(textpage: Handle, turned: int) -> Iterator[tuple[str, Box]]:
    """Yield words that stand together, with their box in PDF coordinates (`top` is the lower edge there)."""
    sides = [ctypes.c_double() for _ in range(4)]
    run, text = None, ""
    for index in range(min(textpage.count_chars(), limits.CHARACTERS)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        character = _character(code)
        if character == "\n":
            if run and text.strip():
                yield _clean(text), run
            run, text = None, ""
            continue
        if not character.strip():
            text += character
            continue
        raw.FPDFText_GetCharBox(textpage, index, *sides)
        left, right, low, high = (side.value for side in sides)
        box = Box(left, low, right, high)
        if run and _apart(run, box, turned):
            if text.strip():
                yield _clean(text), run
            run, text = None, ""
        run, text = _joined(run, box), text + character
    if run and text.strip():
        yield _clean(text), run


def _character(code: int) -> str:
    if code in {10, 13}:
        return "\n"
    if code == 2:
        return "-"  # pdfium's mark for a hyphen at the end of a line
    if code < 32 or 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF}:
        return ""
    return chr(code)


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _joined(run: Box | None, box: Box) -> Box:
    if run is None:
        return box
    return Box(min(run.left, box.left), min(run.top, box.top), max(run.right, box.right), max(run.bottom, box.bottom))


def _apart(run: Box, box: Box, turned: int) -> bool:
    """Tell whether a column's gap, or another line, lies between."""
    if turned in {90, 270}:
        gap = max(box.top - run.bottom, run.top - box.bottom)
        return gap > _GAP * max(run.right - run.left, 1.0)
    return max(box.left - run.right, run.left - box.right) > _GAP * run.height


def is_scan(content: bytes, number: int) -> bool:
    """Tell whether a page is mostly one picture."""
    with opened(content) as document:
        page = document[number]
        if raw.FPDFPage_CountObjects(page) > limits.OBJECTS_DRAWN:
            return False
        width, height = page.get_size()
        for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
            left, bottom, right, top = picture.get_bounds()
            if abs((right - left) * (top - bottom)) > 0.4 * width * height:
                return True
    return False


def is_invisible(content: bytes, number: int) -> bool:
    """Tell whether most words of a page are drawn in the mode that leaves no mark (ISO 32000-1, table 106)."""
    with opened(content) as document:
        objects = document[number].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=2)
        modes = [raw.FPDFTextObj_GetTextRenderMode(one) for one in itertools.islice(objects, limits.OBJECTS_READ)]
    return 2 * modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) > len(modes)


def draw(content: bytes, number: int, scale: float = limits.RENDER_SCALE) -> Image.Image | None:
    """Return a page as a picture, upright as its author set it; None where that would never end."""
    with opened(content) as document:
        page = document[number]
        if raw.FPDFPage_CountObjects(page) > limits.OBJECTS_DRAWN:
            return None
        longest = max(page.get_size())
        scale = min(scale, limits.RENDER_SIDE / max(longest, 1.0))
        picture: Image.Image = page.render(scale=scale).to_pil()
        return picture
