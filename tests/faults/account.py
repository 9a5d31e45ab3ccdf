"""What became of every mail and every letter, counted in the database and in the mailboxes of those who got them.

It looks with `sqlite3` and `imaplib`: what the service believes of itself is no evidence.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes
from hashlib import sha256

from office_at_work import Work, until
from stream import Sent

KILLED = "le message a interrompu le service"
"""The one reason for which a mail of the stream may be set aside: each of its three tries was ended by a death."""


@dataclass
class Account:
    """What is lost and what came twice, in words; empty where all is well."""

    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    uncertain: list[str] = field(default_factory=list)
    """Letters that may have left: told to people, and no fault."""
    set_aside: list[str] = field(default_factory=list)
    """Reasons of the mails that were set aside."""

    @property
    def wrong(self) -> list[str]:
        return self.lost + self.twice

    def once(self, what: str, count: int) -> None:
        """Note what should be there once."""
        if count == 0:
            self.lost.append(what)
        if count > 1:
            self.twice.append(f"{what}: {count} times")


def drawn_up(work: Work, mails: Sequence[Sent]) -> Account:
    """Draw up the account of a registry that came to rest."""
    account = Account()
    with closing(sqlite3.connect(work.folder / "state" / "greffier.db")) as database:
        count_mails(account, work, database, mails)
        count_effects(account, database, mails)
        count_letters(account, work, database)
    count_marks(account, work)
    return account


def count_mails(account: Account, work: Work, database: sqlite3.Connection, mails: Sequence[Sent]) -> None:
    """Each mail is in the database and on disk once, and came to its end."""
    states = dict(database.execute("select sha256, state from messages where direction = 'in'").fetchall())
    outcomes = dict(database.execute("select sha256, outcome from messages").fetchall())
    delivered = {message_id_of(raw): sha256(raw).hexdigest() for raw in work.servers.mails(work.registry)}
    for mail in mails:
        known = delivered.get(mail.message_id, "")
        state = states.get(known)
        account.once(f"mail {mail.message_id}", state is not None)
        if state == "due":
            account.lost.append(f"mail {mail.message_id} is due and nobody handles it")
        if state == "set_aside":
            account.set_aside.append(outcomes[known])
            if not outcomes[known].startswith(KILLED):
                account.lost.append(f"mail {mail.message_id} is set aside: {outcomes[known]}")
    if len(states) != len(mails):
        account.twice.append(f"{len(states)} mails are known, and {len(mails)} came")


def count_effects(account: Account, database: sqlite3.Connection, mails: Sequence[Sent]) -> None:
    """Each operator has one dossier, opened once, heard once, and one letter."""
    operators = Counter(
        address for (address,) in database.execute("select email from addresses where operator is not null")
    )
    opened = database.execute("select operator from events where kind = 'dossier_opened'").fetchall()
    letters = Counter(
        address
        for (recipients,) in database.execute("select recipients from letters where state <> 'cancelled'")
        for address in json.loads(recipients)
    )
    handled = {row[0] for row in database.execute("select message_id from messages where state = 'handled'")}
    answered = [mail.answered for mail in mails if mail.answered and mail.message_id in handled]
    for address in answered:
        account.once(f"dossier of {address}", operators[address])
        account.once(f"letter to {address}", letters[address])
    if len(opened) != len(answered):
        account.twice.append(f"{len(opened)} dossiers were opened for {len(answered)} operators")


def count_letters(account: Account, work: Work, database: sqlite3.Connection) -> None:
    """Each letter that is `sent` was delivered once and has one copy; an uncertain one was delivered once or never."""
    copies = Counter(message_id_of(raw) for raw in work.servers.mails(work.registry, "Sent"))
    for message_id, state, recipients, kind in database.execute(
        "select message_id, state, recipients, kind from letters"
    ):
        for address in json.loads(recipients):
            name = f"{kind} to {address} ({state})"
            count = delivered(work, address, message_id, surely=state == "sent")
            account.once(f"delivery of {name}", count if state == "sent" else max(1, count))
            account.once(f"copy of {name}", copies[message_id] if state == "sent" else 1)
        if state == "uncertain":
            account.uncertain.append(f"{kind} to {recipients}")
        if state in {"queued", "sending"}:
            account.lost.append(f"{kind} to {recipients} is {state} and does not leave")


def count_marks(account: Account, work: Work) -> None:
    """Each mail shows on the server that it was handled, and none that somebody read it."""
    for line in work.flags():
        if "\\Seen" in line:
            account.twice.append(f"a mail of the people's was marked as read: {line}")
        if "$Greffier" not in line and not account.set_aside:
            account.lost.append(f"the mark of a mail: {line}")


def delivered(work: Work, address: str, message_id: str, *, surely: bool) -> int:
    """Return how often this letter lies in somebody's mailbox; wait for one that Postfix still carries."""

    def count() -> int:
        return sum(message_id_of(raw) == message_id for raw in work.servers.mails(address))

    return until(count, seconds=30, what=f"{message_id} arrives") if surely else count()


def message_id_of(raw: bytes) -> str:
    return str(message_from_bytes(raw)["Message-ID"]).strip("<> ")
