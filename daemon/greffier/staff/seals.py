"""The seal of a one-click answer: bound to a question, a choice, a person and a time. It proves nothing of the sender.

Signed with a key of the service by itsdangerous; the person is in the signature only, so that no address stands in it.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, SignatureExpired, TimestampSigner

from greffier.errors import NotAllowed

LIVES = timedelta(days=14)
"""Each digest brings fresh ones; two weeks let people come back from their holidays."""
CONFIRMATION_LIVES = timedelta(days=1)
SEAL = re.compile(r"\[([0-9A-Z]{6}\.[a-z]{2,12}(?:\.again)?\.[\w-]{4,12}\.[\w-]{20,64})\]")
AGAIN = "again"
"""The mark of a link that was sent to the person's own mailbox after an answer that nothing proved."""
Keys = Sequence[bytes]
"""Newest first: the first signs, any proves."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a valid seal says. `verb` is a name of the vocabulary."""

    review: str
    verb: str
    confirms: bool = False


class Signer(TimestampSigner):
    """A signer for one person, whose clock is given."""

    def __init__(self, keys: Keys, person: str, now: datetime) -> None:
        super().__init__(list(reversed(keys)), salt=f"greffier answer {person.lower()}", digest_method=hashlib.sha256)
        self.now = now

    def get_timestamp(self) -> int:
        """Return the instant that was given."""
        return int(self.now.timestamp())


def seal(sealed: Sealed, person: str, keys: Keys, now: datetime) -> str:
    """Return the seal as it stands in a subject, in brackets."""
    marks = (sealed.review, sealed.verb, *((AGAIN,) if sealed.confirms else ()))
    return f"[{Signer(keys, person, now).sign('.'.join(marks)).decode()}]"


def seal_in(text: str) -> str | None:
    """Return the first seal of a text, without its brackets."""
    found = SEAL.search(text)
    return found[1] if found else None


def without_seal(subject: str) -> str:
    """Return a subject without its seal."""
    return SEAL.sub("", subject).strip()


def opened(seal: str, person: str, staff: Sequence[str], keys: Keys, now: datetime) -> Sealed:
    """Return what a seal says, if it was made for this person and lives; else raise NotAllowed with why."""
    confirms = f".{AGAIN}." in seal
    lives = CONFIRMATION_LIVES if confirms else LIVES
    try:
        value = Signer(keys, person, now).unsign(seal, max_age=int(lives.total_seconds())).decode()
    except SignatureExpired as late:
        when = f" du {late.date_signed:%d/%m/%Y}" if late.date_signed else ""
        raise NotAllowed(
            f"ce lien{when} n'est plus valable : prenez celui du dernier bilan, ou écrivez la réponse"
        ) from None
    except BadData:
        others = (other for other in staff if other.lower() != person.lower())
        if any(Signer(keys, other, now).validate(seal) for other in others):
            raise NotAllowed("ce lien est celui de quelqu'un d'autre : répondez depuis votre propre bilan") from None
        raise NotAllowed("ce lien n'est pas de Greffier, ou il a été abîmé : écrivez la réponse vous-même") from None
    review, verb, *_ = value.split(".")
    return Sealed(review, verb, confirms)
