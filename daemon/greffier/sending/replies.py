"""Sort what the SMTP server, the network and aiosmtplib raise into later, never, and sign-in refused.

The server's own sentence is kept for people.
"""

import os
import ssl

from aiosmtplib import SMTPException, SMTPResponseException

from greffier.errors import GreffierError, Later, Never, SignInRefused

NEIGHBOUR_FAILED = (SMTPException, OSError)
"""Everything aiosmtplib lets out; time-outs and TLS errors are OSErrors."""

SIGN_IN_CODES = frozenset({530, 534, 535, 538})
"""RFC 4954, 6: it is our name, password or method, not the letter."""

NO_TLS_REASONS = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE"})
NO_TLS_THERE = "this port does not begin with TLS; set smtp.port or smtp.security"

LONGEST_SENTENCE = 300
"""Enough for any server's explanation."""


class Refused(Never):
    """The server refuses recipients for good, named in `refused`; nobody got the letter."""

    def __init__(self, sentence: str, refused: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.refused = refused


def sort(error: BaseException, place: str) -> GreffierError:
    """Return the error of ours that says what to do about `error`, which came before any letter was transferred."""
    if isinstance(error, SMTPResponseException):
        return by_code(error.code, f"{place}: {said(error)}")
    if isinstance(error, ssl.SSLCertVerificationError) or isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return Never(
            f"{place} shows a certificate that cannot be trusted ({said(error)}); set smtp.ca_file or smtp.host"
        )
    if isinstance(error, OSError):
        return Later(f"{place}: {said(error)}")
    return Never(f"{place}: {said(error)}")  # aiosmtplib's bare SMTPException: the server lacks what we require


def by_code(code: int, sentence: str) -> GreffierError:
    """Sort a reply by its code (RFC 5321, 4.2.1); one that makes no sense may make sense later."""
    if code in SIGN_IN_CODES:
        return SignInRefused(f"{sentence} (look at smtp.user and the password)")
    return Never(sentence) if code // 100 == 5 else Later(sentence)


def said(error: BaseException) -> str:
    """Return the neighbour's own sentence."""
    if isinstance(error, SMTPResponseException):
        return reply(error.code, error.message)
    return tidy(network_said(error)) or type(error).__name__


def network_said(error: BaseException) -> str:
    """Return what the network, the encryption or the library says, without Python's trimmings."""
    match error:
        case ssl.SSLCertVerificationError():
            return error.verify_message
        case ssl.SSLError(reason=reason):
            return NO_TLS_THERE if reason in NO_TLS_REASONS else f"the encryption failed ({reason})"
        case SMTPException(__cause__=OSError() as cause) if cause.errno:
            return network_said(cause)
        case TimeoutError():
            return "no answer in time"
        case OSError(errno=int(number)) if number > 0:
            return os.strerror(number)
        case _:
            return getattr(error, "message", str(error))


def reply(code: int, message: str) -> str:
    """Write a server's reply on one line, in characters that any database takes."""
    return tidy(f"{code} {message}")


def tidy(text: str) -> str:
    """Put on one line; aiosmtplib leaves bytes that are not UTF-8 as lone surrogates."""
    readable = text.encode("utf-8", "replace").decode()
    return " ".join("".join(c if c.isprintable() else " " for c in readable).split())[:LONGEST_SENTENCE]
