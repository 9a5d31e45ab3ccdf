r"""The bytes of mails: small ones together, big ones in pieces, and one that the server cannot give harms only itself.

Only `BODY.PEEK[]` is asked, which leaves `\Seen` as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import methodcaller

from greffier.errors import GreffierError, Later, Unreadable
from greffier.mailbox.listing import Listed
from greffier.mailbox.session import Answers, Session, asking

MAILS_AT_ONCE = 200
"""Mails in one batch, however small: their UIDs make a command line of some 2 KB."""

ATTEMPTS = 2
"""How often one mail alone is asked for: the second time excuses a connection that broke by chance."""

WHOLE = "BODY.PEEK[]"

WITHHELD = "the server lists this mail and gives no bytes of it"

EXPUNGED = "[EXPUNGEISSUED]"
"""The server's word for 'some of these are gone' (RFC 5530, 3)."""


@dataclass(slots=True)
class Fetched:
    """One mail. Read `chunks` before the next one is taken.

    They raise Unreadable where the server will not give this mail, and Later where the connection, or the mail, went
    away in the midst: then what was read is no mail.
    """

    uid: int
    chunks: Iterable[bytes] = ()
    gone: bool = False


def fetch(session: Session, batch: Sequence[Listed], batch_bytes: int, piece_bytes: int) -> Iterator[Fetched]:
    """Yield the mails of `batch` in its order, with at most `batch_bytes` in memory."""
    for group in groups(batch, batch_bytes, piece_bytes):
        if group[0].size > piece_bytes:
            yield in_pieces(session, group[0], piece_bytes)
        else:
            yield from together(session, group)


def groups(batch: Iterable[Listed], batch_bytes: int, piece_bytes: int) -> Iterator[list[Listed]]:
    """Put neighbours together as far as the bounds allow; a mail above `piece_bytes` stays alone."""
    group: list[Listed] = []
    weight = 0
    for listed in batch:
        alone = max(listed.size, group[0].size if group else 0) > piece_bytes
        if group and (alone or weight + listed.size > batch_bytes or len(group) == MAILS_AT_ONCE):
            yield group
            group, weight = [], 0
        group.append(listed)
        weight += listed.size
    if group:
        yield group


def together(session: Session, group: Sequence[Listed]) -> Iterator[Fetched]:
    """Yield the mails of one answer; where there is no good answer, ask for each by itself."""
    try:
        answers = session.ask_home(asking([listed.uid for listed in group], WHOLE))
    except GreffierError:
        yield from (alone(session, listed.uid) for listed in group)
        return
    bodies = {uid: body_of(answers, uid) for uid in answers}
    del answers
    for listed in group:
        yield as_fetched(session, listed.uid, bodies.pop(listed.uid, None))


def alone(session: Session, uid: int) -> Fetched:
    """Fetch one mail by itself; Later only if the server cannot be reached at all."""
    try:
        return as_fetched(session, uid, insist(session, uid, WHOLE))
    except Unreadable as error:
        return Fetched(uid, refused(str(error)))


def insist(session: Session, uid: int, item: str) -> bytes | None:
    """Ask for one mail until the server answers; Unreadable when it does not, although it can be reached."""
    trouble = ""
    for _ in range(ATTEMPTS):
        try:
            return body_of(session.ask_home(asking([uid], item)), uid)
        except GreffierError as error:
            if EXPUNGED in str(error):
                return None
            trouble = str(error)
            session.mend()
    raise Unreadable(trouble)


def body_of(answers: Answers, uid: int) -> bytes | None:
    """Return a mail's bytes, None where there are none. A piece's key carries its offset, each server in its way."""
    return next((part for key, part in answers.get(uid, {}).items() if key.startswith(b"BODY[")), None)


def as_fetched(session: Session, uid: int, body: bytes | None) -> Fetched:
    """Tell a mail, one that vanished, and one that the server withholds."""
    if body is not None:
        return Fetched(uid, (body,))
    return Fetched(uid, refused(WITHHELD)) if still_there(session, uid) else Fetched(uid, gone=True)


def still_there(session: Session, uid: int) -> bool:
    """Tell whether the mail is in the folder; Dovecot gives NIL for one that somebody removed, until it is asked."""
    session.mend()
    return uid in session.ask_home(methodcaller("search", f"UID {uid}"))


def refused(reason: str) -> Iterator[bytes]:
    """Say at the first reading why there are no bytes."""
    yield from ()
    raise Unreadable(reason)


def in_pieces(session: Session, listed: Listed, length: int) -> Fetched:
    """Fetch a big mail piece by piece; no more than one is in memory."""
    try:
        first = piece(session, listed.uid, 0, length)
    except Unreadable as error:
        return Fetched(listed.uid, refused(str(error)))
    if first is None:
        return as_fetched(session, listed.uid, None)
    return Fetched(listed.uid, pieces(session, listed, first, length))


def pieces(session: Session, listed: Listed, part: bytes, length: int) -> Iterator[bytes]:
    """Yield `part`, then what follows it, until a piece comes short.

    The listed size is no guide to the end, for Exchange estimates it; but twice of it means a server gone mad.
    """
    for offset in range(length, 2 * (listed.size + length), length):
        yield part
        if len(part) < length:
            return
        following = piece(session, listed.uid, offset, length)
        if following is None:
            raise Unreadable(WITHHELD) if still_there(session, listed.uid) else Later("the mail vanished meanwhile")
        part = following
    raise Unreadable(f"the mail was listed with {listed.size} bytes and does not end after twice as many")


def piece(session: Session, uid: int, offset: int, length: int) -> bytes | None:
    """Return `length` bytes from `offset` on, fewer at the end, None if the server gives none."""
    return insist(session, uid, f"BODY.PEEK[]<{offset}.{length}>")
