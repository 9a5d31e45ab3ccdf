"""Copies of papers for people: with a watermark that says who took it and when, and a logo as the registry wants it.

Each copy is drawn anew, so that nothing of the original but its looks goes on. Called in a worker by `pool`.
"""

import io
import unicodedata
from collections.abc import Iterator

import resvg_py
from PIL import Image, ImageDraw, ImageFont

from greffier.reading.documents import limits, pdf, sniff
from greffier.reading.documents.pictures import BadPicture, decode
from greffier.reading.documents.svg import read_svg

LOGO_SIDE = 255
"""Pixels: what the registry's site shows."""
SHARPER = 4
"""A drawing is drawn that much bigger and then made smaller: its lines come out even."""
PALE = (70, 70, 70, 90)
"""Of the watermark: read on white and on black, and the paper under it too."""
LINES_A_PAGE = 9
SLANT = 30
COPIED_SIDE = 2_000
"""Pixels of a copied page: A4 at 170 dpi, of which a person reads everything."""


class NoCopy(Exception):
    """This cannot be drawn; its argument says why, in French for staff."""


def marked(content: bytes, media: str, words: str) -> bytes:
    """Return a PDF of the paper's pages with `words` across each; raise NoCopy."""
    first, *others = (across(page, words) for page in pages(content, media))
    copy = io.BytesIO()
    first.save(copy, "PDF", save_all=True, append_images=others, resolution=170, quality=85)
    return copy.getvalue()


def pages(content: bytes, media: str) -> Iterator[Image.Image]:
    """Yield the pages as pictures."""
    if media == sniff.PDF:
        yield from drawn_pages(content)
    elif media in sniff.RASTER:
        yield picture_of(content)
    else:
        raise NoCopy("ce format ne se dessine pas : demandez l'original")


def drawn_pages(content: bytes) -> Iterator[Image.Image]:
    """Yield every page of a PDF; a copy that lacks pages would pass for the whole."""
    with pdf.opened(content) as document:
        count = len(document)
    if not 1 <= count <= limits.PAGES_READ:
        raise NoCopy(f"{count} pages, et je n'en copie pas plus de {limits.PAGES_READ} : demandez l'original")
    for number in range(count):
        page = pdf.draw(content, number)
        if page is None:
            raise NoCopy(f"la page {number + 1} est trop complexe pour être dessinée : demandez l'original")
        yield page


def picture_of(content: bytes) -> Image.Image:
    """Return a picture, upright."""
    try:
        return decode(content)
    except BadPicture as problem:
        raise NoCopy(f"l'image ne s'ouvre pas ({problem}) : demandez l'original") from None


def across(page: Image.Image, words: str) -> Image.Image:
    """Return the page with the words written across it, line under line."""
    page = page.convert("RGB")
    page.thumbnail((COPIED_SIDE, COPIED_SIDE))
    side = max(page.size) * 2
    veil = Image.new("RGBA", (side, side))
    pen, step = ImageDraw.Draw(veil), side // (2 * LINES_A_PAGE)
    line, font = f"{plain(words)}   -   " * 6, ImageFont.load_default(size=max(10, max(page.size) // 40))
    for number in range(2 * LINES_A_PAGE):
        pen.text((-number * step, number * step), line * 2, fill=PALE, font=font)
    veil = veil.rotate(SLANT)
    left, top = (veil.width - page.width) // 2, (veil.height - page.height) // 2
    page.paste(veil, (-left, -top), veil)
    return page


def plain(words: str) -> str:
    """Return the words without accents: Pillow's own font, the only one that is there for sure, has none."""
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()


def logo(content: bytes, media: str) -> bytes:
    """Return a logo as a PNG of 255 by 255 pixels, whole and on nothing; raise NoCopy."""
    picture = drawing_of(content) if media == sniff.SVG else picture_of(content)
    picture = picture.convert("RGBA")
    picture.thumbnail((LOGO_SIDE, LOGO_SIDE), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (LOGO_SIDE, LOGO_SIDE))
    square.paste(picture, ((LOGO_SIDE - picture.width) // 2, (LOGO_SIDE - picture.height) // 2))
    copy = io.BytesIO()
    square.save(copy, "PNG", optimize=True)
    return copy.getvalue()


def drawing_of(content: bytes) -> Image.Image:
    """Draw an SVG that is nothing but a drawing: no script, no reference to anything outside."""
    drawing = read_svg(content)
    if drawing.problems:
        raise NoCopy(f"ce SVG n'est pas qu'un dessin ({', '.join(drawing.problems)})")
    side, wide = SHARPER * LOGO_SIDE, drawing.width >= drawing.height
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=content.decode(), width=side if wide else None, height=None if wide else side
        )
    except (ValueError, RuntimeError, UnicodeDecodeError):
        raise NoCopy("ce SVG ne se dessine pas : demandez un PNG à l'opérateur") from None
    return picture_of(drawn)
