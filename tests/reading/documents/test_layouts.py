"""Wordings and layouts that were misread once: foreign extracts, online banks, receipts in prose, letters."""

import io
from datetime import date

import pytest
from PIL import Image, ImageDraw, ImageFont

from greffier.model.mail import DocumentType
from greffier.reading.documents import ocr, read_document
from greffier.reading.documents.checks import check_document
from greffier.reading.documents.signature import can_verify
from reading.documents.sheets import Words, columns, sheet
from shared import SHARED, needs_shared

with_ocr = pytest.mark.skipif(not ocr.available(), reason="the ocr extra is not installed")


def placed(*texts: str) -> list[Words]:
    return [Words(50, 40 + 15 * number, text) for number, text in enumerate(texts)]


def read(*texts: str) -> tuple[DocumentType, dict[str, object]]:
    document = read_document("scan.pdf", sheet(*placed(*texts)))
    return document.type, dict(document.facts)


@pytest.mark.parametrize(
    ("lines", "name", "issued"),
    [
        (
            ("Handelsregister B des Amtsgerichts München", "Abruf vom 12.10.2026 09:12", "Nummer der Firma: HRB 212345",
             "2. a) Firma: Mitfahr Süd GmbH", "b) Sitz: München", "6. a) Rechtsform: GmbH"),
            "Mitfahr Süd GmbH", date(2026, 10, 12),
        ),
        (
            ("Registro Imprese - Archivio ufficiale della CCIAA", "VISURA", "Denominazione: STRADA INSIEME SRL",
             "Forma giuridica: srl", "Data atto di costituzione: 12/03/2018",
             "estratto dal Registro Imprese in data 05/11/2026"),
            "STRADA INSIEME SRL", date(2026, 11, 5),
        ),
        (
            ("LUXEMBOURG BUSINESS REGISTERS", "REGISTRE DE COMMERCE ET DES SOCIÉTÉS",
             "Dénomination ou raison sociale : MOSELLE MOBILITY", "Numéro d'immatriculation : B123456",
             "Fait à Luxembourg, le 06/11/2026"),
            "MOSELLE MOBILITY", date(2026, 11, 6),
        ),
        (
            ("Registro Mercantil de Madrid", "Denominación: RUTA COMÚN SL", "Forma jurídica: SL",
             "Madrid, a 13 de septiembre de 2026"),
            "RUTA COMÚN SL", date(2026, 9, 13),
        ),
    ],
    ids=["german", "italian", "luxembourgish", "spanish"],
)  # fmt: skip
def test_extracts_of_neighbours_name_the_company_and_their_own_day(
    lines: tuple[str, ...], name: str, issued: date
) -> None:
    kind, facts = read(*lines)

    assert kind is DocumentType.REGISTRATION
    assert (facts["name"], facts["issued_on"]) == (name, issued.isoformat())


def test_the_day_of_an_extract_is_not_that_on_which_the_company_began() -> None:
    words = [Words(150, 40, "SITUATION AU RÉPERTOIRE SIRENE", 16), Words(350, 70, "À la date du 8 octobre 2026")]
    fields = [
        ("Description de l'entreprise", "Entreprise active depuis le 25/05/2023"),
        ("Identifiant SIREN", "892 480 328"),
    ]
    document = read_document("scan.pdf", sheet(*words, *columns(fields, top=90)))

    assert document.facts["issued_on"] == "2026-10-08"


def test_a_receipt_in_prose_names_its_association_over_two_lines() -> None:
    kind, facts = read(
        "PRÉFECTURE DU FINISTÈRE", "Récépissé de déclaration de création", "Numéro RNA : W294001234",
        "Le préfet donne récépissé d'une déclaration d'une association ayant pour titre : AUTOS SOLIDAIRES DU",
        "PAYS DE LÉON dont le siège social est situé à Brest.", "Quimper, le 12 mai 2026",
    )  # fmt: skip

    assert kind is DocumentType.REGISTRATION
    assert facts["name"] == "AUTOS SOLIDAIRES DU PAYS DE LÉON"


def test_a_bank_that_attests_in_a_sentence_names_the_holder() -> None:
    _, facts = read(
        "KBC Bank NV - Havenlaan 2 - 1080 Brussel", "Attestation d'identité bancaire",
        "Par la présente, nous attestons que la société TRAJETS DU VEXIN est titulaire du compte suivant :",
        "IBAN BE68 5390 0754 7034", "BIC KREDBEBB",
    )  # fmt: skip

    assert (facts["holder"], facts["bank"], facts["iban"]) == ("TRAJETS DU VEXIN", "KBC Bank NV", "BE68539007547034")


def test_a_holder_is_told_without_its_address() -> None:
    _, facts = read(
        "RELEVÉ D'IDENTITÉ BANCAIRE", "Titulaire : GREEN RIDE, 12 rue de la Gare, 44000 Nantes",
        "IBAN : FR76 3000 1000 6449 1900 9562 088", "BIC : BDFEFRPPCCT",
    )  # fmt: skip

    assert facts["holder"] == "GREEN RIDE"


