"""The tables of dossiers: operators with all that hangs on them, their history, questions and letters.

A class is a table, an object of it a row. Effects are unique by constraint, here and nowhere else. The tables of mail
lie in `mail_tables`.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from greffier.store.columns import Json, Line, Words

OPERATOR = "operators.id"


class Operators(SQLModel, table=True):
    """One dossier; its columns are the plain fields of `Dossier`."""

    id: str = Field(primary_key=True)
    reference: str = Field(unique=True)
    name: str = Field(sa_type=Words)
    folded: str = Field(sa_type=Words)
    """Name and reference, a line each, without case and accents: what a search looks at."""
    opened_at: datetime
    language: str
    person_type: str | None
    siren: str | None
    stage: str = Field(index=True)
    conversation: dict[str, Any] = Field(sa_type=Json)
    heard_at: datetime | None
    asked_at: datetime | None
    round: int
    step: int
    promised_until: date | None
    absent_until: date | None
    complete_at: datetime | None
    taken_over_by: str | None = Field(sa_type=Words)
    suspended_since: date | None
    suspended_until: date | None
    rested_days: int
    proof_class: str | None
    erased_at: datetime | None = None
    """When the law had it erased: the row stays without a word in it, since the chain names its id."""


class Part(SQLModel):
    """What hangs on a dossier, in an order of its own."""

    operator: str = Field(primary_key=True, foreign_key=OPERATOR)
    position: int


class Items(Part, table=True):
    """A line of the checklist."""

    name: str = Field(primary_key=True)
    state: str
    fault: str | None
    words: str = Field(sa_type=Words)
    papers: list[str] = Field(sa_type=Json)
    since: datetime | None


class Contacts(Part, table=True):
    """A person named for a role."""

    role: str = Field(primary_key=True)
    family_name: str | None = Field(sa_type=Words)
    given_name: str | None = Field(sa_type=Words)
    email: str | None = Field(sa_type=Words)
    phone: str | None = Field(sa_type=Words)


class Accounts(Part, table=True):
    """An access in one environment."""

    environment: str = Field(primary_key=True)
    state: str
    login: str | None = Field(sa_type=Words)
    link: str | None = Field(sa_type=Words)
    expires_on: date | None


class Addresses(Part, table=True):
    """Where an operator writes from; `folded` and `domain`, in small letters, are what a mail is recognised by."""

    email: str = Field(primary_key=True, sa_type=Words)
    name: str = Field(sa_type=Words)
    failed: bool
    proven: bool
    folded: str = Field(sa_type=Words, index=True)
    domain: str = Field(sa_type=Words, index=True)


class Events(SQLModel, table=True):
    """A fact in a dossier's history, a link of the chain (`chain`); a cause applied twice meets the constraint.

    Triggers refuse every UPDATE and DELETE.
    """

    __table_args__ = (UniqueConstraint("operator", "cause", "ordinal"),)

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """Its place in the chain, from 1, without a gap."""
    operator: str = Field(foreign_key=OPERATOR)
    cause: str
    ordinal: int
    at: datetime = Field(index=True)
    kind: str
    digest: str
    """Of the payload and its salt."""
    previous: str = Field(unique=True)
    """The hash of the event before: two cannot follow the same one."""
    hash: str = Field(unique=True)


class Payloads(SQLModel, table=True):
    """What an event says: beside the chain, since the law may have it erased.

    Triggers refuse every UPDATE, and a DELETE unless the dossier's erasure is in the chain.
    """

    event: int = Field(primary_key=True, foreign_key="events.id", sa_column_kwargs={"autoincrement": False})
    salt: str
    payload: dict[str, Any] = Field(sa_type=Json)


class Reviews(SQLModel, table=True):
    """A question to staff. `number` is only the order in which they were put."""

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    cause: str = Field(unique=True)
    operator: str | None = Field(foreign_key=OPERATOR, index=True)
    item: str | None
    payload: dict[str, Any] = Field(sa_type=Json)
    opened_at: datetime
    told_at: datetime | None = None
    closed_at: datetime | None = Field(default=None, index=True)
    choice: str | None = None
    closed_by: str | None = Field(default=None, sa_type=Line)
    words: str = Field(default="", sa_type=Words)


class Letters(SQLModel, table=True):
    """A letter of the outbox, with its bytes: what leaves is what was decided. `number` is only their order."""

    __table_args__ = (
        CheckConstraint("state IN ('queued','sending','sent','uncertain','held','failed','cancelled')", name="state"),
        CheckConstraint("state <> 'sending' OR token IS NOT NULL", name="claimed"),
        CheckConstraint("state <> 'sent' OR left_at IS NOT NULL", name="left"),
        Index(None, "state", "due_at"),
    )

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    cause: str = Field(unique=True)
    kind: str
    operator: str | None = Field(foreign_key=OPERATOR, index=True)
    recipients: list[str] = Field(sa_type=Json)
    mark: str = Field(unique=True)
    """Of its cause: what its copy in the Sent folder is known by, whatever a provider makes of its Message-ID."""
    message_id: str = Field(unique=True)
    known_as: str | None = Field(default=None, sa_type=Line, index=True)
    """The Message-ID that the provider gave it instead, as the Sent folder shows."""
    thread: str | None = Field(default=None, sa_type=Line, index=True)
    """The Message-ID with which the conversation began."""
    released: bool = False
    """Whether a person let it go: then no budget holds it back."""
    answers: bool
    raw: bytes = Field(sa_type=LargeBinary)
    state: str
    reply: str = Field(default="", sa_type=Line)
    """The server's own sentence, or why the gate holds it."""
    attempts: int = 0
    token: str | None = None
    created_at: datetime
    due_at: datetime
    not_after: datetime | None
    changed_at: datetime
    left_at: datetime | None = Field(default=None, index=True)
    """When it left, or may have left."""
    filed_at: datetime | None = None
    """When its copy went to the Sent folder."""


class Marks(SQLModel, table=True):
    """What the service remembers of itself: when it last fetched, when the digest was made."""

    name: str = Field(primary_key=True)
    at: datetime | None = None
    words: str | None = Field(default=None, sa_type=Words)


class Troubles(SQLModel, table=True):
    """The last time that a neighbour failed; `until` is empty while it does."""

    neighbour: str = Field(primary_key=True)
    since: datetime
    words: str = Field(sa_type=Line)
    failures: int
    until: datetime | None = None
