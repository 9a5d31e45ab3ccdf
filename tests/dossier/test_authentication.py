"""Who is believed to have written."""

import pytest

from greffier.dossier.authentication import verdict
from greffier.model.mail import Verdict

OURS = "mx.registre.example"
SENDER = "helene@trajeo.example"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (f"{OURS}; dmarc=pass header.from=trajeo.example", Verdict.PASS),
        (f"{OURS}; dkim=pass header.d=trajeo.example", Verdict.PASS),
        (f"{OURS}; dkim=pass header.i=@trajeo.example header.s=s1", Verdict.PASS),
        (f"{OURS}; dmarc=fail header.from=trajeo.example", Verdict.FAIL),
        (f"{OURS}; dmarc=pass header.from=other.example", Verdict.UNKNOWN),
        (f"{OURS}; dkim=pass header.d=other.example", Verdict.UNKNOWN),
        (f"{OURS}; dkim=pass header.d=rajeo.example", Verdict.UNKNOWN),
        (f"{OURS}; spf=pass smtp.mailfrom=trajeo.example", Verdict.UNKNOWN),
        (f"{OURS}; none", Verdict.UNKNOWN),
        ("mx.elsewhere.example; dmarc=pass header.from=trajeo.example", Verdict.UNKNOWN),
        ("((((", Verdict.UNKNOWN),
        ("", Verdict.UNKNOWN),
    ],
)
def test_only_an_aligned_pass_of_our_own_server_proves_the_author(header: str, expected: Verdict):
    assert verdict((header,), OURS, SENDER) is expected


def test_a_lower_header_came_with_the_mail_and_is_ignored():
    forged = f"{OURS}; dmarc=pass header.from=trajeo.example"

    assert verdict((f"{OURS}; dmarc=fail header.from=trajeo.example", forged), OURS, SENDER) is Verdict.FAIL
    assert verdict(("mx.elsewhere.example; none", forged), OURS, SENDER) is Verdict.UNKNOWN


def test_without_a_configured_server_nobody_is_proven():
    assert verdict((f"{OURS}; dmarc=pass header.from=trajeo.example",), None, SENDER) is Verdict.UNKNOWN
