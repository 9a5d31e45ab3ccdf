"""Whether a pen has left something where a signature belongs: below and beside the last words that ask for one."""

from PIL import Image, ImageChops, ImageFilter, ImageStat

from greffier.reading.documents.page import Box, Page, Snippet
from greffier.reading.documents.terms import MENTION
from greffier.reading.documents.values import fold, label, squeeze

_ASKING = label("""
    signature | cachet et signature | lu et approuvé | bon pour accord | le représentant légal | pour l'opérateur |
    read and approved
""")
_DARKER = 50  # grey levels below the paper: a pen's stroke once averaged with what is beside it
_COARSE = 3  # pixels averaged, so that specks fade and strokes stay
_STROKE = 0.0015  # part of the signature's area that a stroke covers at least
_RULE = 24  # coarse pixels, 12 mm at 150 dpi: no pen goes straight so far; frames and lines to sign on do
_POST = 12  # the same upright: frames of tables are low


def ink_in(picture: Image.Image, page: Page) -> bool:
    """Tell whether something is drawn where a signature is asked for."""
    area = _signature_area(page)
    if not area or not page.width:
        return False
    scale = picture.width / page.width
    grey = picture.convert("L")
    for snippet in page.snippets():
        if _is_print(snippet, by_ocr=page.by_ocr):
            grey.paste(255, _scaled(snippet.box, scale, grey.size, margin=0.35))
    cut = grey.crop(_scaled(area, scale, grey.size)).reduce(_COARSE)
    paper = ImageStat.Stat(cut).median[0]
    strokes = cut.point([255 if value < paper - _DARKER else 0 for value in range(256)])
    drawn = _without_rules(strokes)
    return drawn.histogram()[255] > _STROKE * drawn.width * drawn.height


def _signature_area(page: Page) -> Box | None:
    """Return what lies around and below the last words that ask for a signature, a sixth of the page deep."""
    asking = [snippet for snippet in page.snippets() if _ASKING.search(fold(snippet.text))]
    if not asking:
        return None
    last = max(asking, key=lambda snippet: snippet.box.bottom).box
    paper = _paper(page)
    bottom = min(last.bottom + (paper.bottom - paper.top) / 6, paper.bottom)
    return Box(paper.left, last.top - 1.5 * last.height, paper.right, bottom)


def _paper(page: Page) -> Box:
    """Return where the paper is: the whole page, or what lies around the words where a table may be in the picture."""
    if not page.by_ocr:
        return Box(page.width * 0.03, 0, page.width * 0.97, page.height * 0.97)
    boxes = [snippet.box for snippet in page.snippets()]
    deep = max(box.bottom for box in boxes) - min(box.top for box in boxes)
    bottom = min(max(box.bottom for box in boxes) + deep / 6, page.height * 0.97)
    return Box(min(box.left for box in boxes), min(box.top for box in boxes), max(box.right for box in boxes), bottom)


def _is_print(snippet: Snippet, *, by_ocr: bool) -> bool:
    """Tell printed words from a signature, which OCR takes for letters too, but without being sure."""
    letters = sum(map(str.isalnum, snippet.text))
    printed = not by_ocr or not letters or (letters >= 4 and snippet.score > 0.9)
    return printed or bool(MENTION.fullmatch(squeeze(snippet.text)))


def _without_rules(strokes: Image.Image) -> Image.Image:
    """Return strokes without frames, lines to sign on, and rows of dots."""
    straight = ImageChops.lighter(_opened(strokes, _RULE, (1, 0)), _opened(strokes, _POST, (0, 1)))
    strokes = ImageChops.subtract(strokes, straight.filter(ImageFilter.MaxFilter(3)))
    rows = strokes.resize((1, strokes.height), Image.Resampling.BOX).tobytes()
    for place, dark in enumerate(rows):
        if dark > 0.2 * 255:
            strokes.paste(0, (0, place, strokes.width, place + 1))
    return strokes


def _opened(strokes: Image.Image, size: int, way: tuple[int, int]) -> Image.Image:
    """Keep only runs of a size in one direction (a morphological opening with a straight line)."""
    for combine, sense in ((ImageChops.darker, -1), (ImageChops.lighter, 1)):
        covered = 1
        while covered < size:
            step = min(covered, size - covered)
            strokes = combine(strokes, _shifted(strokes, sense * step * way[0], sense * step * way[1]))
            covered += step
    return strokes


def _shifted(picture: Image.Image, across: int, down: int) -> Image.Image:
    moved = Image.new("L", picture.size)
    moved.paste(picture, (across, down))
    return moved


def _scaled(box: Box, scale: float, size: tuple[int, int], margin: float = 0.0) -> tuple[int, int, int, int]:
    more = box.height * margin
    sides = (box.left - more, box.top - more, box.right + more, box.bottom + more)
    limits = (size[0], size[1], size[0], size[1])
    left, top, right, bottom = (
        round(min(max(side * scale, 0), limit)) for side, limit in zip(sides, limits, strict=True)
    )
    return left, top, max(right, left + 1), max(bottom, top + 1)
