"""How a dossier moves on by itself: complete, settled, opened. Everything else waits for somebody's word."""

from greffier.dossier.checklist import is_complete, is_settled
from greffier.model.dossier import AccountState, Dossier, Stage
from greffier.model.event import AccountMoved, Event, StageMoved
from greffier.model.letter import Review, ReviewKind
from greffier.model.mail import Environment
from greffier.model.rules import Rules

REFUSED_PHONE = "+338"
"""Special-rate numbers (08 ...), which the registry's validator takes for free-phone ones."""


def advance(dossier: Dossier, rules: Rules) -> tuple[Event, ...]:
    """Return the moves that follow from the dossier as it stands; none where nothing does."""
    match dossier.stage:
        case Stage.COLLECTING if is_complete(dossier, rules):
            return (StageMoved(Stage.REVIEWING, "le dossier est complet"),)
        case Stage.REVIEWING | Stage.OPENING if not is_complete(dossier, rules):
            return (StageMoved(Stage.COLLECTING, "une pièce est de nouveau attendue"),)
        case Stage.OPENING:
            return opened(dossier)
        case _:
            return ()


def opened(dossier: Dossier) -> tuple[Event, ...]:
    """Open production once pre-production is confirmed and staff have entered it."""
    tested = dossier.account(Environment.PREPRODUCTION).state is AccountState.CONFIRMED
    production = dossier.account(Environment.PRODUCTION)
    if not tested or production.state not in {AccountState.REQUESTED, AccountState.INVITED} or not production.login:
        return ()
    invited = AccountMoved(Environment.PRODUCTION, AccountState.INVITED)
    return invited, StageMoved(Stage.OPEN, "les deux accès sont ouverts")


def opening_review(dossier: Dossier, rules: Rules) -> Review | None:
    """Ask staff for their word once everything is settled; None before. One question for each completion."""
    if dossier.stage is not Stage.REVIEWING or not is_settled(dossier, rules) or dossier.complete_at is None:
        return None
    return Review(
        cause=f"opening:{dossier.id}:{dossier.complete_at.isoformat()}",
        kind=ReviewKind.OPENING,
        question=f"Le dossier de {dossier.name} est complet et vérifié. Ouvrir ses accès ?",
        evidence=" ".join(("Toutes les pièces sont acceptées.", *refused_by_registry(dossier))),
    )


def refused_by_registry(dossier: Dossier) -> tuple[str, ...]:
    """Tell staff, never the operator, which contacts the registry's API would not take."""
    return tuple(
        f"L'API du registre refusera le téléphone {contact.phone} ({contact.given_name} {contact.family_name})."
        for contact in dossier.contacts
        if contact.phone and contact.phone.startswith(REFUSED_PHONE)
    )
