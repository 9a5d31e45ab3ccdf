"""S/MIME unwrapped (RFC 8551): what an opaque signature holds.

Trust is not asked here; who signed proves nothing to reading.
"""

import email
from email.message import Message

from asn1crypto import cms  # type: ignore[import-untyped]  # it has no stubs


def signed_content(content: bytes) -> Message | None:
    """Return the MIME entity inside an opaque signature; None where it is encrypted, bare or broken."""
    try:
        wrapped = cms.ContentInfo.load(content)
        if wrapped["content_type"].native != "signed_data":
            return None
        inner = wrapped["content"]["encap_content_info"]["content"].native
        return email.message_from_bytes(inner) if isinstance(inner, bytes) else None
    except Exception:  # asn1crypto raises many things on broken structures; all mean: nothing readable
        return None
