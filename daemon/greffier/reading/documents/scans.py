"""Which pages of a PDF must be looked at instead of taken at their word, and how far the question needs it."""

from greffier.reading.documents import limits, ocr
from greffier.reading.documents.kinds import Kind, judge
from greffier.reading.documents.page import Contents, Page
from greffier.reading.documents.pdf import draw, is_invisible, is_scan

_FEW = 200  # letters and digits: what scanners stamp on a picture, or print below it
_READABLE = 0.8  # of characters, at least: fonts without a table give signs instead of letters
_SIGNS = frozenset(" .,;:!?'\"’«»()[]{}<>/\\-–—_+*=%&@#€$£°·•|~^`´…\n")


def look_at_scans(content: bytes, contents: Contents) -> None:
    """Read the pages that are pictures; without the `ocr` extra they stay without words."""
    blind = [
        number for number in range(min(len(contents.pages), limits.PAGES_READ)) if _is_blind(content, contents, number)
    ]
    for number in blind:
        if is_gibberish(contents.pages[number]):
            contents.pages[number] = Page(width=contents.pages[number].width, height=contents.pages[number].height)
    if ocr.available():
        _look(content, contents, blind)


def _is_blind(content: bytes, contents: Contents, number: int) -> bool:
    page = contents.pages[number]
    letters = sum(map(str.isalnum, page.text[:2000]))
    if is_gibberish(page):
        return True
    return is_scan(content, number) and (letters < _FEW or is_invisible(content, number))


def is_gibberish(page: Page) -> bool:
    """Tell a text layer whose font does not say which letters it draws."""
    text = page.text[:2000]
    plain = sum(character in _SIGNS or (character.isalnum() and ord(character) < 0x250) for character in text)
    return len(text) > 20 and plain < _READABLE * len(text)


def _look(content: bytes, contents: Contents, blind: list[int]) -> None:
    """Look at the first pages, at the last where terms are signed, and no further than a kind has to say."""
    for number in blind[: limits.PAGES_SEEN]:
        _look_at(content, contents, number, last=number == blind[-1])
        kind = judge(contents).kind
        if kind is Kind.TERMS and blind[-1] > number:
            _look_at(content, contents, blind[-1], last=True)
            return
        if kind in {Kind.RIB, Kind.TECHNICAL}:
            return


def _look_at(content: bytes, contents: Contents, number: int, *, last: bool) -> None:
    """Read a page; of terms that go on, the head is enough, for they are signed on the last."""
    picture = draw(content, number)
    if picture is None:
        return
    look = ocr.Look(picture)
    contents.pages[number] = look.head()
    if last or judge(contents).kind is not Kind.TERMS:
        contents.pages[number] = look.page()
