"""Word and OpenDocument papers: their words, and the photographs that people paste into them."""

from greffier.reading.documents import ocr
from greffier.reading.documents.draft import Draft
from greffier.reading.documents.kinds import Kind, judge
from greffier.reading.documents.office import read_office
from greffier.reading.documents.page import Contents
from greffier.reading.documents.papers import from_words
from greffier.reading.documents.pictures import BadPicture, decode
from greffier.reading.documents.signing import sign_text

_PAPER = 500  # pixels of the shorter side: below it no paper can be read
_FEW_WORDS = 400  # characters: a caption, not a text


def from_office(name: str, content: bytes, *, word: bool) -> Draft:
    """Return what a text document is; a card in a Word file is a card."""
    contents = read_office(content, word=word)
    if contents.pictures and judge(contents).kind is Kind.OTHER:
        _look_at_pictures(contents)
    draft = from_words(name, contents)
    if judge(contents).kind is Kind.TERMS:
        sign_text(draft, contents)
    return draft


def _look_at_pictures(contents: Contents) -> None:
    pictures = []
    for content in contents.pictures:
        try:
            pictures.append(decode(content))
        except BadPicture:
            continue
    papers = [picture for picture in pictures if min(picture.size) >= _PAPER]
    if papers and not ocr.available() and len(contents.text) < _FEW_WORDS:
        contents.pages.clear()  # nobody can say what it is: its name speaks, and a person looks
    elif ocr.available():
        contents.pages.extend(ocr.read(picture) for picture in papers)
