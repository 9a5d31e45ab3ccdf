"""The name of a letter, given when it is written and never changed."""

from secrets import token_hex


def new_message_id(id_domain: str) -> str:
    """Return a random Message-ID (RFC 5322, 3.6.4).

    Random, for a counter would come back after a restored backup; and without host, time or process, which the
    standard library's would tell.
    """
    return f"<{token_hex(16)}@{id_domain}>"
