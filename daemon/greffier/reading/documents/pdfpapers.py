"""PDF papers: the text layer where there is one, OCR where there is none, signatures, and words that nobody can see."""

from greffier.model.mail import DocumentType
from greffier.reading.documents.draft import Draft
from greffier.reading.documents.kinds import REGISTRATIONS, Kind, by_name, judge
from greffier.reading.documents.page import Contents
from greffier.reading.documents.papers import from_words
from greffier.reading.documents.pdf import read_pdf
from greffier.reading.documents.scans import look_at_scans
from greffier.reading.documents.seeing import keep_what_is_seen
from greffier.reading.documents.signing import sign_pdf

_BELIEVED = REGISTRATIONS | {Kind.RIB}  # what they say is acted upon
_A4 = 595 * 842  # points
_LOGO_WORDS = 60  # letters: a name and a motto


def from_pdf(name: str, content: bytes) -> Draft:
    """Return what a PDF is."""
    contents = read_pdf(content)
    if _is_logo(name, contents):
        return _logo(contents)
    look_at_scans(content, contents)
    kind = judge(contents).kind
    if kind in _BELIEVED:
        keep_what_is_seen(content, contents)
    draft = from_words(name, contents)
    if kind is Kind.TERMS:
        sign_pdf(draft, content, contents)
    return draft


def _is_logo(name: str, contents: Contents) -> bool:
    """Tell a logo printed to PDF: one page, hardly a word, and either a small sheet or a name that says so."""
    if contents.page_count != 1 or contents.problems or sum(map(str.isalnum, contents.text)) > _LOGO_WORDS:
        return False
    named, area = "logo" in name.lower(), contents.width * contents.height
    return named or (0 < area < 0.4 * _A4 and by_name(name) is None and max(contents.width, contents.height) > 0)


def _logo(contents: Contents) -> Draft:
    facts = {"width": round(contents.width), "height": round(contents.height), "vector": True, "transparent": False}
    return Draft(DocumentType.LOGO, 0.85, facts)
