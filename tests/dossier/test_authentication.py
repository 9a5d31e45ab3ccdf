"""Who is believed to have written, and what staff read is missing."""

from typing import Any

import pytest

from cases import reading
from greffier.dossier.authentication import prove
from greffier.model.mail import Verdict
from greffier.model.proof import Proof, Signed
from greffier.model.rules import Registry

OURS = "mx.registre.example"
SENDER = "helene@trajeo.example"
REGISTRY = Registry(address="contact@registre.example", authserv_id=OURS)
ALIGNED = f"{OURS}; dmarc=pass header.from=trajeo.example"


def proven(*headers: str, **changes: Any) -> Proof:
    registry = changes.pop("registry", REGISTRY)
    signed = changes.pop("signed", None)
    known: dict[str, Any] = {"authors": (SENDER,), "recipients": ("contact@registre.example",)}
    return prove(reading(sender=SENDER, authentication_results=headers, **(known | changes)), signed, registry)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (ALIGNED, Verdict.PASS),
        (f"{OURS}; dkim=pass header.d=trajeo.example", Verdict.PASS),
        (f"{OURS}; dkim=pass header.d=mail.trajeo.example", Verdict.PASS),
        (f"{OURS}; dkim=pass header.i=@trajeo.example header.s=s1", Verdict.PASS),
        (f"{OURS}; dkim=fail header.d=trajeo.example; dkim=pass header.d=trajeo.example", Verdict.PASS),
        (f"{OURS} (a (nested) comment) 1; (dmarc=fail) dmarc=pass (p=reject) header.from=trajeo.example", Verdict.PASS),
        (f"{OURS}; dmarc=fail header.from=trajeo.example", Verdict.FAIL),
        (f"{OURS}; dmarc=pass header.from=trajeo.example; dmarc=none header.from=trajeo.example", Verdict.UNKNOWN),
        (f"{OURS}; dmarc=pass header.from=other.example", Verdict.UNKNOWN),
        (f"{OURS}; dkim=pass header.d=other.example", Verdict.UNKNOWN),
        (f"{OURS}; dkim=pass header.d=rajeo.example", Verdict.UNKNOWN),
        (f"{OURS}; dkim=pass header.d=example", Verdict.UNKNOWN),
        (f"{OURS}; spf=pass smtp.mailfrom=trajeo.example", Verdict.UNKNOWN),
        (f"{OURS}; spf=pass (dmarc=pass header.from=trajeo.example) smtp.mailfrom=evil.example", Verdict.UNKNOWN),
        (f'{OURS}; spf=pass smtp.mailfrom="x; dmarc=pass header.from=trajeo.example"', Verdict.UNKNOWN),
        (f"{OURS}; none", Verdict.UNKNOWN),
        (f"{OURS}.evil.example; dmarc=pass header.from=trajeo.example", Verdict.UNKNOWN),
        ("mx.elsewhere.example; dmarc=pass header.from=trajeo.example", Verdict.UNKNOWN),
        ("((((", Verdict.UNKNOWN),
        ("", Verdict.UNKNOWN),
    ],
)
def test_only_an_aligned_pass_of_our_own_server_proves_the_author(header: str, expected: Verdict):
    assert proven(header).verdict is expected


def test_a_signature_under_a_public_suffix_is_nobodys():
    signed = f"{OURS}; dkim=pass header.d=co.uk"
    sender = {"sender": "a@evil.co.uk", "authors": ("a@evil.co.uk",)}
    said = reading(**sender, authentication_results=(signed,), recipients=("contact@registre.example",))

    assert prove(said, None, REGISTRY).verdict is Verdict.UNKNOWN


def test_a_lower_header_came_with_the_mail_and_is_ignored():
    assert proven(f"{OURS}; dmarc=fail header.from=trajeo.example", ALIGNED).verdict is Verdict.FAIL
    assert proven("mx.elsewhere.example; none", ALIGNED).verdict is Verdict.UNKNOWN


