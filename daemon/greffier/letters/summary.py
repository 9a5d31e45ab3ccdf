"""A dossier on paper: the PDF that opens an export. It tells what the dossier holds; a bank number it does not hold."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor  # type: ignore[import-untyped]  # ships no types
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]  # ships no types
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]  # ships no types
from reportlab.lib.units import mm  # type: ignore[import-untyped]  # ships no types
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table  # type: ignore[import-untyped]  # the same

from greffier.dossier.checklist import lines
from greffier.dossier.chronicle import ACCOUNTS, ENVIRONMENTS, ITEMS, STAGES, person, told
from greffier.model.dossier import Dossier
from greffier.model.event import Recorded
from greffier.model.rules import Rules

BLUE = HexColor("#000091")
"""Of the State's graphic charter, as in the letters."""
GREY = HexColor("#666666")
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13)
DIM = ParagraphStyle("dim", BODY, textColor=GREY)
TITLE = ParagraphStyle("title", BODY, fontName="Helvetica-Bold", fontSize=18, leading=24)
HEADING = ParagraphStyle(
    "heading", BODY, fontName="Helvetica-Bold", fontSize=12, leading=16, spaceBefore=12, textColor=BLUE, spaceAfter=4
)
MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
ROWS = 2_000
"""Lines of a history on paper: a dossier has some fifty; the archive's JSON has all of them."""


def summary(dossier: Dossier, history: Sequence[Recorded], rules: Rules, now: datetime) -> bytes:
    """Return the PDF. Instants are shown on the clock of the rules."""
    file = BytesIO()
    margins = {"leftMargin": MARGIN, "rightMargin": MARGIN, "topMargin": MARGIN, "bottomMargin": MARGIN}
    paper = SimpleDocTemplate(file, pagesize=A4, title=dossier.name, author=rules.procedure.name, **margins)
    paper.build(list(story(dossier, history, rules, now)), onFirstPage=footed(dossier), onLaterPages=footed(dossier))
    return file.getvalue()


def story(dossier: Dossier, history: Sequence[Recorded], rules: Rules, now: datetime) -> Iterator[Flowable]:
    """Yield what the paper says, from the top."""
    clock = rules.cadence.clock
    yield said(dossier.name, TITLE)
    opened = f"ouvert le {dossier.opened_at.astimezone(clock):%d/%m/%Y}"
    yield said(f"{dossier.reference} · {STAGES[dossier.stage]} · {opened}")
    yield said(f"{rules.procedure.name} ; état au {now.astimezone(clock):%d/%m/%Y à %H:%M}", DIM)
    yield said("Pièces", HEADING)
    yield table(((line.title, ITEMS[line.state], line.words) for line in lines(dossier, rules, "fr")), (58, 40))
    if dossier.contacts:
        yield said("Contacts", HEADING)
        yield table(((contact.role.value, person(contact)) for contact in dossier.contacts), (58,))
    if dossier.addresses:
        yield said("Adresses", HEADING)
        yield table(((one.email, "ne reçoit pas" if one.failed else one.name) for one in dossier.addresses), (88,))
    if dossier.accounts:
        yield said("Accès", HEADING)
        accesses = ((ENVIRONMENTS[one.environment], ACCOUNTS[one.state], one.login or "") for one in dossier.accounts)
        yield table(accesses, (58, 50))
    yield said("Histoire", HEADING)
    yield table(
        ((f"{one.at.astimezone(clock):%d/%m/%Y %H:%M}", told(one.event, rules)) for one in history[-ROWS:]), (34,)
    )


def said(words: str, style: ParagraphStyle = BODY) -> Paragraph:
    """Return words as a paragraph; what others wrote is never markup."""
    return Paragraph(escape(words), style)


def table(rows: Iterable[tuple[str, ...]], widths: tuple[int, ...]) -> Table:
    """Return rows whose first columns have these widths (mm) and whose last takes the rest."""
    first = [width * mm for width in widths]
    laid = [[said(row[0], DIM), *(said(cell) for cell in row[1:])] for row in rows]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
    ]
    return Table(laid, colWidths=[*first, WIDTH - sum(first)], style=style, hAlign="LEFT")


def footed(dossier: Dossier) -> Any:  # noqa: ANN401 - reportlab's own call
    """Return what draws the foot of a page."""

    def foot(canvas: Any, paper: Any) -> None:  # noqa: ANN401 - reportlab's own types
        canvas.setFont("Helvetica", 8)
        canvas.setFillColor(GREY)
        canvas.drawString(MARGIN, 12 * mm, dossier.reference)
        canvas.drawRightString(A4[0] - MARGIN, 12 * mm, f"page {paper.page}")

    return foot
