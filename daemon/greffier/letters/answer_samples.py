"""Invented answers of staff, and what answers them, for previews, for the check of templates and for tests."""

from urllib.parse import quote

from greffier.model.letter import ReviewKind
from greffier.model.transcript import OneClick, Outcome, Transcript, TranscriptLine

LINES = {
    ReviewKind.DOCUMENT: ("accepter", "refuser : illisible", "refuser : ", "demander : "),
    ReviewKind.QUESTION: ("répondu", "reprendre la main"),
} | dict.fromkeys((ReviewKind.TERMS, ReviewKind.CONTACT, ReviewKind.OPENING), ("accepter", "refuser : ", "demander : "))
LINES[ReviewKind.SENDER] = ("accepter", "refuser", "à part")


def one_click(line: str) -> OneClick:
    """Return an answer whose seal is nobody's."""
    subject = "Trajeo%20%3A%20r%C3%A9ponse%20%5BAE7C41.accept.aR3kQw.0000000000000000000000000000%5D"
    label = f"{line}…" if line.endswith(": ") else line
    return OneClick(label, line, f"mailto:contact@registre.example?subject={subject}&body={quote(line)}")


def transcripts() -> tuple[Transcript, ...]:
    """Return what answers a good mail, a mail nobody could read, and an answer to confirm."""
    lines = (
        TranscriptLine("accepter 7K3QX2", Outcome.DONE, "RIB de Trajeo accepté"),
        TranscriptLine("relancer Voisinage", Outcome.REFUSED, "plus aucune adresse ne reçoit nos lettres"),
        TranscriptLine(
            "dossier Roulons", Outcome.SHOWN, "Roulons ! (RPC-M3N5P7)", ("pièces attendues", "RIB : attendu")
        ),
        TranscriptLine("relencer Trajeo", Outcome.UNCLEAR, "vouliez-vous écrire « relancer Trajeo » ?"),
    )
    help_ = (("accepter 7K3QX2", "répond oui à la question 7K3QX2"), ("dossier Trajeo", "montre où il en est"))
    confirm = TranscriptLine("accepter", Outcome.TO_CONFIRM, "rien n'est fait encore", (), (one_click("accepter"),))
    stopped = Transcript(lines[3:], help_, "arrêt après 3 lignes incomprises")
    return Transcript(lines, help_), stopped, Transcript((confirm,)), Transcript(())
