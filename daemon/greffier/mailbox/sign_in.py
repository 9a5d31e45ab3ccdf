"""Prove to the IMAP server who we are: by password, or by an access token (XOAUTH2)."""

from collections.abc import Callable

from imapclient import IMAPClient

from greffier.errors import NeedsMending
from greffier.mailbox.tokens import Tokens
from greffier.settings import Imap


def sign_in(client: IMAPClient, settings: Imap, tokens: Tokens) -> None:
    """Sign in as the settings say; a refusal comes as imapclient's LoginError."""
    if settings.sign_in == "xoauth2":
        client.sasl_login("XOAUTH2", xoauth2(settings.user, tokens.access_token()))
    else:
        by_password(client, settings.user, settings.password.get_secret_value() if settings.password else "")


def by_password(client: IMAPClient, user: str, password: str) -> None:
    """Sign in by PLAIN, which carries any letter, or by LOGIN, for which imaplib knows ASCII alone."""
    if client.has_capability("AUTH=PLAIN"):
        client.plain_login(user, password)
    elif (user + password).isascii():
        client.login(user, password)
    else:
        raise NeedsMending("the IMAP server takes only ASCII passwords; choose one without accents")


def xoauth2(user: str, token: str) -> Callable[[bytes], bytes]:
    """Return the client's side: the token first, then an empty line to a refusal, which comes as a question."""
    return lambda challenge: b"" if challenge else f"user={user}\1auth=Bearer {token}\1\1".encode()
