"""Letters that wait for a person: did it leave, shall it leave again, or never? The answer goes into the dossier."""

from collections.abc import Callable
from datetime import datetime

import structlog

from greffier.dossier.measures import take_note
from greffier.rounds.apply import apply
from greffier.rounds.office import Office
from greffier.store import dossiers, outbox
from greffier.store.database import Session
from greffier.store.identity import new_id
from greffier.store.outbox import Posted

log = structlog.get_logger()


def confirm_sent(office: Office, fragment: str, by: str, now: datetime) -> Posted:
    """Close an uncertain letter: a person knows that it left."""
    words = f"partie, d'après {by}"
    return settled(office, fragment, by, words, lambda session, one: outbox.settle(session, one, words, now), now)


def send_again(office: Office, fragment: str, by: str, now: datetime) -> Posted:
    """Let a letter go (again), whatever became of it before."""
    return settled(office, fragment, by, "à envoyer", lambda session, one: outbox.release(session, one, now), now)


def drop(office: Office, fragment: str, by: str, now: datetime) -> Posted:
    """Take a letter back for good."""
    words = f"abandonnée par {by}"
    return settled(office, fragment, by, words, lambda session, one: outbox.drop(session, one, words, now), now)


def settled(
    office: Office, fragment: str, by: str, words: str, act: Callable[[Session, str], None], now: datetime
) -> Posted:
    """Find the letter, act, and note in its dossier who decided."""
    with office.database.transaction() as session:
        letter = outbox.find(session, fragment)
        act(session, letter.id)
        dossier = dossiers.load(session, letter.operator) if letter.operator else None
        if dossier:
            note = take_note(dossier, by, f"lettre {letter.kind} {letter.id[:8]} : {words}")
            apply(session, office, dossier, note, f"staff:{new_id()}", now)
        after = outbox.find(session, letter.id)
    log.info("letter_settled", letter=letter.id, state=after.state)
    return after
