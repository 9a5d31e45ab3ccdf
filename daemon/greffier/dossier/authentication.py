"""Is the author's domain proven? Only the topmost Authentication-Results, of our own server, is believed (RFC 8601)."""

import authres.dmarc
from authres import AuthResError, FeatureContext
from authres.core import AuthenticationResultsHeader

from greffier.model.mail import Verdict

WITH_DMARC = FeatureContext(authres.dmarc)


def verdict(headers: tuple[str, ...], authserv_id: str | None, sender: str | None) -> Verdict:
    """Return whether DMARC, or DKIM aligned with the sender's domain, proves the author.

    `headers` are the Authentication-Results as received, topmost first. Lower ones came with the mail: anybody can
    write them. SPF alone proves nothing of the author (RFC 7489, 3.1).
    """
    domain = (sender or "").rpartition("@")[2].lower()
    if not headers or not authserv_id or not domain:
        return Verdict.UNKNOWN
    try:
        topmost = WITH_DMARC.parse(f"Authentication-Results: {headers[0]}")
    except AuthResError:
        return Verdict.UNKNOWN
    if (topmost.authserv_id or "").lower() != authserv_id.lower():
        return Verdict.UNKNOWN
    return weigh(topmost, domain)


def weigh(results: AuthenticationResultsHeader, domain: str) -> Verdict:
    """Believe DMARC first, then an aligned DKIM signature."""
    dmarc = {entry.result for entry in results.results if entry.method == "dmarc" and speaks_of(entry, domain)}
    if "pass" in dmarc:
        return Verdict.PASS
    if "fail" in dmarc:
        return Verdict.FAIL
    signed = any(
        entry.method == "dkim" and entry.result == "pass" and aligned(entry, domain) for entry in results.results
    )
    return Verdict.PASS if signed else Verdict.UNKNOWN


def speaks_of(entry: object, domain: str) -> bool:
    """Tell whether a DMARC result is about this author's domain."""
    return property_of(entry, "from") == domain


def aligned(entry: object, domain: str) -> bool:
    """Tell whether the signing domain is the author's, or one above it (RFC 7489, 3.1.1, relaxed).

    Some servers name the identity (`i`) in place of the domain (`d`), which always ends it (RFC 6376, 3.5).
    """
    signer = property_of(entry, "d") or property_of(entry, "i").rpartition("@")[2]
    return "." in signer and (domain == signer or domain.endswith(f".{signer}"))


def property_of(entry: object, name: str) -> str:
    """Return a property of the header, lower-cased; empty where there is none."""
    properties = getattr(entry, "properties", ())
    found = (one.value for one in properties if (one.type, one.name) == ("header", name))
    return str(next(found, None) or "").lower()
