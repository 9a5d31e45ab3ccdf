"""Hand letters to the SMTP server over one connection, and know of each whether it left.

All before DATA is certainly not sent, and may be tried again. A letter whose transfer began and that got no clear
answer is uncertain: it may have arrived, so it is never sent again by itself (RFC 1047).
"""

import asyncio
from collections.abc import Iterable, Sequence
from email.utils import parseaddr
from typing import Self

from aiosmtplib import SMTP, SMTPRecipientRefused, SMTPResponseException

from greffier.errors import GreffierError, Later, Never, Uncertain
from greffier.sending.connection import AccessToken, Line, opened, place
from greffier.sending.replies import CLOSING, NEIGHBOUR_FAILED, Postponed, Refused, about_letter, reply, said, sort
from greffier.settings import Smtp

LONGEST_TRANSFER = 600.0
"""Seconds for the letter and the answer to it (RFC 5321, 4.5.3.2.6): a client that gives up earlier makes doubts."""


class Transport:
    """One connection to one server, reused for a run of letters; one letter at a time."""

    def __init__(self, settings: Smtp, access_token: AccessToken | None = None) -> None:
        self._settings = settings
        self._access_token = access_token
        self._line: Line | None = None
        self._one_at_a_time = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        await self.close()

    async def send(self, raw: bytes, sender: str, recipients: Sequence[str]) -> str:
        """Hand over one letter to all of `recipients` or to none, and return the server's reply.

        When it certainly did not leave: Later or NeedsMending where no letter would, Postponed or Never (Refused, which
        names recipients) where it is this one. Uncertain when it may have left.
        """
        async with self._one_at_a_time:
            client = await self._with_envelope(raw, sender, recipients)
            try:
                return await self._transfer(client, raw)
            except BaseException as error:
                if not isinstance(error, Later | Never):
                    await self._drop()
                raise

    async def close(self) -> None:
        """Say goodbye."""
        line, self._line = self._line, None
        if line:
            await line.leave()

    async def _with_envelope(self, raw: bytes, sender: str, recipients: Sequence[str]) -> SMTP:
        """Return a client to which sender and recipients were given.

        A connection kept from the letter before may have died since; then a fresh one gets its chance.
        """
        kept = self._alive()
        try:
            return await self._give_envelope(raw, sender, recipients)
        except Later:
            if not kept or self._alive():
                raise
            return await self._give_envelope(raw, sender, recipients)

    async def _give_envelope(self, raw: bytes, sender: str, recipients: Sequence[str]) -> SMTP:
        client = await self._connected()
        try:
            await give_envelope(client, raw, sender, recipients)
        except NEIGHBOUR_FAILED as error:
            await self._reset(client)
            raise sort(error, place(self._settings)) from error
        except GreffierError:
            await self._reset(client)
            raise
        except ValueError as error:  # aiosmtplib lets no line end into a command, nor what has no bytes
            await self._reset(client)
            raise Never("an address of the letter cannot be told to an SMTP server") from error
        except BaseException:
            await self._drop()
            raise
        return client

    async def _connected(self) -> SMTP:
        if self._line is None or not self._line.alive:
            await self._drop()
            self._line = await opened(self._settings, self._access_token)
        return self._line.client

    def _alive(self) -> bool:
        return self._line is not None and self._line.alive

    async def _transfer(self, client: SMTP, raw: bytes) -> str:
        where = place(self._settings)
        try:
            answer = await client.data(raw, timeout=LONGEST_TRANSFER)
        except SMTPResponseException as error:
            if error.code // 100 not in {4, 5}:
                raise Uncertain(f"{where} answered the letter strangely: {said(error)}") from error
            await self._reset(client)
            raise about_letter(error.code, f"{where}: {said(error)}") from error
        except NEIGHBOUR_FAILED as error:
            raise Uncertain(f"{where} took the letter and gave no clear answer: {said(error)}") from error
        return reply(answer.code, answer.message)

    async def _reset(self, client: SMTP) -> None:
        """Make the connection ready for the next letter, or give it up."""
        try:
            await client.rset()
        except NEIGHBOUR_FAILED:
            await self._drop()

    async def _drop(self) -> None:
        line, self._line = self._line, None
        if line:
            await line.hang_up()


async def give_envelope(client: SMTP, raw: bytes, sender: str, recipients: Sequence[str]) -> None:
    """Tell the server from whom and to whom; all recipients or none."""
    if not recipients or not all(is_one_address(address) for address in recipients):
        raise Never("a recipient is not one plain address")
    options, encoding = mail_options(client, raw, (sender, *recipients))
    await client.mail(sender, options=options, encoding=encoding)
    refusals: list[SMTPRecipientRefused] = []
    for recipient in recipients:
        try:
            await client.rcpt(recipient, encoding=encoding)
        except SMTPRecipientRefused as error:
            refusals.append(error)
    if refusals:
        raise refusal(refusals)


def is_one_address(text: str) -> bool:
    """Tell one address from several, or none: aiosmtplib would write to the first that it finds in them."""
    return bool(text) and parseaddr(text)[1] == text


def refusal(errors: Sequence[SMTPRecipientRefused]) -> GreffierError:
    """Return Refused if any recipient is refused for good, else Postponed: greylisting asks for patience."""
    for_good = [error for error in errors if error.code // 100 == 5]
    sentence = "; ".join(dict.fromkeys(said(error) for error in for_good or errors))
    if for_good:
        return Refused(sentence, tuple(error.recipient for error in for_good))
    closing = any(error.code == CLOSING for error in errors)
    return Later(sentence) if closing else Postponed(sentence)


def mail_options(client: SMTP, raw: bytes, addresses: Iterable[str]) -> tuple[list[str], str]:
    """Return the parameters of MAIL and the encoding of addresses that this letter needs of this server."""
    options = []
    if client.supports_extension("size"):
        options.append(f"SIZE={len(raw)}")  # RFC 1870: refused before the transfer, not after
    if not raw.isascii():
        require(client, "8bitmime", "the letter has 8-bit bytes")
        options.append("BODY=8BITMIME")
    if all(address.isascii() for address in addresses):
        return options, "ascii"
    require(client, "smtputf8", "an address has letters beyond ASCII")
    return [*options, "SMTPUTF8"], "utf-8"


def require(client: SMTP, extension: str, reason: str) -> None:
    """Raise Never where the server lacks what the letter needs."""
    if not client.supports_extension(extension):
        raise Never(f"{reason} and the server does not offer {extension.upper()}")
