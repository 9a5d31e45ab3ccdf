"""What people mean by a name: part of an operator's, a reference, a question's number. Doubt asks back, and lists."""

from greffier.dossier.checklist import asked_items
from greffier.dossier.chronicle import title_of
from greffier.errors import NotFound
from greffier.model.dossier import Dossier
from greffier.model.rules import Rules
from greffier.store import dossiers, reviews
from greffier.store.database import Session
from greffier.store.dossiers import fold
from greffier.store.reviews import Pending

MOST_CANDIDATES = 8
"""Names listed where several fit; who needs more should say more."""


def find_dossier(session: Session, target: str) -> Dossier:
    """Return the one dossier that goes by this name, part of a name, reference or question; raise NotFound in doubt."""
    found = dossiers.find(session, target)
    match found:
        case (dossier,):
            return dossier
        case ():
            question = reviews.known(session, target)
            about = dossiers.load(session, question.operator) if question and question.operator else None
            if about is None:
                raise NotFound(f"aucun dossier ne répond au nom « {target} »")
            return about
        case several:
            names = ", ".join(f"{dossier.name} ({dossier.reference})" for dossier in several[:MOST_CANDIDATES])
            raise NotFound(f"plusieurs dossiers répondent à « {target} » : {names} ; précisez")


def find_review(session: Session, target: str) -> Pending:
    """Return the one question with this number, or the only one that waits about this dossier; raise NotFound in doubt.

    One that was answered raises AlreadyDone with who and when.
    """
    if reviews.known(session, target):
        return reviews.get(session, target)
    dossier = find_dossier(session, target)
    match reviews.of_operator(session, dossier.id):
        case (pending,):
            return pending
        case ():
            raise NotFound(f"aucune question n'attend pour {dossier.name}")
        case several:
            listed = " ; ".join(f"{one.id}, {one.review.question}" for one in several[:MOST_CANDIDATES])
            raise NotFound(f"plusieurs questions attendent pour {dossier.name} : {listed} Donnez le numéro")


def find_item(dossier: Dossier, words: str, rules: Rules) -> str:
    """Return the one item whose name or title holds these words; raise NotFound in doubt."""
    titles = {name: title_of(name, rules) for name in asked_items(rules.procedure, dossier.person_type)}
    wanted = fold(words)
    exact = [name for name, title in titles.items() if wanted in {fold(name), fold(title)}]
    match exact or [name for name, title in titles.items() if wanted in f"{fold(name)}\n{fold(title)}"]:
        case [name]:
            return name
        case _:
            raise NotFound(f"quelle pièce est « {words} » ? Il y a : {', '.join(titles.values())}")
