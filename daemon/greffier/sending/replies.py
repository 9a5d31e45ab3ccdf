"""Sort what the SMTP server, the network and aiosmtplib raise: about the letter or about us, for now or for good.

The server's own sentence is kept for people.
"""

import os
import ssl

from aiosmtplib import SMTPException, SMTPResponseException

from greffier.errors import GreffierError, Later, NeedsMending, Never, SignInRefused

NEIGHBOUR_FAILED = (SMTPException, OSError)
"""Everything aiosmtplib lets out; time-outs and TLS errors are OSErrors."""

SIGN_IN_CODES = frozenset({530, 534, 535, 538})
"""RFC 4954, 6: it is our name, password or method, not the letter."""

NO_TLS_REASONS = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE"})
NO_TLS_THERE = "this port does not begin with TLS; set smtp.port or smtp.security"

TOO_BIG = 552
"""RFC 1870, 6.2: the answer to MAIL that is about the letter; any other one is about us."""

CLOSING = 421
"""RFC 5321, 4.2.1: the answer to any command that is about the server and not about what it was asked."""

LONGEST_SENTENCE = 300
"""Enough for any server's explanation."""


class Refused(Never):
    """The server refuses recipients for good, named in `refused`; nobody got the letter."""

    def __init__(self, sentence: str, refused: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.refused = refused


class Postponed(Later):
    """The server puts this letter off; it may take others meanwhile."""


def sort(error: BaseException, place: str) -> GreffierError:
    """Return the error of ours that says what to do about `error`, which came before a recipient was named."""
    if isinstance(error, SMTPResponseException):
        return about_us(error.code, f"{place}: {said(error)}")
    if isinstance(error, ssl.SSLCertVerificationError) or isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return NeedsMending(
            f"{place} shows a certificate that cannot be trusted ({said(error)}); set smtp.ca_file or smtp.host"
        )
    if isinstance(error, OSError):
        return Later(f"{place}: {said(error)}")
    return NeedsMending(f"{place}: {said(error)}")  # aiosmtplib's bare SMTPException: it lacks what we require


def about_us(code: int, sentence: str) -> GreffierError:
    """Sort the reply to a greeting, a sign-in or MAIL, by its code (RFC 5321, 4.2.1)."""
    if code in SIGN_IN_CODES:
        return SignInRefused(f"{sentence} (look at smtp.user and the password)")
    if code == TOO_BIG:
        return Never(sentence)
    return NeedsMending(sentence) if code // 100 == 5 else Later(sentence)


def about_letter(code: int, sentence: str) -> GreffierError:
    """Sort the reply to a recipient, to DATA or to the letter; one that makes no sense may make sense later."""
    if code in SIGN_IN_CODES or code == CLOSING:
        return about_us(code, sentence)
    return Never(sentence) if code // 100 == 5 else Postponed(sentence)


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
