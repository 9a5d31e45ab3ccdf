"""Whether terms are signed, and how: electronically, by a pen, or only filled in. Unsigned they are no acceptance."""

from collections.abc import Sequence

from PIL import Image

from greffier.model.mail import DocumentType
from greffier.reading.documents.draft import Draft
from greffier.reading.documents.ink import ink_in
from greffier.reading.documents.page import Contents, Page
from greffier.reading.documents.pdf import draw
from greffier.reading.documents.pictures import as_read
from greffier.reading.documents.signature import Signature, signatures_of
from greffier.reading.documents.terms import mention_written

_SCALE = 150 / 72  # dpi at which a pen's stroke is told from a rule


def sign_pdf(draft: Draft, content: bytes, contents: Contents) -> None:
    """Say how a PDF of terms is signed."""
    if signatures := signatures_of(content):
        _signed_electronically(draft, signatures)
        return
    number = max((place for place, page in enumerate(contents.pages) if page.rows), default=0)
    _signed_on_paper(draft, contents, draw(content, number, _SCALE), contents.pages[number])


def sign_picture(draft: Draft, picture: Image.Image, contents: Contents) -> None:
    """Say how photographed or scanned terms are signed."""
    _signed_on_paper(draft, contents, picture, contents.pages[0])


def sign_text(draft: Draft, contents: Contents) -> None:
    """Say how terms in a text document are signed: by a picture pasted into them, or filled in."""
    _conclude(draft, "ink" if contents.pictures else _typed(draft, contents))


def _signed_electronically(draft: Draft, signatures: Sequence[Signature]) -> None:
    newest = signatures[-1]
    _conclude(draft, "electronic")
    draft.facts["intact"] = _intact(signatures)
    known = {"signer": newest.signer, "signed_on": newest.signed_on}
    draft.facts.update({name: value for name, value in known.items() if value})


def _intact(signatures: Sequence[Signature]) -> bool | None:
    """Return whether nothing changed since any signature; None where that cannot be told."""
    if any(one.intact is False for one in signatures):
        return False
    return True if all(one.intact for one in signatures) else None


def _signed_on_paper(draft: Draft, contents: Contents, picture: Image.Image | None, page: Page) -> None:
    drawn = picture is not None and ink_in(as_read(picture, page.turned), page)
    _conclude(draft, "ink" if drawn else _typed(draft, contents))


def _typed(draft: Draft, contents: Contents) -> str | None:
    """Return `typed` where mention, name and day were filled in."""
    filled_in = {"signer", "signed_on"} <= draft.facts.keys() and mention_written(contents.pages)
    return "typed" if filled_in else None


def _conclude(draft: Draft, how: str | None) -> None:
    draft.facts["signed"] = how
    if how is None:
        draft.facts.pop("signer", None)
        return
    draft.type = DocumentType.SIGNED_TERMS
    if how != "electronic":
        draft.confidence = min(draft.confidence, 0.85)
