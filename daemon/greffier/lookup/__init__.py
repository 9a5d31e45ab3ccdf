"""The only door to the DNS: the public keys behind the signatures of a mail. It decides nothing and knows no mail."""

from greffier.lookup.keys import Found, Keys

__all__ = ["Found", "Keys"]
