"""Papers such as operators send, made in memory from invented facts: Kbis, RIB, technical file, logo.

They look like the real ones, and the same arguments give the same bytes.
"""

import io
import time
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # ships no types
from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]  # ships no types
from reportlab.lib.units import mm  # type: ignore[import-untyped]  # ships no types
from reportlab.lib.utils import simpleSplit  # type: ignore[import-untyped]  # ships no types
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]  # ships no types

from greffier.demo.chapters import FRENCH, TechnicalFile
from greffier.demo.numbers import iban, in_groups, siren

__all__ = ["iban", "invoice", "kbis", "logo", "logo_svg", "rib", "scanned", "siren", "technical_file"]

WIDTH, HEIGHT = A4
LEFT, RIGHT = 24 * mm, WIDTH - 24 * mm
SANS, BOLD = "Helvetica", "Helvetica-Bold"
BLUE = (0.18, 0.22, 0.55)
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
BEGINNING = time.struct_time((2026, 11, 2, 8, 0, 0, 0, 306, 0))
"""The scanner's clock: a date in the file, so that the same paper has the same bytes."""


class Sheet:
    """An A4 page written from the top."""

    def __init__(self) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, invariant=1)
        self.y = HEIGHT - 22 * mm

    def write(self, text: str, *, x: float = LEFT, font: str = SANS, size: float = 9, down: float = 5 * mm) -> None:
        """Write one line, then go down."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= down

    def centre(self, text: str, *, font: str = SANS, size: float = 10, down: float = 6 * mm) -> None:
        """Write one line in the middle."""
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(WIDTH / 2, self.y, text)
        self.y -= down

    def row(self, label: str, value: str) -> None:
        """Write a label and its value on one line."""
        self.write(label, x=LEFT + 2 * mm, down=0)
        self.write(value, x=LEFT + 68 * mm, font=BOLD)

    def heading(self, text: str) -> None:
        """Write a heading with a line under it."""
        self.y -= 3 * mm
        self.canvas.setFillColorRGB(*BLUE)
        self.write(text, font=BOLD, size=10, down=1.5 * mm)
        self.canvas.setFillColorRGB(0, 0, 0)
        self.canvas.setStrokeColorRGB(*BLUE)
        self.canvas.line(LEFT, self.y, RIGHT, self.y)
        self.y -= 5 * mm

    def paragraph(self, text: str) -> None:
        """Write a paragraph over as many lines, and pages, as it needs."""
        for line in simpleSplit(text, SANS, 10.5, RIGHT - LEFT):
            if self.y < 25 * mm:
                self.canvas.showPage()
                self.y = HEIGHT - 25 * mm
            self.write(line, size=10.5, down=5.4 * mm)
        self.y -= 2 * mm

    def done(self) -> bytes:
        """Return the PDF."""
        self.canvas.save()
        return self.file.getvalue()


def kbis(name: str, siren: str, issued_on: date | None) -> bytes:
    """Return a Kbis of Nantes as a PDF with text; None is issued today."""
    day = issued_on or datetime.now(UTC).date()
    number = f"{in_groups(siren, 3)} R.C.S. Nantes"
    sheet = Sheet()
    sheet.canvas.setFont(SANS, 9)
    sheet.canvas.drawRightString(RIGHT, sheet.y, f"Code de vérification : {verification_code(siren)}")
    sheet.write("Greffe du Tribunal de Commerce de Nantes", font=BOLD, size=11)
    sheet.write("2 BIS QUAI FRANÇOIS MITTERRAND")
    sheet.write("44262 NANTES CEDEX 2")
    sheet.write("N° de gestion 2024 B 01742", down=12 * mm)
    sheet.centre("Extrait Kbis", font=BOLD, size=19, down=8 * mm)
    title = "EXTRAIT D'IMMATRICULATION PRINCIPALE AU REGISTRE DU COMMERCE ET DES SOCIETES"
    sheet.centre(title, font=BOLD, size=9.5)
    sheet.centre(f"à jour au {day.day} {MONTHS[day.month - 1]} {day.year}", down=10 * mm)
    sheet.heading("IDENTIFICATION DE LA PERSONNE MORALE")
    for label, value in identification(name, number):
        sheet.row(label, value)
    sheet.heading("GESTION, DIRECTION, ADMINISTRATION, CONTRÔLE, ASSOCIÉS OU MEMBRES")
    sheet.write("Président", x=LEFT + 2 * mm, font=BOLD)
    sheet.row("Nom, prénoms", "MARTIN Camille, Andrée")
    sheet.row("Date et lieu de naissance", "Le 14/03/1981 à Angers (49)")
    sheet.row("Nationalité", "Française")
    sheet.heading("RENSEIGNEMENTS RELATIFS À L'ACTIVITÉ ET À L'ÉTABLISSEMENT PRINCIPAL")
    sheet.row("Adresse de l'établissement", "12 rue des Olivettes 44000 Nantes")
    sheet.row("Date de commencement d'activité", "02/05/2024")
    sheet.row("Origine du fonds ou de l'activité", "Création")
    sheet.y -= 8 * mm
    sheet.write("Le Greffier", x=RIGHT - 30 * mm, down=14 * mm)
    sheet.centre("FIN DE L'EXTRAIT", font=BOLD)
    sheet.y = 18 * mm
    sheet.write(f"R.C.S. Nantes - {day:%d/%m/%Y} - 10:12:41", size=7, down=0)
    sheet.write("page 1/1", x=RIGHT - 12 * mm, size=7)
    return sheet.done()


def identification(name: str, number: str) -> tuple[tuple[str, str], ...]:
    """Return the rows that say who the company is."""
    return (
        ("Immatriculation au RCS, numéro", number),
        ("Date d'immatriculation", "29/04/2024"),
        ("Dénomination ou raison sociale", name),
        ("Forme juridique", "Société par actions simplifiée"),
        ("Capital social", "20 000,00 Euros"),
        ("Adresse du siège", "12 rue des Olivettes 44000 Nantes"),
        ("Activités principales", "Édition et exploitation d'un service de covoiturage"),
        ("Durée de la personne morale", "Jusqu'au 28/04/2123"),
        ("Date de clôture de l'exercice social", "31 décembre"),
    )


def verification_code(siren: str) -> str:
    """Return ten letters and digits, as clerks print them."""
    return "".join(Random(siren).choices("abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ23456789", k=10))  # noqa: S311


def rib(holder: str, iban: str, bic: str, bank: str) -> bytes:
    """Return a RIB as a PDF with text. A French IBAN is also told in the table of codes."""
    sheet = Sheet()
    sheet.write(bank.upper(), font=BOLD, size=13, down=14 * mm)
    sheet.centre("RELEVÉ D'IDENTITÉ BANCAIRE", font=BOLD, size=13, down=8 * mm)
    sheet.write(
        "Ce relevé est destiné à être remis, sur leur demande, à vos créanciers ou débiteurs appelés à faire", size=8
    )
    sheet.write(
        "inscrire des opérations à votre compte (virements, paiement de quittances, etc.).", size=8, down=10 * mm
    )
    sheet.write("Titulaire du compte :", down=0)
    sheet.write(holder, x=LEFT + 45 * mm, font=BOLD, size=10)
    sheet.write("12 RUE DES OLIVETTES", x=LEFT + 45 * mm)
    sheet.write("44000 NANTES", x=LEFT + 45 * mm, down=10 * mm)
    if iban.startswith("FR"):
        table_of_codes(sheet, iban, bank)
    sheet.write("IBAN (International Bank Account Number)", size=8)
    sheet.write(in_groups(iban, 4), font=BOLD, size=12, down=9 * mm)
    sheet.write("Code BIC (Bank Identifier Code) - Code swift", size=8)
    sheet.write(bic, font=BOLD, size=12)
    return sheet.done()


def table_of_codes(sheet: Sheet, iban: str, bank: str) -> None:
    """Write bank, branch, account and key in a frame."""
    cells = (
        ("Code banque", iban[4:9]),
        ("Code guichet", iban[9:14]),
        ("Numéro de compte", iban[14:25]),
        ("Clé RIB", iban[25:]),
        ("Domiciliation", bank.upper()[:16]),
    )
    places = [LEFT + 2 * mm + offset * mm for offset in (0, 30, 60, 102, 124)]
    sheet.canvas.rect(LEFT, sheet.y - 7 * mm, RIGHT - LEFT, 12 * mm)
    for x, (label, _) in zip(places, cells, strict=True):
        sheet.write(label, x=x, size=8, down=0)
    sheet.y -= 5 * mm
    for x, (_, value) in zip(places, cells, strict=True):
        sheet.write(value, x=x, font=BOLD, size=9.5, down=0)
    sheet.y -= 13 * mm


def technical_file(name: str, content: TechnicalFile = FRENCH) -> bytes:
    """Return a technical file as a PDF with text."""
    sheet = Sheet()
    sheet.y -= 10 * mm
    sheet.write(content.title, font=BOLD, size=22, down=9 * mm)
    sheet.write(content.subtitle.format(name=name), size=12, down=12 * mm)
    for heading, paragraphs in content.chapters:
        sheet.heading(heading)
        for paragraph in paragraphs:
            sheet.paragraph(paragraph)
    return sheet.done()


def invoice(number: str, day: date) -> bytes:
    """Return a supplier's invoice: a paper that no operator is asked for."""
    sheet = Sheet()
    sheet.write("PAPETERIE CENTRALE", font=BOLD, size=13, down=14 * mm)
    sheet.write(f"FACTURE n° {number}", font=BOLD, size=13, down=7 * mm)
    sheet.write(f"Nantes, le {day:%d/%m/%Y}", down=12 * mm)
    for label, value in (
        ("Ramettes de papier A4, 20 unités", "84,00 €"),
        ("Total HT", "84,00 €"),
        ("TVA 20 %", "16,80 €"),
        ("Total TTC, net à payer", "100,80 €"),
    ):
        sheet.row(label, value)
    return sheet.done()


