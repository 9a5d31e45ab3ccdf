"""Who watches Greffier at work, and reports each fact once: what it understood, which letters left or came back."""

from collections.abc import Iterator
from itertools import groupby

from greffier.demo.letters import Letter, letters_among
from greffier.demo.servers import PostOffice
from greffier.dossier.chronicle import told
from greffier.model.event import (
    AbsenceAnnounced,
    AccountMoved,
    AddressFailed,
    DossierOpened,
    ItemMoved,
    Recorded,
    Reminded,
    ReviewDecided,
    StageMoved,
)
from greffier.model.letter import ReviewKind
from greffier.rounds.office import Office
from greffier.rounds.telling.report import BEGINNING
from greffier.store import dossiers, inbox, journal, reviews

NEWS = (DossierOpened, ItemMoved, StageMoved, AccountMoved, AddressFailed)
TOLD_OTHERWISE = frozenset({ReviewKind.DOCUMENT, ReviewKind.OPENING})
"""Questions that repeat what the events say: a piece to check, a dossier that is complete."""


class Witness:
    """Remembers what was told."""

    def __init__(self, office: Office, post: PostOffice) -> None:
        self.office = office
        self.post = post
        self.events = self.handed_in = self.came_back = 0
        self.seen: set[str] = set()

    def news(self) -> list[str]:
        """Return what Greffier understood and asks since the last call, a French sentence each."""
        return [*self.facts(), *self.questions(), *self.left_alone()]

    def facts(self) -> Iterator[str]:
        """Return what the journal learned, one sentence a dossier."""
        with self.office.database.reading() as session:
            names = {dossier.id: dossier.name for dossier in dossiers.all_dossiers(session)}
            recorded = journal.since(session, BEGINNING)
        fresh, self.events = recorded[self.events :], len(recorded)
        for identity, group in groupby(fresh, key=lambda one: one[0]):
            sentences = [words for _, event in group if (words := self.in_words(event))]
            if sentences:
                yield f"{names[identity]} : {' ; '.join(sentences)}."

    def in_words(self, recorded: Recorded) -> str | None:
        """Tell one event as the digest would, without the name that stands before all of them."""
        match recorded.event:
            case Reminded(step):
                return f"silence, relance n° {step}"
            case AbsenceAnnounced(until) if until:
                return f"absence jusqu'au {until:%d/%m/%Y}, les relances attendront"
            case ReviewDecided():
                return None  # the staff's own line tells it
            case _:
                return told(recorded.event, self.office.rules) if isinstance(recorded.event, NEWS) else None

    def questions(self) -> Iterator[str]:
        """Return the questions to staff that no event tells."""
        with self.office.database.reading() as session:
            pending = reviews.open_reviews(session)
        for one in pending:
            if one.review.kind not in TOLD_OTHERWISE and self.is_new(one.id):
                yield f"à l'équipe de dire : {one.review.question}"

    def left_alone(self) -> Iterator[str]:
        """Return the mails that were left to people or set aside."""
        with self.office.database.reading() as session:
            mails = inbox.left_to_people(session, BEGINNING) + inbox.set_aside_since(session, BEGINNING)
        for mail in mails:
            if self.is_new(mail.sha256):
                yield f"laissé à l'équipe, sans réponse : {mail.outcome}."

    def is_new(self, key: str) -> bool:
        """Tell whether this is seen for the first time, and remember it."""
        new = key not in self.seen
        self.seen.add(key)
        return new

    def letters(self) -> list[Letter]:
        """Return the letters that left since the last call."""
        fresh, self.handed_in = self.post.posted[self.handed_in :], len(self.post.posted)
        return letters_among(fresh, self.office)

    def returned(self) -> list[str]:
        """Return whose letters came back since the last call."""
        fresh, self.came_back = self.post.returned[self.came_back :], len(self.post.returned)
        return fresh
