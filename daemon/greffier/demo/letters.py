"""The letters that left: what each is, as the outbox knows it, with the bytes that were handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from greffier.demo.cast import REGISTRY
from greffier.demo.servers import Posted
from greffier.model.letter import LetterKind
from greffier.rounds.office import Office
from greffier.store import dossiers, outbox


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that left."""

    kind: LetterKind
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def opened(self) -> EmailMessage:
        """Return it as a mail program opens it."""
        return BytesParser(EmailMessage, policy=default).parsebytes(self.raw)


def letters_among(posted: Sequence[Posted], office: Office) -> list[Letter]:
    """Return the letters among handed-in mails, in their order. What belongs to no dossier is a digest."""
    ours = [mail for mail in posted if mail.sender == REGISTRY]
    kinds = kinds_by_message_id(office) if ours else {}
    letters = [Letter(LetterKind.DIGEST, mail.recipients, mail.raw) for mail in ours]
    return [
        Letter(kinds.get(str(letter.opened["Message-ID"]).strip("<>"), letter.kind), letter.recipients, letter.raw)
        for letter in letters
    ]


def kinds_by_message_id(office: Office) -> dict[str, LetterKind]:
    """Return the kind of every letter in a dossier."""
    with office.database.reading() as session:
        every = (outbox.of_operator(session, dossier.id) for dossier in dossiers.all_dossiers(session))
        return {letter.message_id: LetterKind(letter.kind) for letters in every for letter in letters}
