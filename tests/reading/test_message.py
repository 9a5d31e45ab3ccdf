"""A mail is opened wide, whatever its bytes, and a broken part becomes a code, never an error."""

import base64
import binascii
import struct
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from asn1crypto import cms

from greffier.reading import limits
from greffier.reading.message import open_mail

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 200


def opened(*lines: bytes):
    return open_mail(b"\r\n".join(lines))


@pytest.mark.parametrize("size", [1_000, limits.CUT_BYTES * 2])
def test_an_attachment_comes_out_as_it_went_in_whether_cut_out_or_not(size):
    message = EmailMessage(policy=SMTP)
    message.set_content("Voici.")
    message.add_attachment(PDF[:1] * size, maintype="application", subtype="pdf", filename="Kbis été.pdf")

    mail = open_mail(message.as_bytes())

    assert [(part.name, part.content) for part in mail.parts] == [("Kbis été.pdf", PDF[:1] * size)]
    assert mail.text.strip() == "Voici."


def test_a_cut_leaf_keeps_its_bytes_when_other_text_shows_its_source():
    source = b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(PDF).replace(b"\n", b"\r\n")

    mail = opened(b"Subject: x", b"", b"Voici la source :", source)

    assert base64.b64encode(PDF[:30]) in mail.text.encode()
    assert "greffier-leaf" not in mail.text


def test_a_nameless_part_that_is_no_text_stays_bytes():
    mail = opened(
        b"Content-Type: multipart/mixed; boundary=B",
        b"",
        b"--B",
        b"Content-Type: application/pdf",
        b"",
        b"%PDF-1.4 \xff",
        b"--B--",
    )

    assert [(part.declared_type, part.content) for part in mail.parts] == [("application/pdf", b"%PDF-1.4 \xff")]


def forwarded(outer: bytes = b"multipart/mixed") -> bytes:
    inner = EmailMessage(policy=SMTP)
    inner["Subject"] = "CGU"
    inner["Message-ID"] = "<inner@operateur.example>"
    inner.set_content("J'accepte les CGU.")
    inner.add_attachment(PDF, maintype="application", subtype="pdf", filename="RIB.pdf")
    head = (
        b"Content-Type: "
        + outer
        + b"; boundary=B\r\n\r\n--B\r\n\r\nVoyez.\r\n--B\r\nContent-Type: message/rfc822\r\n\r\n"
    )
    return head + inner.as_bytes() + b"\r\n--B--\r\n"


def test_a_mail_within_keeps_to_itself():
    mail = open_mail(forwarded())

    assert mail.text.strip() == "Voyez."
    assert [inner.text.strip() for inner in mail.nested] == ["J'accepte les CGU."]
    assert [(part.name, part.declared_type) for part in mail.parts] == [
        ("attached-mail.eml", "message/rfc822"),
        ("attached-mail.eml/RIB.pdf", "application/pdf"),
    ]
    assert mail.parts[1].content == PDF


def test_a_mail_that_a_report_returns_is_no_document():
    mail = open_mail(forwarded(b"multipart/report; report-type=delivery-status"))

    assert mail.parts == ()
    assert mail.nested[0].message_id == "inner@operateur.example"


def test_an_opaque_signature_is_opened_without_trust():
    inner = b"Content-Type: text/plain; charset=utf-8\r\n\r\nNous acceptons les CGU.\r\n"
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [],
            "encap_content_info": {"content_type": "data", "content": inner},
            "signer_infos": [],
        }
    )
    der = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()

    mail = opened(
        b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        b"Content-Transfer-Encoding: base64",
        b"",
        base64.b64encode(der),
    )

    assert mail.text.strip() == "Nous acceptons les CGU."
    assert mail.parts == ()


def test_what_is_encrypted_says_so_and_stays_a_document():
    mail = opened(
        b"Content-Type: application/pkcs7-mime; name=smime.p7m", b"Content-Transfer-Encoding: base64", b"", b"AAAA"
    )

    assert mail.problems == ("encrypted",)
    assert [part.name for part in mail.parts] == ["smime.p7m"]


def test_winmail_dat_gives_what_it_holds():
    def attribute(identity: int, value: bytes) -> bytes:
        return b"\x02" + struct.pack("<II", identity, len(value)) + value + b"\0\0"

    stream = (
        b"\x78\x9f\x3e\x22\0\0"
        + attribute(0x69002, b"x")
        + attribute(0x18010, "RIB_société.pdf\0".encode("cp1252"))
        + attribute(0x6800F, PDF)
    )

    mail = opened(
        b"Content-Type: application/ms-tnef; name=winmail.dat",
        b"Content-Transfer-Encoding: base64",
        b"",
        binascii.b2a_base64(stream).strip(),
    )

    assert [part.name for part in mail.parts] == ["winmail.dat", "winmail.dat/RIB_société.pdf"]
    assert mail.parts[1].content == PDF


