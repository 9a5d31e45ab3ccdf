"""Questions to staff: put once for each cause, answered once, withdrawn where they became pointless."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from greffier.dossier.chronicle import CHOICES
from greffier.errors import NotFound
from greffier.model.letter import Choice, Review, ReviewKind
from greffier.store.columns import utc
from greffier.store.failures import AlreadyDone
from greffier.store.identity import as_typed, short_ids
from greffier.store.rows import insert_once, packed, unpacked
from greffier.store.tables import Reviews

POINTLESS = "pointless"
"""The choice of nobody: the item moved on before staff answered."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that waits; `operator` is its dossier's id."""

    id: str
    operator: str | None
    review: Review
    opened_at: datetime
    told_at: datetime | None


def put(session: Session, review: Review, operator: str | None, now: datetime) -> str | None:
    """Put a question, and return its id; None where its cause was put before."""
    identities = short_ids(review.cause)
    while session.exec(select(Reviews.id).where(Reviews.cause == review.cause)).first() is None:
        row = Reviews(
            id=next(identities),
            cause=review.cause,
            operator=operator,
            item=review.item,
            payload=packed(review),
            opened_at=utc(now),
        )
        if insert_once(session, row):
            return row.id
    return None


def open_reviews(session: Session) -> tuple[Pending, ...]:
    """Return all questions that wait, oldest first."""
    waiting = select(Reviews).where(col(Reviews.closed_at).is_(None))
    return tuple(pending(row) for row in session.exec(waiting.order_by(col(Reviews.number))))


def questions_about(session: Session, operator: str, mails: Container[str | None]) -> tuple[str, ...]:
    """Return the ids of the open questions of a dossier that ask for an answer to one of these mails (hashes)."""
    waiting = select(Reviews).where(Reviews.operator == operator, col(Reviews.closed_at).is_(None))
    asked = (pending(row) for row in session.exec(waiting))
    return tuple(one.id for one in asked if one.review.kind is ReviewKind.QUESTION and one.review.message in mails)


def waits_for_person(session: Session, operator: str) -> bool:
    """Tell whether a question of this operator waits for a person's answer."""
    return any(one.review.kind is ReviewKind.QUESTION for one in of_operator(session, operator))


def asks(session: Session, operator: str, kind: str, since: datetime | None) -> bool:
    """Tell whether a question of this kind, put after `since`, waits in a dossier."""
    waiting = of_operator(session, operator)
    return any(one.review.kind == kind and (since is None or one.opened_at > since) for one in waiting)


def of_operator(session: Session, operator: str) -> tuple[Pending, ...]:
    """Return the questions about one dossier that wait, oldest first."""
    waiting = select(Reviews).where(Reviews.operator == operator, col(Reviews.closed_at).is_(None))
    return tuple(pending(row) for row in session.exec(waiting.order_by(col(Reviews.number))))


def known(session: Session, review: str) -> Pending | None:
    """Return a question, answered or not; None where no question has this number."""
    row = session.exec(select(Reviews).where(Reviews.id == as_typed(review))).one_or_none()
    return pending(row) if row else None


def about_mail(session: Session, operator: str | None, mail: str) -> tuple[Review, ...]:
    """Return all questions of a dossier that this mail (its hash) brought about, answered ones too."""
    every = (pending(row).review for row in session.exec(select(Reviews).where(Reviews.operator == operator)))
    return tuple(review for review in every if review.message == mail)


def get(session: Session, review: str) -> Pending:
    """Return a question that waits; raise AlreadyDone with who answered it and when, or NotFound."""
    row = session.exec(select(Reviews).where(Reviews.id == as_typed(review))).one_or_none()
    if row is None:
        raise NotFound(f"aucune question ne porte le numéro {as_typed(review)} ; greffier review list les donne")
    if row.closed_at:
        raise AlreadyDone(answered(row))
    return pending(row)


def close(session: Session, review: str, *, choice: str, by: str, words: str, now: datetime) -> None:
    """Note the answer; raise AlreadyDone with who and when where there is one."""
    waiting = (col(Reviews.id) == get(session, review).id, col(Reviews.closed_at).is_(None))
    answer = {"choice": str(choice), "closed_by": by, "words": words, "closed_at": utc(now)}
    if session.exec(update(Reviews).where(*waiting).values(**answer)).rowcount == 0:
        raise AlreadyDone(f"quelqu'un vient de répondre à la question {as_typed(review)}")


def close_for_item(session: Session, operator: str, item: str, now: datetime) -> None:
    """Withdraw the questions about an item that was replaced or settled."""
    about = (col(Reviews.operator) == operator, col(Reviews.item) == item, col(Reviews.closed_at).is_(None))
    session.exec(update(Reviews).where(*about).values(choice=POINTLESS, closed_by="", closed_at=utc(now)))


def close_for_operator(session: Session, operator: str, now: datetime) -> None:
    """Withdraw the questions about a dossier that was closed."""
    about = (col(Reviews.operator) == operator, col(Reviews.closed_at).is_(None))
    session.exec(update(Reviews).where(*about).values(choice=POINTLESS, closed_by="", closed_at=utc(now)))


def told(session: Session, ids: Iterable[str], now: datetime) -> None:
    """Note that staff were told of these questions."""
    first = (col(Reviews.id).in_(tuple(ids)), col(Reviews.told_at).is_(None))
    session.exec(update(Reviews).where(*first).values(told_at=utc(now)))


def pending(row: Reviews) -> Pending:
    """Return the question of a row."""
    review = unpacked(Review, row.payload)
    return Pending(row.id, row.operator, review, row.opened_at, row.told_at)


def answered(row: Reviews) -> str:
    """Say who answered a question, and when."""
    if row.choice == POINTLESS:
        return f"la question {row.id} n'a plus d'objet : la pièce a été remplacée ou réglée entre-temps"
    when = f"{row.closed_at:le %d/%m/%Y à %H:%M} UTC"
    choice = CHOICES[Choice(row.choice)] if row.choice else ""
    return f"{row.closed_by} a déjà répondu « {choice} » à la question {row.id}, {when}"
