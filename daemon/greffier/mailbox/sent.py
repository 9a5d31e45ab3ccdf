"""The Sent folder: where it is, whether a letter is in it already, and how a copy gets there once."""

from collections.abc import Iterable

from imapclient import IMAPClient

from greffier.errors import Never
from greffier.mailbox.session import Session

MARK = b"\\Sent"
"""How a server marks it (RFC 6154, 2)."""

COMMON_NAMES = (
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "éléments envoyés",
    "messages envoyés",
    "courrier envoyé",
    "objets envoyés",
    "envoyés",
)
"""What clients call it where the server marks none, the likeliest first."""

Listing = Iterable[tuple[tuple[bytes, ...], bytes | None, str]]
"""Flags, delimiter, name: as imapclient lists folders."""


def find(session: Session, wish: str | None) -> str | None:
    """Return the folder that the settings wish for, else what the server has; None where it is not there."""
    if wish:  # only this one is listed: a folder elsewhere whose name nobody can read does no harm
        listing = session.ask(lambda client: client.list_folders(pattern=wish))
        return next((name for _, _, name in listing if name == wish), None)
    return choose(session.ask(lambda client: client.list_folders()))


def choose(listing: Listing) -> str | None:
    """Return the folder marked as Sent, or the one whose name says it; None where neither is."""
    by_name: dict[str, str] = {}
    for flags, delimiter, name in listing:
        if MARK in flags:
            return name
        if b"\\Noselect" not in flags:
            by_name.setdefault(last_part(name, delimiter), name)
    return next((by_name[name] for name in COMMON_NAMES if name in by_name), None)


def last_part(name: str, delimiter: bytes | None) -> str:
    """Return a folder's own name without those above it, in small letters."""
    return (name.rpartition(delimiter.decode())[2] if delimiter else name).lower()


def holds(session: Session, folder: str, message_id: str) -> bool:
    """Tell whether a letter with this Message-ID is in the folder."""
    if not message_id.isascii() or not message_id.isprintable() or not {'"', "\\"}.isdisjoint(message_id):
        raise Never("a Message-ID of ours has strange letters; it cannot be searched for")
    return bool(session.ask_in(folder, lambda client: client.search(f'HEADER Message-ID "{message_id}"')))


def put(session: Session, folder: str, raw: bytes) -> None:
    """Put a copy into the folder, as read: nobody has to open what we wrote ourselves."""
    session.ask(lambda client: client.append(folder, raw, flags=[rb"\Seen"]))


def create(session: Session, wish: str | None) -> str:
    """Create the Sent folder where there is none, and return its name."""
    name = wish or session.ask(personal_prefix) + "Sent"
    session.ask(lambda client: client.create_folder(name))
    return name


def personal_prefix(client: IMAPClient) -> str:
    """Return what our own folders' names begin with (`INBOX.` with some servers; RFC 2342)."""
    if not client.has_capability("NAMESPACE"):
        return ""
    personal = client.namespace().personal
    return personal[0][0] if personal else ""
