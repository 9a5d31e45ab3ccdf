"""What tells our own letters from people's in the Sent folder: a few headers, so that no body need be fetched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses

from greffier.mailbox.fetching import body_of
from greffier.mailbox.listing import SIZES_AT_ONCE, Listed, slices, uids_after
from greffier.mailbox.session import Answers, Session, asking

HEADERS = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID X-GREFFIER-LETTER AUTO-SUBMITTED TO)]"
MOST_RECIPIENTS = 20
"""Of a letter of ours; it has one or two."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A mail that was sent from this account."""

    listed: Listed
    message_id: str
    kind: str
    """Of a letter of ours; empty where a person wrote."""
    mark: str | None
    """Of a letter of ours (`greffier.model.letter.mark_of`)."""
    recipients: tuple[str, ...]
    automatic: bool
    kept_at: datetime | None
    """INTERNALDATE, aware: when the server took it in."""


def envelopes_after(session: Session, uid: int) -> Iterator[tuple[Envelope, ...]]:
    """Yield the mails with a greater UID, oldest first, in batches."""
    for part in slices(uids_after(session, uid), SIZES_AT_ONCE):
        answers = session.ask_home(asking(part, "RFC822.SIZE", "INTERNALDATE", HEADERS))
        yield tuple(envelope(answers, one) for one in part if one in answers)


def envelope(answers: Answers, uid: int) -> Envelope:
    """Return one mail's envelope; whatever is not understood is taken for a person's."""
    head = BytesParser(policy=policy.compat32).parsebytes(body_of(answers, uid) or b"", headersonly=True)
    kind, mark = own_mark(said(head, "X-Greffier-Letter").split())
    written_to = getaddresses([said(head, "To")])[:MOST_RECIPIENTS]
    kept_at = answers[uid].get(b"INTERNALDATE")
    return Envelope(
        Listed(uid, answers[uid].get(b"RFC822.SIZE", 0)),
        said(head, "Message-ID"),
        kind,
        mark,
        tuple(address.lower() for _, address in written_to if address),
        said(head, "Auto-Submitted").lower() not in {"", "no"},
        kept_at if isinstance(kept_at, datetime) and kept_at.tzinfo else None,
    )


def own_mark(words: Sequence[str]) -> tuple[str, str | None]:
    """Return the kind and the mark of a letter of ours."""
    return (words[0], words[1]) if len(words) == 2 else ("", None)


def said(head: Message, name: str) -> str:
    """Return a header's words on one line; empty where there is none."""
    return " ".join(str(head.get(name, "")).split())
