import io

import pytest
from PIL import Image, ImageDraw

from greffier.model.mail import DocumentType, Mail, Part
from greffier.reading.documents import limits, ocr, read_document, read_documents

without_ocr = pytest.mark.skipif(ocr.available(), reason="the ocr extra is installed: pictures are read")


def drawn(width: int, height: int, *, mode: str = "RGB", kind: str = "PNG") -> bytes:
    """Draw a logo: a disc and a bar on plain ground."""
    picture = Image.new(mode, (width, height), (255, 255, 255, 0)[: len(mode)])
    pen = ImageDraw.Draw(picture)
    pen.ellipse((height * 0.1, height * 0.1, height * 0.9, height * 0.9), fill=(20, 90, 160, 255)[: len(mode)])
    pen.rectangle((width * 0.5, height * 0.4, width * 0.9, height * 0.6), fill=(160, 40, 40, 255)[: len(mode)])
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def noisy(width: int, height: int) -> bytes:
    """Make what a photograph looks like to whoever only counts colours."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_drawing_sent_as_a_file_is_a_logo(kind: str) -> None:
    document = read_document(f"logo-trajeo.{kind.lower()}", drawn(900, 300, kind=kind))

    assert document.type is DocumentType.LOGO
    assert document.problems == ()
    assert (document.facts["width"], document.facts["height"], document.facts["vector"]) == (900, 300, False)


def test_transparency_is_seen() -> None:
    assert read_document("logo.png", drawn(500, 500, mode="RGBA")).facts["transparent"]
    assert not read_document("logo.png", drawn(500, 500)).facts["transparent"]


@pytest.mark.parametrize("name", ["image001.png", "logo.png", ""])
def test_a_small_picture_within_the_text_is_decoration(name: str) -> None:
    assert read_document(name, drawn(180, 48), inline=True, referenced=True).type is DocumentType.DECORATION


def test_a_large_logo_shown_within_the_text_is_a_logo() -> None:
    document = read_document("logo-sevre.png", drawn(900, 300), inline=True, referenced=True)

    assert document.type is DocumentType.LOGO


def test_a_picture_called_from_the_html_is_known_by_its_content_id() -> None:
    part = Part("image001.png", "image/png", drawn(180, 48), content_id="<image001.png@01DC>")
    mail = Mail(None, "", None, "", (), None, (), (), "", '<img src="cid:image001.png@01DC">', (part,))

    assert read_documents(mail)[0][0].type is DocumentType.DECORATION


def test_a_tiny_logo_is_a_logo_too_small_for_the_site() -> None:
    document = read_document("logo.png", drawn(64, 64))

    assert document.type is DocumentType.LOGO
    assert document.problems == ("logo_too_small",)


def test_a_blank_picture_is_no_logo_to_show() -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), "white").save(out, "PNG")

    assert "logo_blank" in read_document("logo.png", out.getvalue()).problems


@without_ocr
@pytest.mark.parametrize(
    ("name", "kind"), [("CNI recto.jpg", "identity"), ("rib.jpg", "rib"), ("IMG_2291.jpg", "other")]
)
def test_a_photograph_waits_for_a_person(name: str, kind: str) -> None:
    document = read_document(name, noisy(1600, 1200))

    assert document.type == kind
    assert document.confidence <= 0.3
    assert document.problems == ("no-text",)


def test_more_pixels_than_a_camera_has_are_refused_before_they_are_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (limits.SIDE + 1, 8)).save(out, "PNG")

    assert read_document("scan.png", out.getvalue()).problems == ("limit",)


def test_a_picture_cut_short_is_corrupted() -> None:
    assert read_document("scan.jpg", noisy(800, 600)[:4000]).problems == ("corrupted",)


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 100">%s</svg>'
)


def test_a_plain_svg_is_a_logo() -> None:
    document = read_document("logo.svg", (SVG % '<path d="M1 1" fill="url(#g)"/><text>Trajeo</text>').encode())

    assert document.type is DocumentType.LOGO
    assert document.facts == {"width": 300.0, "height": 100.0, "vector": True, "transparent": True}


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<g onload="alert(1)"/>', "script"),
        ('<a href="java&#10;script:alert(1)"><text>x</text></a>', "script"),
        ("<foreignObject/>", "script"),
        ('<image href="file:///etc/passwd"/>', "external-reference"),
        ('<use xlink:href="https://x.example/a.svg#b"/>', "external-reference"),
        ("<style>@import url(https://x.example/a.css)</style>", "external-reference"),
        ('<rect style="fill:url(https://x.example/a)"/>', "external-reference"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "script"),
        ('<animate attributeName="href" values="javascript:alert(1)"/>', "script"),
        ("<g>" * 300 + "</g>" * 300, "limit"),
        ('<g id="a"><use href="#b"/></g>' * 60, "limit"),
    ],
)
def test_an_svg_that_does_more_than_draw_is_never_passed_on(body: str, problem: str) -> None:
    document = read_document("logo.svg", (SVG % body).encode())

    assert document.type is DocumentType.OTHER
    assert problem in document.problems


def test_an_svg_that_names_its_standard_is_a_logo() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'

    assert read_document("logo.svg", (doctype + SVG % '<path d="M1 1"/>').encode()).type is DocumentType.LOGO


def test_an_svg_with_entities_is_never_parsed_further() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG % "<text>&b;</text>"

    assert read_document("logo.svg", bomb.encode()).problems == ("external-entity",)
