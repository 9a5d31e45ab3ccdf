"""Erase the papers that served their purpose, with the mails that brought them; what was found and decided stays.

The copy in the mailbox belongs to people, who are told in the digest that it is theirs to erase.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from greffier.dossier.purge import DECIDED, KEPT_FACTS, decided_at, is_due, terms
from greffier.model.decision import Decision
from greffier.model.dossier import Dossier
from greffier.model.event import PapersPurged
from greffier.model.mail import DocumentType, Reading
from greffier.rounds.apply import apply
from greffier.rounds.office import Office
from greffier.store import documents, dossiers, inbox, journal
from greffier.store.database import Session
from greffier.store.documents import Filed
from greffier.store.identity import new_id

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Purge:
    """The papers of one dossier whose term is over."""

    dossier: Dossier
    papers: tuple[Filed, ...]
    items: tuple[str, ...]

    @property
    def mails(self) -> tuple[str, ...]:
        """Return the mails that brought them: each holds the paper once more."""
        return tuple(dict.fromkeys(paper.message for paper in self.papers))


def purge_due(office: Office, now: datetime) -> int:
    """Erase what is due, and return how many papers that was."""
    with office.database.reading() as session:
        due = tuple(purges(session, office, now))
    for purge in due:
        carry_out(office, purge, now)
    return sum(len(purge.papers) for purge in due)


def purges(session: Session, office: Office, now: datetime) -> Iterator[Purge]:
    """Yield what is due, a dossier each."""
    kept = terms(office.rules)
    for dossier in dossiers.all_dossiers(session):
        decided = decided_at(dossier, journal.history(session, dossier.id)) if dossier.stage in DECIDED else None
        if decided is None:
            continue
        theirs = documents.of_operator(session, dossier.id)
        due = [one for one in theirs if one.type in kept and is_due(kept[one.type][1], decided, one.came_at, now)]
        elsewhere = documents.of_others(session, dossier.id, {one.sha256 for one in due})
        due = [one for one in due if one.sha256 not in elsewhere]
        there = tuple(one for one in with_parcels(due, theirs) if lies_here(office, one))
        if there:
            yield Purge(dossier, there, tuple(dict.fromkeys(kept[one.type][0] for one in due)))


def with_parcels(due: list[Filed], theirs: tuple[Filed, ...]) -> Iterator[Filed]:
    """Yield what is due, and the archives that came with it: they hold it once more."""
    mails = {one.message for one in due}
    yield from due
    yield from (one for one in theirs if one.type is DocumentType.ARCHIVE and one.message in mails)


def lies_here(office: Office, paper: Filed) -> bool:
    """Tell whether a paper, or the mail that brought it, is still on the disk."""
    return office.papers.path(paper.sha256).exists() or office.spool.path(paper.message).exists()


def carry_out(office: Office, purge: Purge, now: datetime) -> None:
    """Erase first, then note it: cut off between the two, it is said again and changes nothing more."""
    for paper in purge.papers:
        office.papers.remove(paper.sha256)
    hashes = tuple(dict.fromkeys(paper.sha256 for paper in purge.papers))
    event = PapersPurged(hashes, purge.items)
    with office.database.transaction() as session:
        for mail in purge.mails:
            _, reading = inbox.filed(session, mail)
            inbox.amend(session, mail, without_facts(reading, hashes))
        decision = Decision(f"{len(hashes)} pièce(s) effacée(s)", (event,))
        apply(session, office, purge.dossier, decision, f"purge:{new_id()}", now)
    for mail in purge.mails:
        office.spool.remove(mail)
    log.info("papers_purged", dossier=purge.dossier.id, papers=len(hashes), mails=len(purge.mails))


def without_facts(reading: Reading, papers: tuple[str, ...]) -> Reading:
    """Return the reading without what was read on these papers, but for what says nothing of anybody."""
    thinned = (
        replace(one, facts={name: fact for name, fact in one.facts.items() if name in KEPT_FACTS})
        if one.sha256 in papers
        else one
        for one in reading.documents
    )
    return replace(reading, documents=tuple(thinned))
