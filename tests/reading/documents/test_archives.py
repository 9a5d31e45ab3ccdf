import io
import stat
import struct
import zipfile

import pytest

from greffier.model.mail import DocumentType, Mail, Part
from greffier.reading.documents import limits, read_document, read_documents
from reading.documents.sheets import Words, sheet

RIB = sheet(Words(50, 40, "RELEVÉ D'IDENTITÉ BANCAIRE"), Words(50, 90, "IBAN : FR76 3000 1000 6449 1900 9562 088"), Words(50, 110, "BIC : BDFEFRPP"))  # fmt: skip  # noqa: E501
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def mail(*parts: Part, html: str = "") -> Mail:
    return Mail(None, "", None, "", (), None, (), (), "", html, parts)


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def read(name: str, content: bytes):
    return {
        document.name: document for document, _ in read_documents(mail(Part(name, "application/octet-stream", content)))
    }


def test_an_archive_is_listed_before_its_members() -> None:
    documents = read("pièces.zip", zipped(("dossier/RIB.pdf", RIB), ("__MACOSX/._RIB.pdf", b"x"), ("Thumbs.db", b"x")))

    assert list(documents) == ["pièces.zip", "pièces.zip/dossier/RIB.pdf"]
    assert documents["pièces.zip"].type is DocumentType.ARCHIVE
    assert documents["pièces.zip/dossier/RIB.pdf"].type is DocumentType.RIB


def test_an_archive_in_an_archive_is_opened_but_not_a_third() -> None:
    third = zipped(("deep.pdf", RIB))
    documents = read("a.zip", zipped(("b.zip", zipped(("rib.pdf", RIB), ("c.zip", third)))))

    assert documents["a.zip/b.zip/rib.pdf"].type is DocumentType.RIB
    assert "a.zip/b.zip/c.zip" in documents
    assert "a.zip/b.zip/c.zip/deep.pdf" not in documents


def test_names_never_lead_out_of_the_archive() -> None:
    documents = read("a.zip", zipped(("../../etc/passwd", b"root"), ("C:\\x\\y.txt", b"bonjour")))

    assert set(documents) == {"a.zip", "a.zip/etc/passwd", "a.zip/C:/x/y.txt"}


def test_names_of_windows_keep_their_accents() -> None:
    """Windows writes cp850 without saying so."""
    info = zipfile.ZipInfo("X" * len("pièce.pdf"))
    packed = zipped((info, RIB)).replace(b"X" * len("pièce.pdf"), "pièce.pdf".encode("cp850"))

    assert "a.zip/pièce.pdf" in read("a.zip", packed)


def test_a_link_in_an_archive_is_not_followed() -> None:
    link = zipfile.ZipInfo("kbis.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    documents = read("a.zip", zipped((link, b"/etc/passwd")))

    assert documents["a.zip/kbis.pdf"].problems == ("symlink",)
    assert documents["a.zip"].type is DocumentType.OTHER


@pytest.mark.parametrize(
    "content",
    [
        zipped(("zeros.pdf", bytes(80 * limits.MIB))),
        zipped(*((f"{number}.txt", b"x") for number in range(limits.MEMBERS + 1))),
    ],
    ids=["bomb", "crowd"],
)
def test_what_asks_for_too_much_stays_closed(content: bytes) -> None:
    documents = read("a.zip", content)

    assert list(documents) == ["a.zip"]
    assert documents["a.zip"].problems == ("limit",)


def test_all_archives_of_a_mail_share_one_allowance() -> None:
    heavy = zipped(("a.bin", bytes(range(256)) * (45 * limits.MIB // 256)))
    parts = [Part(f"{number}.zip", "application/zip", heavy) for number in range(3)]
    problems = [document.problems for document, _ in read_documents(mail(*parts))]

    assert ("limit",) in problems


def test_a_program_in_an_archive_is_told_of_the_whole() -> None:
    documents = read("a.zip", zipped(("rib.pdf.exe", b"MZ" + bytes(60)), ("kbis.pdf", EICAR)))

    assert {"executable", "virus"} <= set(documents["a.zip"].problems)
    assert documents["a.zip/rib.pdf.exe"].problems == ("executable",)
    assert documents["a.zip/kbis.pdf"].problems == ("virus",)


def test_a_broken_archive_is_a_file_that_nobody_can_read() -> None:
    document = read_document("a.zip", zipped(("rib.pdf", RIB))[:-40])

    assert document.type is DocumentType.OTHER
    assert document.problems == ("corrupted",)


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    body = b"".join(b"\x02" + struct.pack("<II", key, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF) for key, data in attributes)  # fmt: skip  # noqa: E501
    return struct.pack("<IH", 0x223E9F78, 1) + body


def test_a_winmail_dat_is_opened_with_its_long_names() -> None:
    name = "Relevé d’identité.pdf".encode("utf-16-le") + b"\0\0"
    properties = struct.pack("<IHHII", 1, 0x1F, 0x3707, 1, len(name)) + name + bytes(-len(name) % 4)
    content = tnef((0x00069002, bytes(14)), (0x00018010, b"RELEV~1.PDF\0"), (0x0006800F, RIB), (0x00069005, properties))
    documents = read("winmail.dat", content)

    assert documents["winmail.dat"].type is DocumentType.ARCHIVE
    assert documents["winmail.dat/Relevé d’identité.pdf"].type is DocumentType.RIB


def test_a_winmail_dat_cut_short_is_corrupted() -> None:
    assert read_document("winmail.dat", tnef()[:4] + b"\x01").problems == ("corrupted",)


def test_a_member_that_the_mail_brought_already_is_listed_once() -> None:
    content = tnef((0x00069002, bytes(14)), (0x00018010, b"RIB.PDF\0"), (0x0006800F, RIB))
    parts = (
        Part("winmail.dat", "application/ms-tnef", content),
        Part("winmail.dat/RIB.PDF", "application/octet-stream", RIB),
    )

    assert [document.name for document, _ in read_documents(mail(*parts))] == ["winmail.dat", "winmail.dat/RIB.PDF"]
