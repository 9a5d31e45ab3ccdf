"""Which mails lie above a cursor, and how big each is: by UID alone, never by sequence number, date or flag."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import methodcaller

from greffier.mailbox.session import Folder, Session, asking

LONGEST_SEARCH = 50_000
"""Mails in one answer: imaplib refuses a line over a million bytes, and a UID takes up to eleven."""

SIZES_AT_ONCE = 500
"""UIDs in one FETCH: some servers refuse a command line over 8 KB (RFC 7162, 4)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail in the folder that was opened."""

    uid: int
    size: int
    """RFC822.SIZE in bytes; Exchange only estimates it."""


def listed_after(session: Session, uid: int) -> tuple[Listed, ...]:
    """Return the mails with a greater UID, oldest first."""
    found = uids_after(session, uid)
    return tuple(listed for part in slices(found, SIZES_AT_ONCE) for listed in with_sizes(session, part))


def uids_after(session: Session, uid: int) -> list[int]:
    """Return the UIDs greater than `uid`, in order."""
    searches = [f"UID {first}:{last}" for first, last in windows(session.home, uid + 1)]
    found = {number for search in searches for number in session.ask_home(methodcaller("search", search))}
    # `100:*` gives the last mail even where its UID is smaller (RFC 3501, 6.4.8)
    return sorted(number for number in found if number > uid)


def windows(folder: Folder | None, first: int) -> Iterator[tuple[int, int | str]]:
    """Cut the UIDs from `first` on into ranges whose answers fit on a line."""
    if folder and folder.mails > LONGEST_SEARCH:
        for start in range(first, folder.next_uid, LONGEST_SEARCH):
            yield start, start + LONGEST_SEARCH - 1
        first = max(first, folder.next_uid)
    yield first, "*"


def with_sizes(session: Session, uids: Sequence[int]) -> Iterator[Listed]:
    """Ask how big the mails are; one that vanished meanwhile is left out."""
    answers = session.ask_home(asking(uids, "RFC822.SIZE"))
    return (Listed(uid, answers[uid].get(b"RFC822.SIZE", 0)) for uid in uids if uid in answers)


def slices(uids: Sequence[int], length: int) -> Iterator[Sequence[int]]:
    """Cut into parts of at most `length`."""
    return (uids[start : start + length] for start in range(0, len(uids), length))