def test_a_topmost_header_below_the_line_of_the_machine_that_let_the_mail_in_is_a_forgery():
    """Where our server writes none, the attacker's is the topmost."""
    forged = proven(ALIGNED, received_above=1)

    assert forged.verdict is Verdict.UNKNOWN
    assert "n'est pas à sa place" in forged.lacks


def test_a_server_with_machines_of_its_own_behind_it_says_how_many():
    registry = REGISTRY.model_copy(update={"authserv_depth": 2})

    assert proven(ALIGNED, received_above=2, registry=registry).verdict is Verdict.PASS
    assert proven(ALIGNED, received_above=3, registry=registry).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"authors": (SENDER, "mallory@evil.example")}, "plusieurs auteurs"),
        ({"authors": ()}, "pas d'auteur"),
        ({"authors": ("hel\u200bene@trajeo.example",)}, "caractères cachés"),
        ({"recipients": ("somebody@else.example",)}, "ne nous est pas adressé"),
    ],
)
def test_a_pass_proves_nothing_where_it_is_not_clear_who_wrote_to_whom(changes: dict[str, Any], lacks: str):
    found = proven(ALIGNED, **changes)

    assert found.verdict is Verdict.UNKNOWN
    assert lacks in found.lacks


@pytest.mark.parametrize(
    ("header", "lacks"),
    [
        (f"{OURS}; dkim=none", "aucune signature (DKIM) au nom de trajeo.example"),
        (f"{OURS}; dkim=pass header.d=sender.example", "d'un autre domaine (sender.example)"),
        (f"{OURS}; dkim=fail header.d=trajeo.example", "la signature de trajeo.example n'est pas valable"),
        (f"{OURS}; dmarc=fail header.from=trajeo.example", "a échoué (DMARC)"),
        ("mx.elsewhere.example; none", "n'est pas celui de notre serveur"),
        ("((((", "illisible"),
    ],
)
def test_what_is_missing_is_said_in_plain_french(header: str, lacks: str):
    assert lacks in proven(header).lacks


def test_without_a_configured_server_nobody_is_proven():
    nobody = proven(ALIGNED, registry=REGISTRY.model_copy(update={"authserv_id": None}))

    assert nobody == Proof(Verdict.UNKNOWN, "aucun serveur de confiance n'est réglé (registry.authserv_id)")


BY_SIGNATURES = Registry(
    address="contact@registre.example", proven_by="signatures", trusted_sealers=("lists.example.org",)
)


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        (Signed(("trajeo.example",)), Verdict.PASS),
        (Signed(("evil.example",)), Verdict.UNKNOWN),
        (Signed(broken=("trajeo.example",)), Verdict.UNKNOWN),
        (Signed(asked=False), Verdict.UNKNOWN),
        (None, Verdict.UNKNOWN),
        (
            Signed(sealer="lists.example.org", sealed_results="mx.list; dkim=pass header.d=trajeo.example"),
            Verdict.PASS,
        ),
        (
            Signed(sealer="lists.example.org", sealed_results="mx.list; dkim=pass header.d=other.example"),
            Verdict.UNKNOWN,
        ),
        (Signed(sealer="evil.example", sealed_results="mx.list; dkim=pass header.d=trajeo.example"), Verdict.UNKNOWN),
    ],
)
def test_our_own_look_believes_the_authors_signature_or_a_trusted_seal(signed: Signed | None, expected: Verdict):
    assert proven(signed=signed, registry=BY_SIGNATURES).verdict is expected


def test_both_witnesses_must_agree_where_both_are_asked():
    both = REGISTRY.model_copy(update={"proven_by": "both"})

    assert proven(ALIGNED, signed=Signed(("trajeo.example",)), registry=both).verdict is Verdict.PASS
    assert proven(ALIGNED, signed=Signed(), registry=both).verdict is Verdict.UNKNOWN
    assert proven(signed=Signed(("trajeo.example",)), registry=both).verdict is Verdict.UNKNOWN
