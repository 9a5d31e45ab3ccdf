"""Dossiers, saved and loaded whole, and found: by name, by what a mail says, by who waits."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from greffier.model.decision import Known
from greffier.model.dossier import Account, Address, Dossier, Item, Stage
from greffier.model.mail import Contact, Reading, SenderKind
from greffier.store.columns import bare, utc
from greffier.store.identity import names_after
from greffier.store.mail_tables import Messages
from greffier.store.rows import columns, replace_rows, value_of
from greffier.store.tables import Accounts, Addresses, Contacts, Items, Letters, Operators, Part

PARTS: dict[str, tuple[type, type[Part]]] = {
    "items": (Item, Items),
    "contacts": (Contact, Contacts),
    "accounts": (Account, Accounts),
    "addresses": (Address, Addresses),
}
AT_REST = (Stage.OPEN, Stage.DORMANT, Stage.REFUSED, Stage.WITHDRAWN)
"""Stages in which nothing is asked of the operator."""
LONGEST_THREAD = 500
"""Message-IDs of a thread that are looked up, newest first: a hostile References header may hold any number."""
MOST_RECIPIENTS = 50
"""Recipients of one mail that are looked up; a letter to more people is no letter to one operator."""


def save(session: Session, dossier: Dossier) -> None:
    """Write a dossier as it is now, new or known."""
    known = columns(dossier, *PARTS)
    folded = f"{fold(dossier.name)}\n{fold(dossier.reference)}"
    session.merge(Operators(**known, folded=folded))
    session.flush()
    owner = {"operator": dossier.id}
    replace_rows(session, Items, owner, [columns(item) for item in dossier.items])
    replace_rows(session, Contacts, owner, [columns(contact) for contact in dossier.contacts])
    replace_rows(session, Accounts, owner, [columns(account) for account in dossier.accounts])
    replace_rows(session, Addresses, owner, [recognisable(address) for address in dossier.addresses])


def recognisable(address: Address) -> dict[str, Any]:
    """Return an address with what mails are recognised by."""
    folded = address.email.lower()
    return columns(address) | {"folded": folded, "domain": folded.rpartition("@")[2]}


def load(session: Session, identity: str) -> Dossier | None:
    """Return the dossier with this id, or None."""
    return next(iter(loaded(session, col(Operators.id) == identity)), None)


def all_dossiers(session: Session) -> tuple[Dossier, ...]:
    """Return every dossier, oldest first."""
    return loaded(session)


def find(session: Session, fragment: str) -> tuple[Dossier, ...]:
    """Return the dossiers whose name or reference holds `fragment`; only the one that is called just so, if any is."""
    wanted = fold(fragment)
    found = loaded(session, col(Operators.folded).contains(wanted, autoescape=True)) if wanted else ()
    exact = tuple(dossier for dossier in found if wanted in {fold(dossier.name), fold(dossier.reference)})
    return exact or found


def waiting(session: Session) -> tuple[Dossier, ...]:
    """Return the dossiers in which the ball is with the operator: those that may be due a reminder."""
    return loaded(
        session,
        col(Operators.asked_at).is_not(None),
        col(Operators.taken_over_by).is_(None),
        col(Operators.stage).not_in(AT_REST),
    )


def opened_since(session: Session, instant: datetime, domain: str | None = None) -> int:
    """Count the dossiers opened since then, of all or of those with an address in a domain."""
    fresh = select(func.count()).select_from(Operators).where(col(Operators.opened_at) >= utc(instant))
    if domain is not None:
        fresh = fresh.where(col(Operators.id).in_(select(Addresses.operator).where(Addresses.domain == domain)))
    return session.exec(fresh).one()


def acquaintances(session: Session, reading: Reading, freemail: frozenset[str]) -> Known:
    """Return the dossiers that a mail touches by its thread, its references, its sender and its sender's domain."""
    sender = (reading.sender or "").lower()
    domain = sender.rpartition("@")[2]
    employer = domain if domain not in freemail else ""
    bounced = reading.sender_kind is SenderKind.BOUNCE
    thread = by_letter(session, (*reading.thread, *reading.returned_message_ids), of_theirs=not bounced)
    return Known(
        by_thread=distinct(thread.values()),
        by_reference=named(session, reading.references),
        by_address=at_home(session, folded=sender),
        by_domain=at_home(session, domain=employer),
        by_recipient=by_recipient(session, reading.recipients[:MOST_RECIPIENTS], freemail),
        proven_before=at_home(session, domain=domain, proven=True),
    )


