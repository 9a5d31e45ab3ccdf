"""A reading as a person reads it: the mail, its evidence marked, what was taken off dimmed; what follows, and why."""

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from greffier.model.mail import Contact, Document, Evidence, Reading, Terms

_COLOURS = {
    Terms.ACCEPTED: "green",
    Terms.RESERVED: "yellow",
    Terms.REFUSED: "red",
    Terms.UNCLEAR: "yellow",
    Terms.ABSENT: "dim",
}
_LONGEST_HISTORY = 1500


def shown(file: str, reading: Reading) -> RenderableType:
    """Return one mail for the terminal."""
    title = f"[bold]{escape(reading.subject or '(sans objet)')}[/] · {escape(reading.sender or '?')}"
    parts: list[RenderableType] = [_words(reading), Rule(style="dim"), _conclusions(reading)]
    parts += [Rule(style="dim"), _documents(reading.documents)] if reading.documents else []
    parts += [Rule(style="dim"), _evidence(reading.evidence)] if reading.evidence else []
    return Panel(Group(*parts), title=title, subtitle=escape(file), title_align="left", subtitle_align="right")


def _words(reading: Reading) -> Text:
    """Set the author's words, the sentences that count marked, above what was taken off."""
    text = Text(reading.reply_text or "(rien de l'auteur)", style="" if reading.reply_text else "dim")
    for piece in reading.evidence:
        if piece.words:
            for phrase in (piece.words, *piece.words.split("\n")):
                at = reading.reply_text.find(phrase) if len(phrase) > 3 else -1
                if at >= 0:
                    text.stylize("bold underline", at, at + len(phrase))
                    break
    if reading.elided:
        text.append("\n\n")
        text.append(reading.elided[:_LONGEST_HISTORY], style="dim")
    return text


def _conclusions(reading: Reading) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in _facts(reading):
        if value:
            table.add_row(f"[bold]{name}[/]", value)
    return table


def _facts(reading: Reading) -> list[tuple[str, str]]:
    colour = _COLOURS[reading.terms]
    answerable = "peut être répondu par machine" if reading.may_answer else "jamais répondu par machine"
    return [
        ("Auteur", f"{reading.sender_kind.value}, {answerable}"),
        ("Sujet", f"{reading.topic.value}{f', {reading.person_type.value}' if reading.person_type else ''}"),
        ("CGU", f"[{colour}]{reading.terms.value}[/] {escape(reading.terms_evidence or '')}"),
        ("Langue", reading.language or ""),
        ("Personnes", "\n".join(escape(_contact(contact)) for contact in reading.contacts)),
        ("Promis pour", reading.postponed_until.isoformat() if reading.postponed_until else ""),
        ("De retour", reading.returns_on.isoformat() if reading.returns_on else ""),
        ("Non remis à", escape(", ".join(reading.failed_recipients))),
        ("Liens", escape("\n".join(reading.links))),
        ("Une personne", f"oui : {escape(reading.attention or '?')}" if reading.needs_human else "non"),
        ("Défauts", escape(", ".join(reading.problems))),
    ]


def _contact(contact: Contact) -> str:
    known = (contact.given_name, contact.family_name, contact.email, contact.phone)
    return f"{contact.role.value} : {' '.join(part for part in known if part)}"


def _documents(documents: tuple[Document, ...]) -> Table:
    table = Table("Document", "Type", "Faits", "Défauts", box=None, padding=(0, 2), header_style="bold")
    for document in documents:
        facts = ", ".join(f"{name} {value}" for name, value in document.facts.items() if value not in {None, ""})
        kind = f"{document.type.value} {document.confidence:.0%}"
        table.add_row(escape(document.name), kind, escape(facts[:300]), escape(", ".join(document.problems)))
    return table


def _evidence(evidence: tuple[Evidence, ...]) -> Table:
    table = Table("Conclusion", "Règle", "D'après", box=None, padding=(0, 2), header_style="dim", style="dim")
    for piece in evidence:
        table.add_row(piece.about, piece.rule, escape(piece.words[:160]))
    return table
