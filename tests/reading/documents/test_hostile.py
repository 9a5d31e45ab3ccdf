"""Files made to harm: each ends as a problem that a person can read, in the process itself or at its limits."""

import resource
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from greffier.model.mail import DocumentType
from greffier.reading.documents import limits, read_document
from reading.documents.sheets import Words, sheet
from shared import SHARED, needs_shared

HELLO = Words(50, 50, "Bonjour à tous")


@pytest.mark.parametrize(
    ("catalog", "problem"),
    [
        ("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", "javascript"),
        ("/OpenAction<</S/J#61vaScript/J#53(x)>>", "javascript"),
        ("/OpenAction<</S/Launch/F(cmd.exe)>>", "launch"),
    ],
)
def test_a_pdf_that_acts_is_never_passed_on(catalog: str, problem: str) -> None:
    document = read_document("kbis.pdf", sheet(HELLO, catalog=catalog))

    assert document.type is DocumentType.OTHER
    assert problem in document.problems


def test_actions_in_compressed_objects_are_found() -> None:
    packed = zlib.compress(b"7 0 <</S/JavaScript/JS(x)>>")
    hidden = b"9 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    content = sheet(HELLO).replace(b"xref\n", hidden + packed + b"\nendstream\nendobj\nxref\n", 1)

    assert "javascript" in read_document("kbis.pdf", content).problems


def test_the_same_letters_in_a_compressed_picture_are_no_action() -> None:
    noise = b"9 0 obj\n<</Subtype/Image/Length 20>>\nstream\n..../JS ..../Launch ...\nendstream\nendobj\n"
    content = sheet(HELLO).replace(b"xref\n", noise + b"xref\n", 1)

    assert not {"javascript", "launch"} & set(read_document("x.pdf", content).problems)


def test_a_stream_that_inflates_without_end_is_not_inflated() -> None:
    packed = zlib.compress(bytes(limits.STREAM + limits.MIB), 9)
    bomb = b"9 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream\nendobj\n"

    assert read_document("x.pdf", sheet(HELLO).replace(b"xref\n", bomb + b"xref\n", 1)).problems == ("limit",)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("kbis.pdf", b"MZ" + bytes(400), "executable"),
        ("rib.png", b"\x7fELF" + bytes(100), "executable"),
        ("facture.js", b"WScript.Echo(1)", "executable"),
        ("rib.txt", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "virus"),
        ("kbis.pdf", b"", "empty"),
        ("kbis.pdf", b"%PDF-1.7\n" + bytes(300), "corrupted"),
        ("kbis.docx", b"bonjour " * 100, "not-what-named"),
        ("kbis.rtf", b"{\\rtf1\\ansi Bonjour}", "unsupported"),
        ("kbis.pdf", bytes(4) + b"ftypisom" + bytes(400), "unsupported"),
        ("kbis.pdf", sheet(HELLO) + b"PK\x05\x06" + bytes(18), "polyglot"),
        ("kbis.pdf", sheet(size=(20_000, 20_000)), "limit"),
    ],
)
def test_disguises_are_told(name: str, content: bytes, problem: str) -> None:
    document = read_document(name, content)

    assert document.type is DocumentType.OTHER
    assert problem in document.problems


@pytest.mark.parametrize("name", ["smime.p7s", "invite.ics", "Anne.vcf"])
def test_what_mail_programs_attach_is_no_problem(name: str) -> None:
    contents = {
        "smime.p7s": bytes.fromhex("3082041006092a864886f70d010702a0") + bytes(900),
        "invite.ics": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR",
        "Anne.vcf": b"BEGIN:VCARD\r\nFN:Anne\r\nEND:VCARD",
    }
    document = read_document(name, contents[name])

    assert document.type is DocumentType.OTHER
    assert document.problems == ()


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize(
    "path", sorted((SHARED / "hostile").glob("[!t]*")) or [Path("none")], ids=lambda path: path.name
)
def test_every_hostile_file_ends_within_its_limits(path: Path) -> None:
    """Ten seconds of processor and half a gigabyte, without OCR: a real process, whose end is not by a signal."""
    code = "import sys; from greffier.reading.documents import read_document as r; d = r(sys.argv[1], open(sys.argv[1], 'rb').read()); print(d.type, *d.problems)"  # noqa: E501

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (512 * limits.MIB,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False, preexec_fn=limit
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(("other", "archive"))
    assert len(done.stdout.split()) > 1 or path.suffix == ".gif"
