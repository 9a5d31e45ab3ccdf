"""A process of its own at work on the database it is given, until it ends or is killed: `at_work.py JOB DATABASE`."""

import sys
from datetime import UTC, datetime
from hashlib import sha256

from greffier.model.dossier import Address, Dossier
from greffier.model.event import NoteTaken, Recorded
from greffier.store import dossiers, inbox, journal, outbox
from greffier.store.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def say(word: str) -> None:
    print(word, flush=True)


def claim(database: Database) -> None:
    """Claim letters one by one, each in its own transaction, and say which."""
    say("ready")
    sys.stdin.readline()
    while True:
        with database.transaction() as session:
            letter = outbox.claim(session, NOW)
        if letter is None:
            return
        say(letter.id)
        with database.transaction() as session:
            outbox.sent(session, letter.id, letter.token, "250 ok", NOW)


def claim_and_wait(database: Database) -> None:
    """Take one letter into our hands and hold it for ever."""
    with database.transaction() as session:
        letter = outbox.claim(session, NOW)
    say(letter.id if letter else "none")
    sys.stdin.readline()


def receive(database: Database) -> None:
    """Record mail after mail, and say each once it is safe: arrival, dossier, event and letter in one transaction."""
    while True:
        with database.transaction() as session:
            uid = inbox.cursor(session, "contact", "INBOX", 7) + 1
            mail = sha256(str(uid).encode()).hexdigest()
            place = {"account": "contact", "folder": "INBOX", "uidvalidity": 7, "uid": uid}
            inbox.record_arrival(session, **place, sha256=mail, size=3, now=NOW)
            dossiers.save(
                session, Dossier("d1", "RPC-7K3QX2", f"{uid}", NOW, addresses=(Address(f"a@b{uid}.example"),))
            )
            journal.record(session, "d1", [Recorded(NOW, NoteTaken("test", str(uid)), f"message:{mail}")])
            outbox.queue(
                session,
                cause=mail,
                kind="receipt",
                operator="d1",
                recipients=("a@b.example",),
                message_id=f"{uid}@registre.test",
                raw=b"x" * 3000,
                now=NOW,
            )
        say(str(uid))


def migrate(database: Database) -> None:
    """Wait for the word, then bring the database to today's form."""
    say("ready")
    sys.stdin.readline()
    database.migrate()
    say(database.check())


if __name__ == "__main__":
    JOBS = {"claim": claim, "claim_and_wait": claim_and_wait, "receive": receive, "migrate": migrate}
    JOBS[sys.argv[1]](Database.open(sys.argv[2]))
