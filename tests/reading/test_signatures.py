"""Signatures that hold and that do not: real keys, real signatures, a real name server."""

from collections.abc import Iterator

import pytest

from greffier.lookup import Found
from greffier.model.proof import Signed
from greffier.reading.message import open_mail
from greffier.reading.signatures import key_names, signed
from nameserver import NameServer, name_server
from reading.mails import raw
from signing import record, sealed_by, signed_by

DOMAIN = "operateur.example"
LIST = "listes.example"
ACCEPTANCE = raw("Bonjour,\n\nNous acceptons les CGU.\n\nPaul")


@pytest.fixture
def dns() -> Iterator[NameServer]:
    with name_server() as server:
        server.records = record(DOMAIN) | record(LIST) | record("evil.example")
        yield server


def found(mail: bytes, dns: NameServer) -> Signed:
    keys = dns.keys().fetch(key_names(open_mail(mail)))
    return signed(mail, keys.keys)


def test_a_signature_of_the_authors_domain_holds(dns: NameServer):
    assert found(signed_by(DOMAIN, ACCEPTANCE), dns) == Signed((DOMAIN,))


def test_a_mail_without_a_signature_asks_the_name_server_nothing(dns: NameServer):
    assert found(ACCEPTANCE, dns) == Signed()
    assert dns.asked == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Nous acceptons", b"Nous n'acceptons pas"),
        (b"from: Paul", b"from: Claire"),
        (b"from: Paul", b"from: Mallory <mallory@evil.example>\r\nfrom: Paul"),
        (b"subject: Bonjour", b"subject: RIB"),
    ],
)
def test_what_was_changed_after_signing_does_not_hold(dns: NameServer, before: bytes, after: bytes):
    changed = signed_by(DOMAIN, ACCEPTANCE).replace(before, after)

    assert found(changed, dns) == Signed(broken=(DOMAIN,))


def test_a_signature_of_the_beginning_alone_does_not_hold(dns: NameServer):
    appended = signed_by(DOMAIN, ACCEPTANCE, length=True) + b"\r\nVoici notre nouveau RIB.\r\n"

    assert found(appended, dns).domains == ()


def test_a_key_that_is_not_published_proves_nothing(dns: NameServer):
    assert found(signed_by("absent.example", ACCEPTANCE), dns) == Signed(broken=("absent.example",))


def test_one_broken_signature_does_not_spoil_another(dns: NameServer):
    both = signed_by("absent.example", signed_by(DOMAIN, ACCEPTANCE))

    assert found(both, dns) == Signed((DOMAIN,), ("absent.example",))


def test_a_list_that_changed_the_mail_is_known_by_its_seal(dns: NameServer):
    sent = signed_by(DOMAIN, ACCEPTANCE)
    through = sealed_by(
        LIST, sent.replace(b"subject: Bonjour", b"subject: [adhesions] Bonjour"), f"dkim=pass header.d={DOMAIN}"
    )

    read = found(through, dns)

    assert (read.domains, read.broken, read.sealer) == ((), (DOMAIN,), LIST)
    assert f"dkim=pass header.d={DOMAIN}" in read.sealed_results


def test_a_seal_over_something_else_is_no_seal(dns: NameServer):
    through = sealed_by(LIST, ACCEPTANCE, f"dkim=pass header.d={DOMAIN}")

    assert found(through.replace(b"Nous acceptons", b"Nous n'acceptons pas"), dns).sealer is None
    assert found(through.replace(f"header.d={DOMAIN}".encode(), b"header.d=evil.example"), dns).sealer is None


def test_a_silent_name_server_is_told_from_one_that_has_no_such_key(dns: NameServer):
    dns.silent = True

    assert dns.keys(timeout=0.1).fetch(["s1._domainkey.operateur.example"]) == Found({}, answered=False)


def test_a_key_is_asked_for_once(dns: NameServer):
    keys = dns.keys()
    names = [f"s1._domainkey.{DOMAIN}"]

    assert keys.fetch(names) == keys.fetch(names)
    assert dns.asked == names


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"v=1",
        b"d=" + b"a" * 70_000 + b"; s=b",
        b"s=a; d=..; b=",
        b"\xff=\xfe",
        b"v=1; a=rsa-sha256; d=x; s=y; h=from; bh=!; b=!",
    ],
)
def test_a_hostile_signature_is_simply_not_one(dns: NameServer, value: bytes):
    mail = b"DKIM-Signature: " + value + b"\r\nARC-Seal: i=1; " + value + b"\r\n" + ACCEPTANCE

    assert found(mail, dns).domains == ()


def test_no_more_signatures_are_looked_at_than_a_mail_honestly_has(dns: NameServer):
    many = b"".join(b"DKIM-Signature: v=1; s=s%d; d=evil.example\r\n" % number for number in range(500))

    assert len(key_names(open_mail(many + ACCEPTANCE))) == 8
