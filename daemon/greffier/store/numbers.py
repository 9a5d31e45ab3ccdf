"""Numbers read on documents, sealed before they become a column: bank accounts, identity documents (Fernet).

Checks need them again when an antivirus was late; nobody else does, and no query looks for them.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import String, cast
from sqlmodel import select

from greffier.model.mail import Document, Reading
from greffier.store import inbox
from greffier.store.database import Database
from greffier.store.keys import Keyring, Purpose
from greffier.store.mail_tables import Messages

NUMBERS = ("iban", "mrz", "document_number")
SEALED = "sealed"


def seal_numbers(reading: Reading, keys: Keyring) -> Reading:
    """Return the reading as it may be stored; numbers are dropped where there is no key."""
    return replace(reading, documents=tuple(sealed(document, keys) for document in reading.documents))


def open_numbers(reading: Reading, keys: Keyring) -> Reading:
    """Return a stored reading as it was read; numbers whose key is gone stay sealed."""
    return replace(reading, documents=tuple(opened(document, keys) for document in reading.documents))


def sealed(document: Document, keys: Keyring) -> Document:
    """Seal the numbers of one document."""
    numbers = {name: document.facts[name] for name in NUMBERS if name in document.facts}
    rest = {name: fact for name, fact in document.facts.items() if name not in NUMBERS}
    box = box_of(keys)
    if numbers and box:
        rest[SEALED] = box.encrypt(json.dumps(numbers).encode()).decode("ascii")
    return replace(document, facts=rest)


def opened(document: Document, keys: Keyring) -> Document:
    """Open the numbers of one document."""
    facts: Mapping[str, Any] = document.facts
    box = box_of(keys)
    if SEALED not in facts or box is None:
        return document
    rest = {name: fact for name, fact in facts.items() if name != SEALED}
    try:
        numbers = json.loads(box.decrypt(facts[SEALED]))
    except InvalidToken:
        return document
    return replace(document, facts=rest | numbers)


def box_of(keys: Keyring) -> MultiFernet | None:
    """Return what seals with the newest key and opens with any; None without a key."""
    derived = keys.derived(Purpose.NUMBERS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived]) if derived else None


def reseal_numbers(database: Database, keys: Keyring) -> int:
    """Seal with the newest key what any of them sealed, a mail at a time; return how many mails that was."""
    with database.reading() as session:
        mails = session.exec(
            select(Messages.sha256).where(cast(Messages.reading, String).contains(f'"{SEALED}"'))
        ).all()
    for mail in mails:
        with database.transaction() as session:
            _, stored = inbox.filed(session, mail)
            inbox.amend(session, mail, seal_numbers(open_numbers(stored, keys), keys))
    return len(mails)