def test_an_alternative_gives_both_forms_and_a_footer_is_not_lost():
    mail = opened(
        b"Content-Type: multipart/mixed; boundary=A",
        b"",
        b"--A",
        b"Content-Type: multipart/alternative; boundary=B",
        b"",
        b"--B",
        b"",
        b"plain",
        b"--B",
        b"Content-Type: text/html",
        b"",
        b"<p>html</p>",
        b"--B--",
        b"--A",
        b"Content-Type: text/plain",
        b"",
        b"a < b footer",
        b"--A--",
    )

    assert "plain" in mail.text
    assert "<p>html</p>" in mail.html
    assert "a &lt; b footer" in mail.html


@pytest.mark.parametrize(
    ("charset", "octets", "text", "problems"),
    [
        (b"utf-8", "été".encode(), "été", ()),
        (b"iso-8859-1", "été".encode("latin-1"), "été", ()),
        (b"iso-8859-1", "œuvre à 5 €".encode("cp1252"), "œuvre à 5 €", ()),
        (b"iso-8859-1", "été".encode(), "été", ("bad-charset",)),
        (b"us-ascii", "été".encode(), "été", ("bad-charset",)),
        (b"utf-8", "été".encode("latin-1"), "été", ("bad-charset",)),
        (b"x-unknown-9", "été".encode(), "été", ("bad-charset",)),
        (b"punycode", "été".encode(), "été", ("bad-charset",)),
        (b"utf-16", "été".encode("utf-16"), "été", ()),
    ],
)
def test_a_declared_charset_is_believed_last(charset, octets, text, problems):
    mail = opened(
        b"Content-Type: text/plain; charset=" + charset,
        b"Content-Transfer-Encoding: base64",
        b"",
        base64.b64encode(octets),
    )

    assert mail.text == text
    assert set(mail.problems) == set(problems)


def test_every_header_is_safe_to_read():
    mail = opened(
        "Subject: Dossier de Zoé".encode("latin-1"),
        b'From: "=?utf-8?Q?J=C3=A9r=C3=B4me?=" <JEROME@Operateur.Example>',
        b"To: undisclosed-recipients:;",
        b"Cc: , a@b.example,",
        b"Date: Fri, 13 Feb 2026 10:00",
        b"In-Reply-To: <1@x> of yesterday",
        b"References: <0@x>",
        b"\t<1@x>",
        b"Message-ID: <[2]@x>",
        b"",
        b"",
    )

    assert mail.subject == "Dossier de Zoé"
    assert (mail.sender, mail.sender_name) == ("jerome@operateur.example", "Jérôme")
    assert mail.recipients == ("a@b.example",)
    assert mail.sent_at == datetime(2026, 2, 13, 10, tzinfo=UTC)
    assert mail.thread == ("1@x", "0@x")
    assert mail.message_id == "[2]@x"


def test_a_date_keeps_its_authors_own_day():
    mail = opened(b"Date: Mon, 02 Mar 2026 00:30:00 +0100", b"", b"")

    assert mail.sent_at is not None
    assert mail.sent_at.date().isoformat() == "2026-03-02"


def test_a_mail_without_anything_is_read():
    mail = open_mail(b"")

    assert (mail.sender, mail.message_id, mail.sent_at, mail.text, mail.problems) == (None, None, None, "", ())


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n" % (i, i) for i in range(2_000)),
            "too-deep",
        ),
        (b"Content-Type: message/rfc822\r\n\r\n" * 2_000, "too-deep"),
        (b"Content-Type: multipart/mixed; boundary=B\r\n\r\n" + b"--B\r\n\r\nx\r\n" * 20_000, "too-many-parts"),
        (b"Subject: " + b"a" * 1_000_000 + b"\r\n\r\nx", "long-header"),
        (b"Content-Type: text/plain; " + b'a="b"; ' * 100_000 + b"\r\n\r\nx", "long-header"),
        (b"\r\n" + b"a\n" * 1_000_000, "truncated"),
    ],
)
def test_what_is_too_much_is_cut_and_says_so(source, code):
    assert code in open_mail(source).problems
