"""Whether the words of a PDF are those that a reader sees: white, invisible or covered words may carry another IBAN."""

from PIL import Image, ImageStat

from greffier.reading.documents import ocr
from greffier.reading.documents.page import Box, Contents, Page, Snippet
from greffier.reading.documents.pdf import draw, is_invisible, is_scan
from greffier.reading.documents.pictures import as_read

_SCALE = 1.5  # 108 dpi: the smallest print still leaves a mark
_CONTRAST = 40  # grey levels between the darkest and the lightest point of a word
_PAGES = 2  # where money and numbers stand
_TELLING = 8  # letters and digits: shorter unseen words are ornaments


def keep_what_is_seen(content: bytes, contents: Contents) -> None:
    """Drop words that nobody sees; read a scan anew where somebody else's OCR laid its words under it."""
    for number, page in enumerate(contents.pages[:_PAGES]):
        if page.by_ocr or not page.rows:
            continue
        if is_invisible(content, number) and is_scan(content, number):
            _read_anew(content, contents, number)
        elif (picture := draw(content, number, _SCALE)) is not None:
            contents.pages[number] = _seen(page, as_read(picture, page.turned).convert("L"), contents)


def _read_anew(content: bytes, contents: Contents, number: int) -> None:
    picture = draw(content, number) if ocr.available() else None
    if picture is None:
        contents.complain("hidden_text")
    else:
        contents.pages[number] = ocr.read(picture)


def _seen(page: Page, picture: Image.Image, contents: Contents) -> Page:
    scale = picture.width / max(page.width, 1.0)
    rows = tuple(tuple(one for one in row if _leaves_a_mark(one.box, picture, scale)) for row in page.rows)
    kept = {id(one) for row in rows for one in row}
    if any(_tells(one) for one in page.snippets() if id(one) not in kept):
        contents.complain("hidden_text")
    return Page(tuple(row for row in rows if row), page.width, page.height, turned=page.turned)


def _tells(snippet: Snippet) -> bool:
    return sum(map(str.isalnum, snippet.text)) >= _TELLING


def _leaves_a_mark(box: Box, picture: Image.Image, scale: float) -> bool:
    sides = (box.left * scale - 1, box.top * scale - 1, box.right * scale + 1, box.bottom * scale + 1)
    left, top, right, bottom = (round(side) for side in sides)
    cut = picture.crop((max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)))
    if cut.width < 1 or cut.height < 1:
        return False  # beside the page
    low, high = ImageStat.Stat(cut).extrema[0]
    return high - low >= _CONTRAST