def test_a_letter_that_names_the_papers_it_encloses_is_none_of_them() -> None:
    kind, _ = read(
        "TRAJEO", "8 rue des Lilas", "Nantes, le 3 novembre 2026",
        "Objet : demande d'accès au registre de preuve de covoiturage", "Madame, Monsieur,",
        "Veuillez trouver ci-joint notre dossier technique, notre Kbis et notre RIB.",
    )  # fmt: skip

    assert kind is DocumentType.OTHER


def test_what_a_technical_file_denies_is_no_point_of_its_class() -> None:
    _, facts = read(
        "Dossier technique", "Le passager réserve une place auprès du conducteur.",
        "La position GPS du conducteur est horodatée au départ et à l'arrivée.",
        "Nous ne relevons pas la position du passager.", "Nos serveurs sont hébergés en France.",
    )  # fmt: skip

    assert facts["proposed_class"] == "B"
    assert "passenger_track" not in facts["points"]  # type: ignore[operator]
    assert facts["points"]["hosting"] == ["Nos serveurs sont hébergés en France."]  # type: ignore[index]


def test_people_named_in_a_technical_file_are_proposed_to_staff() -> None:
    document = read_document(
        "dossier.pdf",
        sheet(*placed("Dossier technique", "Le passager réserve une place.", "DPO : Ana Roy, dpo@trajeo.example",
                      "Notre responsable technique répond en un jour.")),
    )  # fmt: skip
    (found,) = check_document(document, date(2026, 11, 23))

    assert document.facts["contacts"] == ["DPO : Ana Roy, dpo@trajeo.example"]
    assert "Contact nommé : « DPO : Ana Roy, dpo@trajeo.example »" in found.staff


def test_terms_filled_in_at_a_keyboard_are_told_from_those_signed_by_hand() -> None:
    kind, facts = read(
        "CONDITIONS GÉNÉRALES D'UTILISATION", "Article 1 - Objet", "Les présentes conditions", "Lu et approuvé",
        "Fait à Lyon, le 03/11/2026", "Nom : Karim Haddad",
    )  # fmt: skip

    assert kind is DocumentType.SIGNED_TERMS
    assert facts["signed"] == "typed"


def test_a_low_frame_around_the_place_to_sign_is_no_signature() -> None:
    words = placed("CONDITIONS GÉNÉRALES D'UTILISATION", "Article 1 - Objet", "Les présentes conditions", "Signature :")
    document = read_document("cgu.pdf", sheet(*words, extra="1 w 50 700 400 40 re S 250 700 m 250 740 l S"))

    assert document.type is DocumentType.OTHER


@needs_shared
@pytest.mark.shared
@pytest.mark.skipif(not can_verify(), reason="the esign extra is not installed")
@pytest.mark.parametrize(("name", "intact"), [("cgu_esign_1.pdf", True), ("cgu_esign_3.pdf", False)])
def test_an_electronic_signature_is_verified(name: str, intact: bool) -> None:
    document = read_document(name, (SHARED / "checks" / name).read_bytes())

    assert document.facts["signed"] == "electronic"
    assert document.facts["intact"] is intact
    assert document.facts["signed_on"] == "2026-11-23"


def photographed(*texts: str, size: int) -> bytes:
    """Make a picture of a sheet with some lines of large or small letters, on a ground of many colours."""
    picture = Image.effect_noise((1600, 1200), 40).convert("RGB").point([200 + value // 5 for value in range(256)] * 3)
    pen = ImageDraw.Draw(picture)
    for number, text in enumerate(texts):
        pen.text((200, 200 + 2 * size * number), text, fill=(20, 20, 90), font=ImageFont.load_default(size))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


@with_ocr
def test_a_photograph_of_a_few_lines_is_no_logo_and_a_large_name_is_one() -> None:
    flyer = photographed("Covoiturez gratuitement", "Dès le 1er décembre, deux euros par trajet", size=36)
    logo = photographed("MOBILEO", size=300)

    assert read_document("IMG_1.jpg", flyer).type is DocumentType.OTHER
    assert read_document("IMG_2.jpg", logo).type is DocumentType.LOGO


@with_ocr
def test_terms_scanned_on_one_page_are_read_down_to_the_signature() -> None:
    picture = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(picture)
    articles = [
        line for number in range(1, 9) for line in (f"Article {number} - Objet", "Les présentes conditions", "")
    ]
    closing = ["Fait Nantes, le 12 novembre 2026", "Nom du signataire : Anne Le Goff", "Signature :"]
    for number, text in enumerate(["ACCEPTATION DES CGU", "", *articles, *closing]):
        pen.text((120, 100 + 44 * number), text, fill="black", font=ImageFont.load_default(26))
    pen.line(
        [(160, 1540), (220, 1440), (260, 1580), (320, 1450), (380, 1560), (470, 1470)], fill=(20, 40, 140), width=5
    )
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=150)

    document = read_document("scan.pdf", out.getvalue())

    assert document.type is DocumentType.SIGNED_TERMS
    assert (document.facts["signed"], document.facts["signed_on"]) == ("ink", "2026-11-12")
