"""What follows once the antivirus has looked into a document that waited for it."""

from greffier.dossier.case import Case, Effects
from greffier.dossier.decide import answer, outcome_of, settle
from greffier.dossier.papers import about_looked_into, set_aside, words_of
from greffier.dossier.stages import opening_review
from greffier.model.decision import Decision
from greffier.model.dossier import Fault, ItemState
from greffier.model.event import ItemMoved, PaperRefused
from greffier.model.mail import Document

NEWS = frozenset({ItemState.ACCEPTED, ItemState.REJECTED})
"""Where an item that waited may end so that the operator hears of it; `received` they were told already."""


def release(case: Case) -> Decision:
    """Return what follows from the one document of the case's reading."""
    (document,) = case.reading.documents
    effects = turned_out_harmful(case, document) if document.harmful else about_looked_into(case, document)
    events, after = settle(case.dossier, effects.events, case.rules, case.now)
    opening = opening_review(after, case.rules)
    reviews = (*effects.reviews, *((opening,) if opening else ()))
    letters = answer(case, after, events, opens=False, question=False) if any(map(is_news, events)) else ()
    return Decision(outcome_of(after, events, letters, reviews), events, letters, reviews)


def turned_out_harmful(case: Case, document: Document) -> Effects:
    """Set the document aside, and ask again for what it was to answer."""
    items = (item.name for item in case.dossier.items if document.sha256 in item.papers and not item.settled)
    words = words_of(case, document)
    moves = (ItemMoved(item, ItemState.REJECTED, Fault.INCORRECT, words, evidence=document.name) for item in items)
    return Effects((set_aside(case, document), *moves))


def is_news(event: object) -> bool:
    """Tell whether the operator should hear of it."""
    return isinstance(event, PaperRefused) or (isinstance(event, ItemMoved) and event.state in NEWS)
