"""Erase what is known of an operator, as the law may ask (GDPR, 17). The chain of events stays whole: see `chain`.

What remains says nothing of anybody: hashes of mails and marks of letters, so that a mail met again opens nothing anew
and no letter leaves twice; the dossier's reference, so that it is given to nobody else.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from greffier.model.letter import STAFF_KINDS
from greffier.store import chain
from greffier.store.columns import utc
from greffier.store.mail_tables import Documents, Messages, Unscanned
from greffier.store.outbox import State
from greffier.store.tables import Accounts, Addresses, Contacts, Events, Items, Letters, Operators, Payloads, Reviews

ERASED = "effacé"


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What lies on disk and has to go once the transaction is committed: hashes of mails and of papers."""

    mails: tuple[str, ...]
    papers: tuple[str, ...]


def erase(session: Session, operator: str, now: datetime) -> Leftovers:
    """Empty every row about an operator. Its erasure must be in the history before: the database insists."""
    mails = tuple(session.exec(select(Messages.sha256).where(Messages.operator == operator)))
    papers = own_papers(session, mails)
    erase_history(session, operator)
    erase_mails(session, mails)
    erase_letters(session, operator, now)
    for table in (Items, Contacts, Accounts, Addresses, Reviews):
        session.exec(delete(table).filter_by(operator=operator))
    about = update(Operators).where(col(Operators.id) == operator)
    session.exec(about.values(name=ERASED, folded="", conversation={}, taken_over_by=None, erased_at=utc(now)))
    return Leftovers(mails, papers)


def own_papers(session: Session, mails: tuple[str, ...]) -> tuple[str, ...]:
    """Return the papers that came with these mails and with no other: two operators may send the same logo."""
    came = session.exec(select(Documents.sha256).where(col(Documents.message).in_(mails))).all()
    elsewhere = select(Documents.sha256).where(col(Documents.sha256).in_(came), col(Documents.message).not_in(mails))
    return tuple(sorted(set(came).difference(session.exec(elsewhere).all())))


def erase_history(session: Session, operator: str) -> None:
    """Take away what the events say, but for the erasure itself."""
    told = select(Events.id).where(Events.operator == operator, Events.kind != chain.ERASURE)
    session.exec(delete(Payloads).where(col(Payloads.event).in_(told)))


def erase_mails(session: Session, mails: tuple[str, ...]) -> None:
    """Keep only the hashes: a mail that is met again is known, and stays erased."""
    session.exec(delete(Documents).where(col(Documents.message).in_(mails)))
    session.exec(delete(Unscanned).where(col(Unscanned.message).in_(mails)))
    blank = {"outcome": ERASED, "operator": None, "message_id": None, "sender": None, "subject": "", "reading": None}
    about = update(Messages).where(col(Messages.sha256).in_(mails))
    session.exec(about.values(**blank, state="erased", to_tell=False))


def erase_letters(session: Session, operator: str, now: datetime) -> None:
    """Keep only their marks; take back what did not leave. What staff were told names anybody, so its words go too."""
    about = col(Letters.operator) == operator
    unsent = (about, col(Letters.state).not_in((State.SENT, State.SENDING)))
    session.exec(update(Letters).where(*unsent).values(state=State.CANCELLED, changed_at=utc(now)))
    session.exec(update(Letters).where(about).values(recipients=[], raw=b"", reply=ERASED, operator=None))
    to_staff = (col(Letters.kind).in_(sorted(STAFF_KINDS)), col(Letters.state) == State.SENT)
    session.exec(update(Letters).where(*to_staff).values(raw=b"", reply=ERASED))
