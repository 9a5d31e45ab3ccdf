"""Several mails within minutes get one receipt.

The first is answered at once. A receipt that would follow too soon is laid in the outbox for later, and the next one
takes its place: each tells all that came since the operator was last told, so nothing is lost with the one replaced.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from greffier.model.letter import Letter, LetterKind, ReviewKind
from greffier.model.rules import Cadence
from greffier.store import outbox, reviews
from greffier.store.database import Session
from greffier.store.outbox import Posted, State

PATIENT = frozenset({LetterKind.RECEIPT, LetterKind.HANDOVER})
"""Letters that may wait for what else comes."""
TELLING = PATIENT | {LetterKind.WELCOME, LetterKind.COMPLETE}
"""Letters that tell an operator where the dossier stands."""
PERSONS_ANSWER = frozenset({ReviewKind.QUESTION, ReviewKind.TERMS})
"""Questions to staff about what an operator said, rather than sent."""
LEFT = frozenset({State.SENDING, State.SENT, State.UNCERTAIN})


def last_told(session: Session, operator: str) -> datetime | None:
    """Return when the operator was last told where the dossier stands; None where never."""
    return max((letter.created_at for letter in telling(session, operator)), default=None)


def leaves_at(
    session: Session, letter: Letter, operator: str | None, cadence: Cadence, now: datetime
) -> datetime | None:
    """Return until when a letter waits for what else may come; None where it leaves at once."""
    if operator is None or letter.kind not in PATIENT:
        return None
    left = (told.left_at or told.created_at for told in telling(session, operator))
    last = max(left, default=None)
    return last and max(now, last + timedelta(minutes=cadence.receipts_every))


def told_to_wait(session: Session, operator: str) -> bool:
    """Tell whether the operator knows already that a person will answer: saying so again would feed a machine."""
    asked = [one for one in reviews.of_operator(session, operator) if one.review.kind in PERSONS_ANSWER]
    if any(one.review.kind is ReviewKind.QUESTION for one in asked):
        return True
    letters = (letter for letter in outbox.of_operator(session, operator) if letter.kind == LetterKind.HANDOVER)
    return bool(asked) and any(letter.created_at >= asked[0].opened_at for letter in letters)


def telling(session: Session, operator: str) -> Iterator[Posted]:
    """Yield the letters that told the operator, or will whatever comes: one that may still be replaced has not."""
    for letter in outbox.of_operator(session, operator):
        stays = letter.state in LEFT or (letter.state == State.QUEUED and letter.kind not in PATIENT)
        if letter.kind in TELLING and stays:
            yield letter
