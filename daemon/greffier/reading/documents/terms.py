"""Facts on a CGU document: its version, who signed and how. A blank text of the CGU is nobody's acceptance."""

import re
from collections.abc import Sequence

from PIL import Image, ImageStat

from greffier.reading.documents.page import Box, Page, Snippet
from greffier.reading.documents.values import first_date, fold, label, squeeze

_VERSION = label("""
    version du | en date du | MAJ | en vigueur au | mise à jour du | version en vigueur | mises à jour
    le | version
""")
_SIGNED_ON = re.compile(r"(?:FAIT|SIGNE|DATE)\b.{0,60}?\bLE\b[ :]*|(?:^|\s)LE[ :]+(?=\d)|^DATE ?: ?")
_SIGNER = label("""
    nom et qualité du signataire | nom du signataire | nom et prénom du signataire | nom, prénom et
    qualité | le soussigné | je soussigné | je soussignée | signataire | nom et prénom | représenté par
    | represented by | name of signatory | name
""")
_FOR = label("""
    représentant légal de | représentante légale de | agissant pour | pour la société | au nom de | on
    behalf of
""")
_AREA = label("signature | cachet et signature | lu et approuvé | bon pour accord | le représentant légal")
_MENTION = re.compile(r"LUETAPPROUVE|BONPOURACCORD|BONPOURACCEPTATION")
_INK = 50  # grey levels below the paper: a pen's stroke once averaged with what is beside it
_COARSE = 3  # pixels averaged, so that specks fade and strokes stay
_STROKE = 0.0015  # part of the signature's area that a stroke covers at least


def terms_facts(pages: Sequence[Page]) -> dict[str, str]:
    """Return the version of the terms, and the name and day that were filled in."""
    facts = {}
    if version := _version(pages):
        facts["version"] = version
    if day := _day(pages):
        facts["signed_on"] = day
    if name := _name(pages):
        facts["signer"] = name
    if company := _company(pages):
        facts["name"] = company
    return facts


def _version(pages: Sequence[Page]) -> str | None:
    rows = [" ".join(one.text for one in row) for row in pages[0].rows[:12]] if pages else []
    for text in rows:
        match = _VERSION.search(fold(text))
        day = first_date(text[match.end() : match.end() + 40]) if match else None
        if day:
            return day.isoformat()
    return None


def _closing(pages: Sequence[Page]) -> list[Snippet]:
    """Return the words of the last page that has any: there people sign."""
    last = next((page for page in reversed(pages) if page.rows), Page())
    return list(last.snippets())


def _day(pages: Sequence[Page]) -> str | None:
    for snippet in reversed(_closing(pages)):
        for match in _SIGNED_ON.finditer(fold(snippet.text)):
            day = first_date(snippet.text[match.end() : match.end() + 30])
            if day:
                return day.isoformat()
    return None


def _name(pages: Sequence[Page]) -> str | None:
    for snippet in _closing(pages):
        match = _SIGNER.search(fold(snippet.text))
        if not match:
            continue
        name = re.split(r",| représent| agissant| en qualité|\.{3}|…|_{3}", snippet.text[match.end() :].strip(" :"))[0]
        name = re.sub(r"^(?:M\.|Mme|Monsieur|Madame)\s", "", name.strip(" :.,"))
        if 2 <= len(name.split()) <= 6 and not any(map(str.isdigit, name)):
            return name
    return None


def _company(pages: Sequence[Page]) -> str | None:
    """Return for whom the signatory signs."""
    for snippet in _closing(pages):
        match = _FOR.search(fold(snippet.text))
        name = snippet.text[match.end() :].strip(" :.,_") if match else ""
        if 1 < len(name) < 120 and ".." not in name:
            return name
    return None


def mention_written(pages: Sequence[Page]) -> bool:
    """Tell whether 'Lu et approuvé' stands there by itself, not as what the form asks to be written."""
    return any(_MENTION.fullmatch(squeeze(snippet.text)) and "«" not in snippet.text for snippet in _closing(pages))


def ink_in(picture: Image.Image, page: Page) -> bool:
    """Tell whether something is drawn below the words that ask for a signature."""
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
    strokes = cut.point([255 if value < paper - _INK else 0 for value in range(256)])
    return _without_rules(strokes) > _STROKE


def _is_print(snippet: Snippet, *, by_ocr: bool) -> bool:
    """Tell printed words from a signature, which OCR takes for letters too, but without being sure."""
    letters = sum(map(str.isalnum, snippet.text))
    return not by_ocr or not letters or (letters >= 4 and snippet.score > 0.9)


def _without_rules(strokes: Image.Image) -> float:
    """Return the part of an area that strokes cover, frames and lines to sign on left out."""
    rows = strokes.resize((1, strokes.height), Image.Resampling.BOX).tobytes()
    columns = strokes.resize((strokes.width, 1), Image.Resampling.BOX).tobytes()
    for place, dark in enumerate(rows):
        if dark > 0.2 * 255:
            strokes.paste(0, (0, place, strokes.width, place + 1))
    for place, dark in enumerate(columns):
        if dark > 0.5 * 255:
            strokes.paste(0, (place, 0, place + 1, strokes.height))
    return strokes.histogram()[255] / (strokes.width * strokes.height)


def _signature_area(page: Page) -> Box | None:
    """Return what lies below the last words that ask for a signature, a sixth of the page deep."""
    asking = [snippet for snippet in page.snippets() if _AREA.search(fold(snippet.text))]
    asking = [snippet for snippet in asking if not _MENTION.fullmatch(squeeze(snippet.text))]
    if not asking:
        return None
    last = max(asking, key=lambda snippet: snippet.box.bottom).box
    return Box(
        page.width * 0.03, last.bottom + 2, page.width * 0.97, min(last.bottom + page.height / 6, page.height * 0.97)
    )


def _scaled(box: Box, scale: float, size: tuple[int, int], margin: float = 0.0) -> tuple[int, int, int, int]:
    more = box.height * margin
    sides = (box.left - more, box.top - more, box.right + more, box.bottom + more)
    limits = (size[0], size[1], size[0], size[1])
    left, top, right, bottom = (
        round(min(max(side * scale, 0), limit)) for side, limit in zip(sides, limits, strict=True)
    )
    return left, top, max(right, left + 1), max(bottom, top + 1)
