"""Try the SMTP server for `greffier check`, and say in one sentence what was found. No letter leaves."""

import asyncio

from greffier.errors import Later
from greffier.sending.connection import AccessToken, opened, place
from greffier.settings import Smtp

CHECK_SECONDS = 8
"""Whoever waits for `greffier check` gets its answer within ten seconds, also when the server says nothing."""


def check(settings: Smtp, access_token: AccessToken | None = None) -> str:
    """Connect and sign in; return one sentence, or raise with the mend."""
    hurried = settings.model_copy(update={"timeout_seconds": min(settings.timeout_seconds, CHECK_SECONDS)})
    return asyncio.run(look(hurried, access_token))


async def look(settings: Smtp, access_token: AccessToken | None) -> str:
    """Connect, note what the server offers, and leave."""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            line = await opened(settings, access_token)
    except TimeoutError:
        raise Later(f"{place(settings)}: no answer in {CHECK_SECONDS} s") from None
    largest = line.client.esmtp_extensions.get("size", "")
    await line.leave()
    who = f"signed in as {settings.user}" if settings.user else "no sign-in is configured"
    safe = {"tls": "encrypted (TLS)", "starttls": "encrypted (STARTTLS)", "plain": "not encrypted"}[settings.security]
    limit = f"; letters up to {int(largest) // 1_000_000} MB" if largest.isdecimal() and int(largest) else ""
    return f"{place(settings)}: {who}; {safe}{limit}."
