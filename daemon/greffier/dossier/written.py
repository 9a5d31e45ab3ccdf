"""A person of ours wrote to an operator from their own mail client: in which dossier, and what follows. Pure.

Greffier takes back what it was about to say there, and counts the operator's silence from that letter on.
"""

from datetime import datetime

from greffier.model.decision import Decision, Known, LeftAlone, Written
from greffier.model.dossier import Dossier
from greffier.model.event import Asked, Event, PersonWrote, ReviewDecided
from greffier.model.letter import Choice
from greffier.model.mail import Reading
from greffier.model.rules import Registry


def whose_letter(reading: Reading, known: Known, registry: Registry) -> Written | LeftAlone:
    """Return the dossier that a person's letter belongs to: by its recipients, else by its thread.

    Without a recipient outside the team it is a mail among us, whatever it quotes.
    """
    if not outsiders(reading, registry):
        return LeftAlone("message entre nous", tell=False)
    pointed = tuple(dict.fromkeys((*known.by_thread, *known.by_reference)))
    both = tuple(dossier for dossier in pointed if dossier in known.by_recipient)
    match both or known.by_recipient or pointed:
        case (dossier,):
            return Written(dossier)
        case ():
            return LeftAlone("lettre d'une personne de l'équipe, hors des dossiers", tell=False)
        case _:
            return LeftAlone("lettre d'une personne de l'équipe, qui touche plusieurs dossiers", tell=True)


def outsiders(reading: Reading, registry: Registry) -> tuple[str, ...]:
    """Return the recipients who are not of the team."""
    ours = registry.addresses | {address.lower() for address in registry.staff}
    return tuple(address for address in reading.recipients if address not in ours)


def person_wrote(
    dossier: Dossier, reading: Reading, registry: Registry, answered: tuple[str, ...], now: datetime
) -> Decision:
    """Return what follows from a person's letter; `answered` names the open questions about the mail it answers."""
    by = reading.sender_name or reading.sender or "l'équipe"
    to = next(iter(outsiders(reading, registry)), "")
    events: tuple[Event, ...] = (PersonWrote(by, to, reading.subject),)
    events += tuple(ReviewDecided(review, Choice.ANSWERED, by) for review in answered)
    if dossier.asked_at:
        events += (Asked(now),)
    return Decision(f"{dossier.name} : {by} a écrit à l'opérateur", events)
