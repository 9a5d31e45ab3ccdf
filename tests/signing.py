"""Mails signed for real, with keys made for the tests: DKIM by anybody, ARC by any list."""

import base64
from functools import cache

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SELECTOR = b"s1"


@cache
def private_key(domain: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """Return the key of a domain, made once."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def record(domain: str, bits: int = 2048) -> dict[str, bytes]:
    """Return what the domain publishes in the DNS."""
    public = private_key(domain, bits).public_key()
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {f"s1._domainkey.{domain}": b"v=DKIM1; k=rsa; p=" + base64.b64encode(der)}


def pem(domain: str, bits: int = 2048) -> bytes:
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return private_key(domain, bits).private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def signed_by(domain: str, raw: bytes, *, length: bool = False, bits: int = 2048) -> bytes:
    """Return the mail under a DKIM signature of the domain."""
    signer = dkim.DKIM(raw)
    headers = [b"from", b"to", b"subject", b"date", b"message-id"]
    present = {name.lower() for name, _ in signer.headers}
    fields = [name for name in headers if name in present]
    return signer.sign(SELECTOR, domain.encode(), pem(domain, bits), include_headers=fields, length=length) + raw


def sealed_by(domain: str, raw: bytes, results: str) -> bytes:
    """Return the mail as a list of this domain passes it on: its Authentication-Results, sealed (RFC 8617)."""
    seen = f"Authentication-Results: {domain}; {results}\r\n".encode() + raw
    lines = dkim.arc_sign(seen, SELECTOR, domain.encode(), pem(domain), domain.encode())
    return b"".join(lines) + raw
