"""The classic fraud is a polite mail with other bank details: those we know are told, and staff decide after a call."""

from greffier.dossier.answers import facts
from greffier.dossier.case import Case
from greffier.dossier.papers import held_back
from greffier.model.dossier import Dossier
from greffier.model.letter import Letter, LetterKind
from greffier.model.mail import DocumentType

MOST_TOLD = 3
"""Addresses told at once: the newest; a dossier in which more people write has them among its readers."""


def cautions(case: Case) -> tuple[Letter, ...]:
    """Tell the addresses on record that bank details came which would replace theirs; `case` is as it was before."""
    banks = any(document.type is DocumentType.RIB for document in held_back(case))
    to = on_record(case.dossier, case.reading.sender) if banks and not case.dossier.taken_over_by else ()
    if not to:
        return ()
    told = facts(case.dossier, case.rules)
    kind, conversation = LetterKind.CAUTION, case.dossier.conversation
    return (Letter(f"{kind}:{case.cause}", kind, to, told, case.dossier.language, conversation),)


def on_record(dossier: Dossier, sender: str | None) -> tuple[str, ...]:
    """Return whom we knew before this mail: others than its sender, and the sender where nobody else is known."""
    reached = tuple(address.email for address in dossier.addresses if not address.failed)[-MOST_TOLD:]
    return tuple(email for email in reached if email != sender) or reached
