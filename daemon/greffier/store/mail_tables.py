"""The tables of mail: each mail by its bytes, the places where it was found, its documents, how far we have looked."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from greffier.store.columns import Json, Line, Words
from greffier.store.tables import OPERATOR


class Messages(SQLModel, table=True):
    """A mail, known by its bytes. `id` is only the order of arrival."""

    __table_args__ = (
        CheckConstraint("state IN ('due','handled','set_aside','erased')", name="state"),
        Index(None, "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True, min_length=64, max_length=64)
    direction: str = "in"
    state: str = "due"
    outcome: str = Field(default="", sa_type=Words)
    """What became of it, in French words for staff."""
    to_tell: bool = False
    """Whether it was left to people who should hear of it."""
    operator: str | None = Field(default=None, foreign_key=OPERATOR, index=True)
    message_id: str | None = Field(default=None, sa_type=Line, index=True)
    sender: str | None = Field(default=None, sa_type=Line, index=True)
    subject: str = Field(default="", sa_type=Line)
    size: int = Field(sa_type=BigInteger)
    attempts: int = 0
    received_at: datetime
    ended_at: datetime | None = Field(default=None, index=True)
    reading: dict[str, Any] | None = Field(default=None, sa_type=Json)
    vouched: str | None = None
    """Where a person who looked at it wants it: a dossier's id, or `apart`."""
    released: bool = False
    """Whether a person let it go on: then no limit holds it back any more."""


class Arrivals(SQLModel, table=True):
    """A place on the IMAP server where a mail was found (RFC 3501, 2.3.1.1)."""

    __table_args__ = (UniqueConstraint("account", "folder", "uidvalidity", "uid"),)

    id: int | None = Field(default=None, primary_key=True)
    account: str = Field(sa_type=Words)
    folder: str = Field(sa_type=Words)
    uidvalidity: int = Field(sa_type=BigInteger)
    uid: int = Field(sa_type=BigInteger)
    sha256: str = Field(foreign_key="messages.sha256", index=True)
    arrived_at: datetime
    flagged_at: datetime | None = Field(default=None, index=True)


class Cursors(SQLModel, table=True):
    """The last UID that is safe with us, in one incarnation of a folder."""

    account: str = Field(primary_key=True, sa_type=Words)
    folder: str = Field(primary_key=True, sa_type=Words)
    uidvalidity: int = Field(primary_key=True, sa_type=BigInteger)
    uid: int = Field(sa_type=BigInteger)
    moved_at: datetime


class Unscanned(SQLModel, table=True):
    """A document that the antivirus could not look into yet."""

    message: str = Field(primary_key=True, foreign_key="messages.sha256")
    sha256: str = Field(primary_key=True)
    proof: dict[str, Any] = Field(sa_type=Json)
    belongs: bool
    since: datetime


class Documents(SQLModel, table=True):
    """A document that came with a mail; its bytes lie in the papers by their hash."""

    message: str = Field(primary_key=True, foreign_key="messages.sha256")
    position: int = Field(primary_key=True)
    sha256: str = Field(index=True)
    name: str = Field(sa_type=Line)
    media_type: str = Field(sa_type=Line)
    type: str
    confidence: float
    facts: dict[str, Any] = Field(sa_type=Json)
    problems: list[str] = Field(sa_type=Json)
