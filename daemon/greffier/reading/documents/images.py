"""Pictures: photographs of papers, logos, and what mail programs sprinkle over their mails."""

import re

from PIL import Image

from greffier.model.mail import DocumentType
from greffier.reading.documents import ocr
from greffier.reading.documents.draft import Circumstances, Draft, other
from greffier.reading.documents.kinds import Kind, by_name, judge
from greffier.reading.documents.page import Contents
from greffier.reading.documents.papers import from_words, has_words, without_words
from greffier.reading.documents.pictures import BadPicture, Look, decode, look
from greffier.reading.documents.signing import sign_picture
from greffier.reading.documents.svg import read_svg
from greffier.reading.documents.values import fold

_LOGO_NAME = re.compile(r"LOGO|MARQUE|BRAND|PICTO")
_SOCIAL_NAME = re.compile(
    r"FACEBOOK|TWITTER|LINKEDIN|INSTAGRAM|YOUTUBE|ICON|SIGNATURE|BANNER|BANDEAU|SPACER|PIXEL|OUTLOOKEMOJI"
)
_GENERIC_NAME = re.compile(r"^(?:IMAGE|IMG|UNNAMED|OUTLOOK-|ATT|PASTEDGRAPHIC|INLINEIMAGE|CLIP_IMAGE)[ _-]?\d*")
_ICON = 64  # pixels
_STRIP = 100  # pixels high: the logo in a signature seldom has more
_PAPER = 500  # pixels of the shorter side: a photograph of a paper has more
_LEGIBLE = 200  # pixels of the shorter side: a few lines cut out of a screen can be read
_SURE = 0.8  # of OCR: a holiday's clouds read worse
_DRAWING = 160  # colours: photographs and scans of coloured paper have more
_LOGO_MIN = 128  # pixels of the longer side that the registry's site needs
_HEAVY = 1_500_000  # bytes: in base64 they fill the two megabytes that the registry's API takes
_LETTERING = 0.04  # of a picture's longer side: a title on a sheet stays below, a logo's name does not
_FEW_LINES = 4  # of text, on a logo


def read_picture(name: str, content: bytes, how: Circumstances) -> Draft:
    """Return what a picture is."""
    try:
        picture = decode(content)
    except BadPicture as problem:
        return _unreadable(name, str(problem))
    seen = look(picture)
    if _is_decoration(name, seen, how):
        return Draft(DocumentType.DECORATION, 0.9, _size(seen))
    if _is_surely_logo(name, seen):
        return _logo(seen, 0.95, len(content))
    if min(seen.width, seen.height) >= _LEGIBLE and ocr.available():
        page = ocr.read(picture)
        contents = Contents([page], width=seen.width, height=seen.height, page_count=1)
        if has_words(contents) and _is_text(contents):
            return _paper(name, picture, contents)
        if not _drawn(seen):
            lettered = any(len(one.text) > 2 and one.score > _SURE for one in page.snippets())
            return _logo(seen, 0.5, len(content)) if lettered else Draft(confidence=0.6, problems=["no-text"])
    return _by_look(name, seen, how, len(content))


def _is_text(contents: Contents) -> bool:
    """Tell lines on a sheet from the name that a logo is: that one stands alone and is large."""
    (page,) = contents.pages
    tallest = max(snippet.box.height for snippet in page.snippets())
    many = len(page.rows) > _FEW_LINES or tallest < _LETTERING * max(page.width, page.height)
    return many or judge(contents).kind is not Kind.OTHER


def _paper(name: str, picture: Image.Image, contents: Contents) -> Draft:
    draft = from_words(name, contents)
    if judge(contents).kind is Kind.TERMS:
        sign_picture(draft, picture, contents)
    return draft


def _unreadable(name: str, problem: str) -> Draft:
    """Let a HEIC that nobody here can decode wait for a person; anything else that fails is broken."""
    if problem == "corrupted" and name.lower().endswith((".heic", ".heif")) and not ocr.available():
        return without_words(name, Contents(problems=["no-decoder"]))
    return other(problem)


def _is_decoration(name: str, seen: Look, how: Circumstances) -> bool:
    folded = fold(name)
    if max(seen.width, seen.height) <= 3 or (
        seen.blank and not how.within_text and max(seen.width, seen.height) < _STRIP
    ):
        return True
    if how.within_text:
        small = seen.height < _STRIP or max(seen.width, seen.height) < 2 * _STRIP
        unnamed = _GENERIC_NAME.match(folded) or _SOCIAL_NAME.search(folded) or not name
        paper = min(seen.width, seen.height) >= _PAPER and not _drawn(seen)
        return bool(small or (unnamed and not paper))
    tiny = max(seen.width, seen.height) <= _ICON or (seen.height < _STRIP and seen.width < 3 * _STRIP)
    return tiny and not _LOGO_NAME.search(folded) and bool(_SOCIAL_NAME.search(folded) or _GENERIC_NAME.match(folded))


def _is_surely_logo(name: str, seen: Look) -> bool:
    return bool(_LOGO_NAME.search(fold(name))) and (
        _drawn(seen) or seen.transparent or min(seen.width, seen.height) < _PAPER
    )


def _drawn(seen: Look) -> bool:
    return seen.transparent or seen.colours <= _DRAWING


def _by_look(name: str, seen: Look, how: Circumstances, size: int) -> Draft:
    """Judge without words: a drawing is a logo; a photograph is what its name says, and for a person to look at."""
    guess = by_name(name)
    if guess or not (_drawn(seen) or _LOGO_NAME.search(fold(name))) or (seen.blank and not seen.transparent):
        draft = without_words(name, Contents())
        draft.facts.update(_size(seen))
        return draft
    if _is_like_paper(seen) and not ocr.available() and not _LOGO_NAME.search(fold(name)):
        return Draft(DocumentType.OTHER, 0.2, _size(seen), ["no-text"])
    return _logo(seen, 0.6 if how.within_text else 0.75, size)


def _is_like_paper(seen: Look) -> bool:
    """Tell the proportions of a sheet or of a telephone's picture of one, large enough to be read."""
    ratio = max(seen.width, seen.height) / min(seen.width, seen.height)
    return min(seen.width, seen.height) >= _PAPER and 1.2 < ratio < 1.55


def _size(seen: Look) -> dict[str, object]:
    return {"width": seen.width, "height": seen.height, "vector": False, "transparent": seen.transparent}


def _logo(seen: Look, confidence: float, size: int) -> Draft:
    draft = Draft(DocumentType.LOGO, confidence, _size(seen))
    if size > _HEAVY:
        draft.complain("logo_too_heavy_for_registry")
    if seen.blank:
        draft.complain("logo_blank")
    return draft


def read_drawing(name: str, content: bytes, how: Circumstances) -> Draft:
    """Return what an SVG is: a logo, unless it does more than draw."""
    drawing = read_svg(content)
    if drawing.problems:
        return other(*drawing.problems)
    kind = DocumentType.DECORATION if how.within_text and not _LOGO_NAME.search(fold(name)) else DocumentType.LOGO
    facts = {"width": drawing.width, "height": drawing.height, "vector": True, "transparent": True}
    return Draft(
        kind, 0.95, {key: round(value, 2) if isinstance(value, float) else value for key, value in facts.items()}
    )