def scanned(pdf: bytes, *, turned: float = 0.7, dots: int = 150, seed: int = 1) -> bytes:
    """Return a PDF as an office scanner gives it back: one grey picture, slightly turned (degrees), a little noisy."""
    document = pypdfium2.PdfDocument(pdf)
    scale: Any = dots / 72  # pypdfium2 takes any number, and declares none but whole ones
    page = document[0].render(scale=scale).to_pil().convert("L")
    document.close()
    page = page.rotate(turned, Image.Resampling.BICUBIC, fillcolor=250).filter(ImageFilter.GaussianBlur(0.5))
    grain = Image.frombytes("L", page.size, Random(seed).randbytes(page.width * page.height))  # noqa: S311 - dust
    scan = Image.blend(page, grain, 0.05)
    file = io.BytesIO()
    scan.save(file, "PDF", resolution=dots, quality=80, creationDate=BEGINNING, modDate=BEGINNING)
    return file.getvalue()


def logo(colour: str = "#1f6f5c") -> bytes:
    """Return a logo as a PNG with a transparent ground: a road between two dots."""
    picture = Image.new("RGBA", (512, 512), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((16, 16, 496, 496), radius=96, fill=colour)
    pen.arc((110, 110, 402, 402), start=200, end=20, fill="white", width=44)
    for x, y in ((118, 206), (394, 306)):
        pen.ellipse((x - 48, y - 48, x + 48, y + 48), fill="#ffd166")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def logo_svg(name: str, colour: str = "#c8553d") -> bytes:
    """Return a logo as an SVG: two wheels and the operator's name."""
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 160" role="img" aria-label="{name}">
  <circle cx="60" cy="90" r="36" fill="none" stroke="{colour}" stroke-width="14"/>
  <circle cx="150" cy="90" r="36" fill="none" stroke="{colour}" stroke-width="14"/>
  <path d="M20 50 Q105 0 190 50" fill="none" stroke="{colour}" stroke-width="12"/>
  <text x="215" y="105" font-family="sans-serif" font-size="44" fill="{colour}">{name}</text>
</svg>
""".encode()
