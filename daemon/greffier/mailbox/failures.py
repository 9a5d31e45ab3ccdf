"""Sort what the IMAP server, the network and imapclient raise into later, needs mending, and sign-in refused.

The server's own sentence is kept for people; what we sent to sign in is taken out of it.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from imaplib import IMAP4

from imapclient.exceptions import CapabilityError, LoginError, ProtocolError

from greffier.errors import GreffierError, Later, NeedsMending, SignInRefused, Unreachable

NOT_UNDERSTOOD = (ProtocolError, ValueError, TypeError, AttributeError, LookupError)
"""What imapclient's parser raises at garbage: its own error, or whatever it stumbles over."""

NEIGHBOUR_FAILED = (IMAP4.error, OSError, *NOT_UNDERSTOOD)
"""All that a call of imapclient may raise for the server's sake (TLS errors and time-outs are OSErrors)."""

NO_LONGER_SAFE = (IMAP4.abort, OSError, *NOT_UNDERSTOOD)
"""After these nobody knows where in the conversation we are: the connection is dropped."""

SIGN_IN_REFUSED = ("[AUTHENTICATIONFAILED]", "[AUTHORIZATIONFAILED]", "[EXPIRED]")
"""RFC 5530, 3. A connection lost during LOGIN is a LoginError too: only these words mean a wrong password."""

REFUSED_FOR_GOOD = ("[NONEXISTENT]", "[NOPERM]", "[CANNOT]")
"""RFC 5530, 3. Any other refusal may pass, and waiting harms nobody."""

MAY_PASS = ("[UNAVAILABLE]", "[INUSE]", "[SERVERBUG]", "[LIMIT]")
"""RFC 5530, 3. Without one of these words, a folder that cannot be opened is not there or not ours."""

LONGEST_SENTENCE = 300
"""Enough for any server's explanation, and no room for a mail."""


@contextmanager
def sorted_failures(place: str) -> Iterator[None]:
    """Raise failures of the neighbour as ours; `place` says which server."""
    try:
        yield
    except NEIGHBOUR_FAILED as error:
        raise sort(error, place) from error


def sort(error: BaseException, place: str) -> GreffierError:
    """Return the error of ours that says what to do about `error`."""
    sentence = said(error)
    if isinstance(error, LoginError) and any(code in sentence for code in SIGN_IN_REFUSED):
        return SignInRefused(f"{place} refuses the user name or the password: {sentence}")
    if isinstance(error, ssl.SSLCertVerificationError):
        return NeedsMending(
            f"{place} shows a certificate that cannot be trusted ({sentence}); set imap.ca_file or imap.host"
        )
    if isinstance(error, CapabilityError | IMAP4.readonly) or any(code in sentence for code in REFUSED_FOR_GOOD):
        return NeedsMending(f"{place}: {sentence}")
    return Unreachable(f"{place}: {sentence}") if isinstance(error, NO_LONGER_SAFE) else Later(f"{place}: {sentence}")


def said(error: BaseException) -> str:
    """Return the neighbour's own sentence, on one line and cut to a bearable length."""
    match error:
        case ssl.SSLCertVerificationError():
            text = error.verify_message
        case ssl.SSLError(reason="WRONG_VERSION_NUMBER" | "RECORD_LAYER_FAILURE"):
            text = "this port does not begin with TLS; set imap.port or imap.security"
        case TimeoutError():
            text = "no answer in time"
        case socket.gaierror():
            text = f"the name cannot be resolved ({error.strerror})"
        case OSError(strerror=str(reason)):
            text = reason
        case _ if isinstance(error, NOT_UNDERSTOOD):
            text = f"an answer that cannot be understood ({type(error).__name__})"
        case _:
            text = "".join(
                str(part, "utf-8", "replace") if isinstance(part, bytes) else str(part) for part in error.args
            )
    return " ".join(unwrapped(text).split())[:LONGEST_SENTENCE] or type(error).__name__


def unwrapped(text: str) -> str:
    """Take off the `b'...'` that imaplib leaves around a server's words."""
    if text[:2] in {"b'", 'b"'} and text[-1] == text[1]:
        return text[2:-1]
    return text


def may_pass(error: GreffierError) -> bool:
    """Tell a refusal that the server itself calls temporary."""
    return any(code in str(error) for code in MAY_PASS)
