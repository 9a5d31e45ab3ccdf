"""The signatures of a mail: where their keys are published, and which of them hold (DKIM, RFC 6376; ARC, RFC 8617).

The keys come in as an argument: this room asks no name server. What a signature proves is decided elsewhere.
"""

import logging
from collections.abc import Mapping
from typing import Any

import dkim

from greffier.model.mail import Mail
from greffier.model.proof import Signed
from greffier.reading import limits

SIGNING_FIELDS = ("dkim-signature", "arc-message-signature", "arc-seal")
WEAKEST_KEY = 1024
"""Bits; verifiers may refuse less (RFC 8301, 3.2)."""

# dkimpy logs what it could not verify, domain included: that is somebody's mail, and no log's business.
_SILENT = logging.getLogger("greffier.signatures")
_SILENT.setLevel(logging.CRITICAL + 1)


def key_names(mail: Mail) -> tuple[str, ...]:
    """Return where in the DNS the keys of a mail's signatures are published, each name once."""
    signatures = [value for name, value in mail.headers if name in SIGNING_FIELDS]
    named = (key_name(tags(value)) for value in signatures[: limits.SIGNATURES])
    return tuple(dict.fromkeys(name for name in named if name))


def tags(value: str) -> dict[str, str]:
    """Return the tags of a signature (RFC 6376, 3.2), without blanks; the first of each name."""
    found: dict[str, str] = {}
    for tag in value.split(";"):
        name, _, content = tag.partition("=")
        found.setdefault(name.strip(), "".join(content.split()))
    return found


def key_name(signature: Mapping[str, str]) -> str | None:
    """Return the DNS name of a signature's key, lower-cased; None where it names none."""
    selector, domain = signature.get("s"), signature.get("d")
    return f"{selector}._domainkey.{domain}".lower() if selector and domain else None


def signed(raw: bytes, keys: Mapping[str, bytes]) -> Signed:
    """Verify the signatures of a raw mail against the keys, by their names."""

    def published(name: bytes, timeout: int = 0) -> bytes | None:  # noqa: ARG001 - dkimpy's call
        return keys.get(name.decode("ascii", "replace").rstrip(".").lower())

    holding, broken = _signers(raw, published)
    sealer, results = _seal(raw, published)
    return Signed(holding, broken, sealer, results)


def _signers(raw: bytes, published: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the domains whose signature holds, and those whose does not."""
    verdicts: dict[str, bool] = {}
    for index in range(limits.SIGNATURES):
        verifier = _verifier(dkim.DKIM, raw)
        if verifier is None:
            break
        try:
            holds = verifier.verify(idx=index, dnsfunc=published)
        except Exception:  # whatever it stumbles over, the signature does not hold
            holds = False
        if verifier.domain is None:
            break
        domain = verifier.domain.decode("ascii", "replace").lower()
        verdicts[domain] = verdicts.get(domain, False) or (holds and _covers_all(verifier.signature_fields))
    return tuple(one for one in verdicts if verdicts[one]), tuple(one for one in verdicts if not verdicts[one])


def _covers_all(signature: Mapping[bytes, bytes]) -> bool:
    """Refuse a signature of a body's beginning only, to which anybody may append (RFC 6376, 8.2), and SHA-1."""
    return b"l" not in signature and signature.get(b"a") == b"rsa-sha256"


def _seal(raw: bytes, published: object) -> tuple[str | None, str]:
    """Return who sealed the mail last and what it vouches for, where the whole chain holds."""
    verifier = _verifier(dkim.ARC, raw)
    if verifier is None:
        return None, ""
    try:
        chain, sets, _ = verifier.verify(dnsfunc=published)
    except Exception:
        return None, ""
    if chain != dkim.CV_Pass or not sets:
        return None, ""
    newest = sets[0]
    if newest["ams-domain"].lower() != newest["as-domain"].lower():
        return None, ""
    results = newest["aar-value"].decode("utf-8", "replace").partition(";")[2]
    return newest["as-domain"].decode("ascii", "replace").lower(), " ".join(results.split())


def _verifier(kind: type, raw: bytes) -> Any:  # noqa: ANN401 - dkimpy carries no types
    try:
        return kind(raw, logger=_SILENT, minkey=WEAKEST_KEY)
    except Exception:
        return None
