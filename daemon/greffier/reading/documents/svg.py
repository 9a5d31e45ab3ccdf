"""SVG against a list of what a drawing needs: whatever is not on it makes the file unsafe. Nothing is drawn here."""

import re
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # ships no types
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]  # ships no types

from greffier.reading.documents import limits

_SPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS_WORDS = """
    svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon text tspan
    textPath linearGradient radialGradient stop clipPath mask pattern marker image switch view filter
    feGaussianBlur feOffset feBlend feMerge feMergeNode feFlood feComposite feColorMatrix feDropShadow
"""
_ELEMENTS = frozenset(_ELEMENTS_WORDS.split())
_STRANGERS = (
    "adobe.com",
    "inkscape.org",
    "sodipodi",
    "w3.org/1999/02/22-rdf",
    "creativecommons.org",
    "purl.org",
    "sketch",
)
_SAFE_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_STYLE_HARM = re.compile(
    r"@import|url\(\s{0,9}[\"']?\s{0,9}(?!#|data:image/(?:png|jpeg))[^)\s]|expression|javascript|behavior",
    re.IGNORECASE,
)
_PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE\s{1,9}svg[^\[>]{0,300}>", re.IGNORECASE)
"""What older drawing programs write first: it names the standard and declares nothing."""
_LENGTH = re.compile(r"\s{0,4}(\d{1,7}(?:\.\d{1,6})?)")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What an SVG says of itself."""

    width: float = 0.0
    height: float = 0.0
    problems: tuple[str, ...] = ()
    text: str = ""


def read_svg(content: bytes) -> Drawing:
    """Return the size and text of a drawing; `script`, `external-reference` ... where it is more than a drawing."""
    if len(content) > limits.SVG:
        return Drawing(problems=("limit",))
    try:
        return _read(content)
    except DefusedXmlException:
        return Drawing(problems=("external-entity",))
    except (ParseError, ValueError, LookupError):
        return Drawing(problems=("corrupted",))


def _read(content: bytes) -> Drawing:
    problems: dict[str, None] = {}
    words: list[str] = []
    size, depth, count, uses = (0.0, 0.0), 0, 0, 0
    plain = _PLAIN_DOCTYPE.sub(b"", content, count=1)
    for happening, element in iterparse(BytesIO(plain), events=("start", "end"), forbid_dtd=True):
        if happening == "end":
            depth -= 1
            words.append((element.text or "").strip())
            if element.tag == _SPACE + "style" and _STYLE_HARM.search(element.text or ""):
                problems["external-reference"] = None
            continue
        depth, count = depth + 1, count + 1
        uses += element.tag == _SPACE + "use"
        if depth > limits.XML_DEPTH or count > limits.SVG_ELEMENTS:
            return Drawing(problems=("limit",))
        size = _size(element.attrib) if count == 1 else size
        problems.update(dict.fromkeys(_harm(str(element.tag), element.attrib)))
    if uses > 50:  # nested `use` multiplies: 9 levels of 10 are a thousand million shapes
        problems["limit"] = None
    return Drawing(*size, problems=tuple(problems), text=" ".join(word for word in words if word)[:500])


def _harm(tag: str, attributes: dict[str, str]) -> list[str]:
    name = tag.removeprefix(_SPACE)
    if tag.startswith("{") and not tag.startswith(_SPACE):
        return [] if any(stranger in tag for stranger in _STRANGERS) else ["script"]
    if name not in _ELEMENTS:
        return ["script"]
    harm = []
    for key, value in attributes.items():
        bare = key.rsplit("}", 1)[-1].lower()
        if bare.startswith("on"):
            harm.append("script")
        elif bare in {"href", "src"}:
            harm.extend(_reference_harm(value))
        elif _STYLE_HARM.search(value):
            harm.append("external-reference")
    return harm


def _reference_harm(value: str) -> list[str]:
    target = "".join(value.split())
    if target.startswith("#") or _SAFE_DATA.match(target):
        return []
    return ["script" if "script" in target.lower() or target.lower().startswith("data:") else "external-reference"]


def _size(attributes: dict[str, str]) -> tuple[float, float]:
    box = attributes.get("viewBox", "").replace(",", " ").split()
    if len(box) == 4:
        numbers = [_LENGTH.match(side) for side in box[2:]]
        if all(numbers):
            return (float(numbers[0][1]), float(numbers[1][1]))  # type: ignore[index]  # all matched
    sides = [_LENGTH.match(attributes.get(key, "")) for key in ("width", "height")]
    width, height = (float(side[1]) if side else 0.0 for side in sides)
    return width, height
