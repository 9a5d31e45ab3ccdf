"""PDF papers: the text layer where there is one, OCR where there is none, signatures, and words that nobody can see."""

from collections.abc import Sequence

from greffier.model.mail import DocumentType
from greffier.reading.documents.draft import Draft
from greffier.reading.documents.kinds import REGISTRATIONS, Kind, by_name, judge
from greffier.reading.documents.page import Contents
from greffier.reading.documents.papers import from_words
from greffier.reading.documents.pdf import draw, read_pdf
from greffier.reading.documents.pictures import as_read
from greffier.reading.documents.scans import look_at_scans
from greffier.reading.documents.seeing import keep_what_is_seen
from greffier.reading.documents.signature import Signature, signatures_of
from greffier.reading.documents.terms import ink_in, mention_written

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
    if "version" in draft.facts or kind is Kind.TERMS:
        _sign(draft, content, contents)
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


def _sign(draft: Draft, content: bytes, contents: Contents) -> None:
    """Say whether the terms are signed, and how; unsigned they are no acceptance."""
    signatures = signatures_of(content)
    if signatures:
        newest = signatures[-1]
        draft.type, draft.facts["signed"] = DocumentType.SIGNED_TERMS, "electronic"
        draft.facts["intact"] = _intact(signatures)
        known = {"signer": newest.signer, "signed_on": newest.signed_on}
        draft.facts.update({name: value for name, value in known.items() if value})
    elif _hand_signed(draft, content, contents):
        draft.type, draft.facts["signed"] = DocumentType.SIGNED_TERMS, "ink"
        draft.confidence = min(draft.confidence, 0.85)
    else:
        draft.facts["signed"] = None
        draft.facts.pop("signer", None)


def _intact(signatures: Sequence[Signature]) -> bool | None:
    """Return whether nothing changed since the signatures; None where that cannot be told."""
    if any(one.intact is False for one in signatures):
        return False
    return True if signatures[-1].covers_all and all(one.intact for one in signatures) else None


def _hand_signed(draft: Draft, content: bytes, contents: Contents) -> bool:
    """Tell whether there is ink where the signature belongs; the mention counts where name and day are there too."""
    if "signer" in draft.facts and "signed_on" in draft.facts and mention_written(contents.pages):
        return True
    number = max((place for place, page in enumerate(contents.pages) if page.rows), default=0)
    page = contents.pages[number]
    picture = draw(content, number, scale=150 / 72)
    return picture is not None and ink_in(as_read(picture, page.turned), page)
