"""Word and OpenDocument files read as what they are: a zip of XML. Nothing they refer to is ever fetched."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # ships no types
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]  # ships no types

from greffier.reading.documents import limits
from greffier.reading.documents.archive import TooMuch, check_zip, crowded, read_member
from greffier.reading.documents.page import Contents, Style, in_lines

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_WORD_PARTS = re.compile(r"word/(?:header\d*|document|footer\d*|footnotes|endnotes)\.xml$")
_PICTURES = re.compile(r"(?:word/media|Pictures)/[^/]+\.(?:png|jpe?g|tiff?|webp|heic)$", re.IGNORECASE)
_MACROS = re.compile(r"vbaProject|vbaData|^Basic/|^Scripts/|activeX", re.IGNORECASE)
_EMBEDDED = re.compile(r"/embeddings/|^ObjectReplacements/|oleObject", re.IGNORECASE)
_REMOTE = re.compile(
    rb"(?:attachedTemplate|oleObject|frame|subDocument)[^>]{0,400}TargetMode\s*=\s*[\"']External", re.IGNORECASE
)
_REMOTE_BEFORE = re.compile(
    rb"TargetMode\s*=\s*[\"']External[\"'][^>]{0,400}(?:attachedTemplate|oleObject)", re.IGNORECASE
)
_HEADING = re.compile(r"(?:heading|titre|berschrift)\s*(\d)", re.IGNORECASE)
_BY_HAND = 9  # the level of a heading that only looks like one
_HEADING_SIZE = 100  # characters

Line = str | list[str]


def read_office(content: bytes, *, word: bool) -> Contents:
    """Return the words of a Word (else OpenDocument) file, its pasted pictures, and what is wrong with it."""
    contents = Contents()
    if crowded(content):
        contents.complain("limit")
        return contents
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            check_zip(infos)
            _read(archive, infos, contents, word=word)
    except TooMuch:
        contents.complain("limit")
    except DefusedXmlException:
        contents.complain("external-entity")
    except (ParseError, zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError):
        contents.complain("corrupted")
    return contents


def _read(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], contents: Contents, *, word: bool) -> None:
    if any(info.flag_bits & 1 for info in infos):
        contents.complain("encrypted")
        return
    _look_for_harm(archive, infos, contents)
    lines: list[Line] = []
    for info in sorted((one for one in infos if _wanted(one.filename, word=word)), key=_order):
        part = read_member(archive, info, limits.XML)
        reader = _word_lines if word else _odt_lines
        lines.extend(reader(part, contents.headings.append))
    if any(heading.level < _BY_HAND for heading in contents.headings):
        contents.headings = [heading for heading in contents.headings if heading.level < _BY_HAND]
    contents.pages.append(in_lines(lines[:20_000]))
    contents.page_count = 1
    for info in [one for one in infos if _PICTURES.search(one.filename)][: limits.PAGES_SEEN]:
        contents.pictures.append(read_member(archive, info, limits.MEMBER))


def _wanted(name: str, *, word: bool) -> bool:
    return bool(_WORD_PARTS.match(name)) if word else name in {"styles.xml", "content.xml"}


def _order(info: zipfile.ZipInfo) -> tuple[bool, str]:
    """Put the body before headers and notes: titles are looked for at the top."""
    return (info.filename not in {"word/document.xml", "content.xml"}, info.filename)


def _look_for_harm(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], contents: Contents) -> None:
    for info in infos:
        if _MACROS.search(info.filename):
            contents.complain("macro")
        if _EMBEDDED.search(info.filename):
            contents.complain("embedded-file")
        if info.filename.endswith(".rels"):
            relations = read_member(archive, info, limits.XML)
            if _REMOTE.search(relations) or _REMOTE_BEFORE.search(relations):
                contents.complain("remote-content")


def _events(part: bytes) -> Iterator[tuple[str, Element]]:
    depth = 0
    for happening, element in iterparse(io.BytesIO(part), events=("start", "end"), forbid_dtd=True):
        depth += 1 if happening == "start" else -1
        if depth > limits.XML_DEPTH:
            raise TooMuch
        yield happening, element


def _word_lines(part: bytes, heading: Callable[[Style], None]) -> Iterator[Line]:
    """Yield paragraphs, and the cells of a table row together."""
    cells: list[str] = []
    rows = 0
    for happening, element in _events(part):
        if element.tag == _W + "tr":
            rows += 1 if happening == "start" else -1
        if happening == "start":
            continue
        if element.tag == _W + "p":
            text, level = _word_text(element), _word_level(element)
            element.clear()
            element.text = text
            if level is not None and text:
                heading(Style(level, text))
            if not rows:
                yield text
        elif element.tag == _W + "tc":
            cells.append(" ".join(child.text or "" for child in element if child.tag == _W + "p"))
        elif element.tag == _W + "tr" and not rows:
            yield cells
            cells = []


def _word_text(paragraph: Element) -> str:
    pieces = []
    for element in paragraph.iter():
        if element.tag == _W + "t":
            pieces.append(element.text or "")
        elif element.tag in {_W + "tab", _W + "br"}:
            pieces.append(" ")
        elif element.tag == _W + "p" and element is not paragraph:
            pieces.append(" " + (element.text or ""))
    return " ".join("".join(pieces).split())


def _word_level(paragraph: Element) -> int | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(_W + "val", "") if style is not None else ""
    if name.lower() in {"title", "titre", "titel"}:
        return 0
    match = _HEADING.search(name)
    return int(match[1]) if match else _BY_HAND if _is_bold(paragraph) else None


def _is_bold(paragraph: Element) -> bool:
    """Tell a short line that its author only made bold: the heading of those who use no styles."""
    runs = [run for run in paragraph.iter(_W + "r") if any(text.text for text in run.iter(_W + "t"))]
    size = sum(len(text.text or "") for run in runs for text in run.iter(_W + "t"))
    return 0 < size < _HEADING_SIZE and all(_switched_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)


def _switched_on(mark: Element | None) -> bool:
    return mark is not None and mark.get(_W + "val", "1") not in {"0", "false"}


def _odt_lines(part: bytes, heading: Callable[[Style], None]) -> Iterator[Line]:
    cells: list[str] = []
    rows = 0
    for happening, element in _events(part):
        if element.tag == _TABLE + "table-row":
            rows += 1 if happening == "start" else -1
        if happening == "start":
            continue
        if element.tag in {_TEXT + "p", _TEXT + "h"} and not rows:
            text = _odt_text(element)
            if element.tag == _TEXT + "h" and text:
                heading(Style(_number(element.get(_TEXT + "outline-level")), text))
            yield text
        elif element.tag == _TABLE + "table-cell":
            cells.append(" ".join(_odt_text(child) for child in element if child.tag == _TEXT + "p"))
        elif element.tag == _TABLE + "table-row" and not rows:
            yield cells
            cells = []


def _number(level: str | None) -> int:
    return int(level) if level and level.isdecimal() and len(level) < 3 else 1


def _odt_text(element: Element) -> str:
    pieces = [element.text or ""]
    for child in element.iter():
        if child is element:
            continue
        pieces.append(" " if child.tag in {_TEXT + "s", _TEXT + "tab", _TEXT + "line-break"} else "")
        pieces.append(child.text or "")
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())
