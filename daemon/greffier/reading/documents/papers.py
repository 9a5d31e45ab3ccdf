"""From words to a document: what kind of paper they make, and its facts."""

from greffier.model.mail import DocumentType
from greffier.reading.documents import limits
from greffier.reading.documents.draft import Draft, other
from greffier.reading.documents.identity import has_rest_of_zone, identity_facts, is_front, zone_of
from greffier.reading.documents.kinds import REGISTRATIONS, TYPES, Guess, Kind, by_name, judge
from greffier.reading.documents.mrz import Zone
from greffier.reading.documents.page import Contents
from greffier.reading.documents.registration import registration_facts
from greffier.reading.documents.rib import rib_facts
from greffier.reading.documents.technical import technical_facts
from greffier.reading.documents.terms import terms_facts

_FATAL = frozenset({"encrypted", "corrupted", "limit", "empty"})
_OWN_PAGE = REGISTRATIONS | {Kind.RIB}  # papers of one page, that may lie anywhere in a file
_ENOUGH = 12  # letters and digits: less is a page number, a stamp of the scanner


def from_words(name: str, contents: Contents) -> Draft:
    """Return what the words of a file say; what it is by its name where there are none."""
    if not has_words(contents):
        return without_words(name, contents)
    zone = zone_of(contents.pages)
    guess = Guess(Kind.IDENTITY, 0.99 if not zone.failed else 0.9) if zone else judge(contents)
    if guess.kind is Kind.OTHER and has_rest_of_zone(contents.pages):
        guess = Guess(Kind.IDENTITY, 0.8)
    kinds = kinds_by_page(contents, zone)
    if guess.kind is Kind.OTHER and kinds:
        guess = Guess(kinds[0], 0.8)
    draft = Draft(TYPES[guess.kind], guess.confidence, problems=list(contents.problems))
    if len({TYPES[kind] for kind in kinds}) > 1:
        draft.complain("several-documents")
    if zone:
        _note_zone(draft, zone, contents)
    elif guess.kind is Kind.IDENTITY and is_front(contents.text) and not has_rest_of_zone(contents.pages):
        draft.complain("verso_missing")
    for kind in dict.fromkeys([guess.kind, *kinds]):
        add_facts(draft, kind, contents)
    return draft


def kinds_by_page(contents: Contents, zone: Zone | None) -> list[Kind]:
    """Return the kinds that single pages have, for files in which somebody scanned everything at once."""
    if len(contents.pages) < 2:
        return []
    single = [judge(Contents(pages=[page])).kind for page in contents.pages[: limits.PAGES_SEEN]]
    kinds = [kind for kind in dict.fromkeys(single) if kind in _OWN_PAGE]
    return [*kinds, Kind.IDENTITY] if zone and kinds else kinds


def _note_zone(draft: Draft, zone: Zone, contents: Contents) -> None:
    draft.facts.update(identity_facts(zone, contents.pages))
    if any(page.by_ocr for page in contents.pages):
        draft.facts["confidence"] = {"mrz": round(zone.score, 2)}


def has_words(contents: Contents) -> bool:
    """Tell whether there is enough text to judge by."""
    return sum(map(str.isalnum, contents.text[:2000])) >= _ENOUGH


def without_words(name: str, contents: Contents) -> Draft:
    """Return a file that nobody could read: a person has to look, its name is all that speaks."""
    if _FATAL.intersection(contents.problems):
        return other(*contents.problems)
    guess = by_name(name)
    draft = Draft(TYPES[guess.kind] if guess else DocumentType.OTHER, guess.confidence if guess else 0.2)
    draft.complain(*contents.problems, "no-text")
    return draft


def add_facts(draft: Draft, kind: Kind, contents: Contents) -> None:
    """Read the facts that papers of a kind carry."""
    by_ocr = any(page.by_ocr for page in contents.pages)
    if kind in REGISTRATIONS:
        draft.facts["register"] = kind.value
        draft.note(registration_facts(kind, contents.pages), by_ocr=by_ocr)
    elif kind is Kind.RIB:
        found, problems = rib_facts(contents.pages)
        draft.note(found, by_ocr=by_ocr)
        draft.complain(*problems)
    elif kind is Kind.TECHNICAL:
        draft.facts.update(technical_facts(contents))
    elif kind is Kind.TERMS:
        draft.facts.update(terms_facts(contents.pages))
