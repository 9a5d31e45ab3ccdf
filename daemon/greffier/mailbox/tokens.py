"""Access tokens for XOAUTH2: by a command of the operator's choice, or by a refresh token at the provider's door.

Providers rotate refresh tokens; a new one is on disk before it is used, or the mailbox would be dead on the day the
old one expires. Safe to share between threads, and with sending.
"""

import os
import ssl
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import httpx

from greffier.errors import Later, NeedsMending, SignInRefused
from greffier.settings import Imap

RENEW_BEFORE = 300.0
"""Seconds: a token is renewed this long before it expires, so that no session begins with a dying one."""

COMMAND_TOKEN_LIVES = 300.0
"""Seconds: what a token command prints has no known end; it is asked again after this time."""

COMMAND_SECONDS = 30.0
"""A token command that takes longer hangs."""

LONGEST_TOKEN = 16_384
"""Characters: Microsoft's tokens reach some 3,000."""


class Tokens:
    """The access token of one account, renewed before it expires."""

    def __init__(self, settings: Imap) -> None:
        self._settings = settings
        self._lock = Lock()
        self._token = ""
        self._renew_at = 0.0

    def access_token(self) -> str:
        """Return a token that is good for some minutes; raise SignInRefused when the provider gives none."""
        with self._lock:
            if not self._token or time.monotonic() >= self._renew_at:
                self._renew()
            return self._token

    def forget(self) -> None:
        """Ask for a new token next time: the server refused this one."""
        with self._lock:
            self._token = ""

    def _renew(self) -> None:
        if self._settings.token_command:
            token, lives = self._by_command(), COMMAND_TOKEN_LIVES + RENEW_BEFORE
        else:
            token, lives = self._by_refresh_token()
        if not token or len(token) > LONGEST_TOKEN or not token.isascii() or not token.isprintable():
            raise NeedsMending("what came as access token is none; look at imap.token_command or imap.token_url")
        self._token = token
        self._renew_at = time.monotonic() + max(lives - RENEW_BEFORE, lives / 2)

    def _by_command(self) -> str:
        command = self._settings.token_command
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command, as a list, without a shell
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=COMMAND_SECONDS, check=False
            )
        except OSError as error:
            raise NeedsMending(f"imap.token_command: {command[0]} cannot be run: {error.strerror}") from error
        except subprocess.TimeoutExpired:
            raise Later(f"imap.token_command: {command[0]} gave no token in {COMMAND_SECONDS:.0f} s") from None
        if done.returncode:
            raise Later(f"imap.token_command: {command[0]} ended with status {done.returncode}; run it by hand to see")
        return done.stdout.decode("ascii", "replace").strip()

    def _by_refresh_token(self) -> tuple[str, float]:
        granted = self._granted()
        rotated = granted.get("refresh_token")
        if isinstance(rotated, str) and rotated != self._refresh_token():
            self._keep(rotated)
        try:
            return str(granted["access_token"]), float(granted.get("expires_in", 3600))
        except (KeyError, TypeError, ValueError):
            raise Later("imap.token_url gave an answer without a token") from None

    def _granted(self) -> Mapping[str, Any]:
        settings = self._settings
        if not settings.token_url:
            raise NeedsMending(
                "imap.sign_in is xoauth2: give imap.token_command, or imap.token_url and a refresh token"
            )
        form = {"grant_type": "refresh_token", "refresh_token": self._refresh_token(), "client_id": settings.client_id}
        if settings.client_secret:
            form["client_secret"] = settings.client_secret.get_secret_value()
        try:
            answer = httpx.post(
                settings.token_url, data=form, timeout=settings.timeout_seconds, verify=ssl.create_default_context()
            )
            body = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise Later(f"imap.token_url gave no token: {type(error).__name__}") from None
        if answer.is_success and isinstance(body, dict):
            return body
        raise refusal(answer.status_code, body)

    def _refresh_token(self) -> str:
        kept = self._settings.token_file
        try:
            if kept and (token := kept.read_text("ascii").strip()):
                return token
        except FileNotFoundError:
            pass  # nothing rotated yet: the first token is the configuration's
        except (OSError, ValueError) as error:
            raise NeedsMending(f"imap.token_file: {kept} cannot be read: {type(error).__name__}") from error
        if not self._settings.refresh_token:
            raise NeedsMending(
                "imap.sign_in is xoauth2: there is no refresh token, neither imap.refresh_token nor a kept one"
            )
        return self._settings.refresh_token.get_secret_value()

    def _keep(self, token: str) -> None:
        path = self._settings.token_file
        if not path:
            raise NeedsMending(
                "the provider gave a new refresh token and there is nowhere to keep it; set imap.token_file"
            )
        try:
            write_secret(path, token)
        except OSError as error:
            raise NeedsMending(f"imap.token_file: {path} cannot be written: {error.strerror}") from error


def refusal(status: int, body: object) -> Later | SignInRefused:
    """Tell a dead refresh token (RFC 6749, 5.2) from a provider that is out of order."""
    code = str(body.get("error", ""))[:60] if isinstance(body, dict) else ""
    if code in {"invalid_grant", "invalid_client", "unauthorized_client"}:
        return SignInRefused(f"imap.token_url refuses the refresh token ({code}); sign in anew at the provider")
    return Later(f"imap.token_url gave no token: status {status} {code}".rstrip())


def write_secret(path: Path, text: str) -> None:
    """Replace the file at once, readable by us alone; a crash leaves the old or the new."""
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mkstemp gives mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
