"""Try the mailbox for `greffier check`, and say in one sentence what was found."""

from greffier.mailbox import sent
from greffier.mailbox.client import keeps
from greffier.mailbox.connection import place
from greffier.mailbox.session import Folder, Session
from greffier.mailbox.tokens import Tokens
from greffier.settings import Imap

CHECK_SECONDS = 8
"""Whoever waits for `greffier check` gets its answer within ten seconds, also when the server says nothing."""


def check(settings: Imap, tokens: Tokens | None = None) -> str:
    """Connect, sign in and look around; return one sentence, or raise with the mend."""
    hurried = settings.model_copy(update={"timeout_seconds": min(settings.timeout_seconds, CHECK_SECONDS)})
    session = Session(hurried, tokens or Tokens(hurried))
    try:
        folder = session.open_folder(settings.folder, readonly=settings.handled == "nothing")
        idle = session.connect().has_capability("IDLE")
        found = (arrivals(settings, idle), marks(settings, folder), copies(settings, session))
    finally:
        session.close()
    mails = "1 mail" if folder.mails == 1 else f"{folder.mails} mails"
    return f"{place(settings)}: signed in as {settings.user}; {folder.name} holds {mails}; {'; '.join(found)}."


def arrivals(settings: Imap, idle: bool) -> str:
    """Say how new mails are noticed."""
    poll = f"a look every {settings.poll_seconds} s"
    return f"new mails ring by IDLE, besides {poll}" if idle else f"the server offers no IDLE, so there is only {poll}"


def marks(settings: Imap, folder: Folder) -> str:
    """Say what happens to handled mails."""
    if settings.handled == "move":
        return f"handled mails move to {settings.handled_folder}"
    if settings.handled == "nothing":
        return "handled mails are left as they are"
    if keeps(folder, settings.keyword):
        return f"handled mails get the keyword {settings.keyword}"
    return f"the server does not keep the keyword {settings.keyword}, so handled mails are left as they are"


def copies(settings: Imap, session: Session) -> str:
    """Say where copies of our letters go."""
    if not settings.file_sent:
        return "copies of letters are the provider's business"
    folder = sent.find(session, settings.sent_folder)
    return f"copies of letters go to {folder}" if folder else "a Sent folder will be made for copies of letters"