def by_recipient(session: Session, recipients: Sequence[str], freemail: frozenset[str]) -> tuple[str, ...]:
    """Return the dossiers to whose people a mail goes: by address, else by their employers' domains."""
    known = distinct(one for address in recipients for one in at_home(session, folded=address.lower()))
    domains = {address.lower().rpartition("@")[2] for address in recipients} - freemail
    return known or distinct(one for domain in sorted(domains) for one in at_home(session, domain=domain))


def by_letter(session: Session, message_ids: Sequence[str], *, of_theirs: bool = True) -> dict[str, str]:
    """Return the dossier of each Message-ID that is known: of a letter of ours, or of a mail of theirs as well.

    A bounce returns what we sent; the Message-IDs of others are known to more people, who may write what they like.
    """
    wanted = distinct(bare(one) for one in message_ids)[:LONGEST_THREAD]
    theirs = select(Messages.message_id, Messages.operator).where(col(Messages.message_id).in_(wanted))
    ours = select(Letters.message_id, Letters.operator).where(col(Letters.message_id).in_(wanted))
    rewritten = select(Letters.known_as, Letters.operator).where(col(Letters.known_as).in_(wanted))
    known: dict[str | None, str | None] = dict(session.exec(theirs).all()) if of_theirs else {}
    known.update(session.exec(ours).all())
    known.update(session.exec(rewritten).all())
    return {one: operator for one in wanted if (operator := known.get(one))}


def named(session: Session, references: Sequence[str]) -> tuple[str, ...]:
    """Return the dossiers with these references."""
    wanted = distinct(reference.upper() for reference in references)[:LONGEST_THREAD]
    return tuple(session.exec(select(Operators.id).where(col(Operators.reference).in_(wanted))))


def new_names(session: Session, mail: str) -> tuple[str, str]:
    """Return the id and the reference of the dossier that this mail (its hash) opens; nobody else has them."""
    return next(names for names in names_after(mail) if not named(session, (names[1],)))


def at_home(session: Session, **by: str | bool) -> tuple[str, ...]:
    """Return the dossiers with such an address; an empty value is nobody's."""
    if "" in by.values():
        return ()
    return tuple(session.exec(select(Addresses.operator).filter_by(**by).distinct()))


def loaded(session: Session, *conditions: ColumnElement[bool]) -> tuple[Dossier, ...]:
    """Return the dossiers that meet all conditions, oldest first, in five queries however many there are."""
    conditions += (col(Operators.erased_at).is_(None),)
    operators = session.exec(select(Operators).where(*conditions).order_by(col(Operators.opened_at))).all()
    ids = select(Operators.id).where(*conditions)
    parts = {name: grouped(session, kind, table, ids) for name, (kind, table) in PARTS.items()}
    return tuple(
        value_of(Dossier, row, **{name: tuple(by_id[row.id]) for name, by_id in parts.items()}) for row in operators
    )


def grouped(session: Session, kind: type, table: type[Part], ids: SelectOfScalar[str]) -> dict[str, list[Any]]:
    """Return the parts of one kind by their dossier, each list in its own order."""
    by_id: dict[str, list[Any]] = defaultdict(list)
    for row in session.exec(select(table).where(col(table.operator).in_(ids)).order_by(col(table.position))):
        by_id[row.operator].append(value_of(kind, row))
    return by_id


def fold(text: str) -> str:
    """Return text without case, accents and doubled blanks, as people search."""
    bare = (letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    return " ".join("".join(bare).split())


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Return each value once, in order, empty ones left out."""
    return tuple(dict.fromkeys(value for value in values if value))
