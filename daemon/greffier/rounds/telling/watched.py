"""The letters and mails that need an eye, for the digest: what is stuck, set aside or left to people."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from greffier.dossier.chronicle import LETTERS
from greffier.model.digest import Concern
from greffier.model.letter import LetterKind
from greffier.rounds.keeping import guard
from greffier.store import inbox, outbox
from greffier.store.database import Session
from greffier.store.outbox import Posted, State

STUCK = {
    State.UNCERTAIN: "est peut-être partie, peut-être pas",
    State.HELD: "est retenue",
    State.FAILED: "a été refusée par le serveur",
}


def watched(session: Session, names: Mapping[str, str], since: datetime) -> Iterator[Concern]:
    """Yield what needs an eye; `names` are the operators' by the id of their dossier."""
    if held := guard.on_hold(session):
        yield Concern(f"toutes les lettres sont retenues : {held.words}", "greffier reconcile", "")
    for letter in outbox.attention(session, since):
        yield stuck(letter, names.get(letter.operator or "", ""))
    for mail in inbox.set_aside_since(session, since):
        yield Concern(
            f"un message est mis de côté : {mail.outcome}",
            f"greffier quarantine show {mail.sha256[:8]}",
            mail.sender or "",
        )
    for mail in inbox.left_to_people(session, since):
        sender = mail.sender or "expéditeur illisible"
        yield Concern(f"un message vous est laissé : {mail.outcome}", "lui répondre", sender)


def stuck(letter: Posted, name: str) -> Concern:
    """Tell one letter that did not simply leave."""
    words = STUCK[State(letter.state)]
    why = f" ({letter.reply})" if letter.reply else ""
    return Concern(
        f"la lettre « {LETTERS[LetterKind(letter.kind)]} » {words}{why}", f"greffier outbox show {letter.id[:8]}", name
    )
