"""Who stands behind a domain: the organisation that registered it, and what looks like it.

The public suffix list comes with its library and is not asked of anybody (RFC 7489, 3.2).
"""

from functools import cache

from publicsuffixlist import PublicSuffixList


@cache
def public_suffixes() -> PublicSuffixList:
    """Return the list, read once."""
    return PublicSuffixList()


def organisation_of(domain: str) -> str:
    """Return the organizational domain: what was registered under a public suffix; empty for a suffix itself."""
    return public_suffixes().privatesuffix(plain(domain)) or ""


def plain(domain: str) -> str:
    """Return a domain as the DNS has it: small letters, ASCII (RFC 5890), no final dot."""
    name = domain.strip().rstrip(".").lower()
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def aligned(signer: str, author: str) -> bool:
    """Tell whether two domains belong to one organisation (RFC 7489, 3.1.1, relaxed)."""
    organisation = organisation_of(author)
    return bool(organisation) and organisation_of(signer) == organisation
