"""What we read on a document, in the operator's words: they see that the right paper came, and what we made of it.

Names and dates only: no bank number and no number of an identity document is ever repeated in a mail.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from greffier.model.mail import Document, DocumentType

Facts = Mapping[str, Any]

REGISTERS = {
    "kbis": ("extrait Kbis", "Kbis extract"),
    "rne": ("attestation du RNE", "RNE certificate"),
    "sirene": ("avis de situation SIRENE", "SIRENE notice"),
    "association": ("récépissé de déclaration", "receipt of declaration"),
    "foreign_register": ("extrait de registre", "register extract"),
}
ON = ("du {}", "of {}")
NAMED = ("au nom de {}", "in the name of {}")
VALID = ("valable jusqu'au {}", "valid until {}")
LONGEST_NAME = 60


def seen_on(document: Document, language: str) -> str:
    """Say what was read on a document, as `extrait Kbis du 12/10/2026, au nom de TRAJEO`; nothing where nothing was."""
    say = SAID.get(document.type)
    english = int(language == "en")
    return ", ".join(part for part in say(document.facts, english) if part) if say else ""


def registration(facts: Facts, english: int) -> tuple[str, ...]:
    """Say which paper it is, its day, and whose."""
    kind = REGISTERS.get(str(facts.get("register")), ("justificatif", "proof"))[english]
    on = dated(facts, "issued_on", ON, english)
    return (f"{kind} {on}" if on else kind, named(facts, "name", english))


def rib(facts: Facts, english: int) -> tuple[str, ...]:
    """Say whose account it is, and at which bank."""
    return (named(facts, "holder", english), clipped(facts.get("bank")))


def identity(facts: Facts, english: int) -> tuple[str, ...]:
    """Say whose it is, and until when it is valid."""
    whole = " ".join(part for name in ("given_names", "family_name") if (part := clipped(facts.get(name))))
    return (NAMED[english].format(whole) if whole else "", dated(facts, "expires_on", VALID, english))


def logo(facts: Facts, english: int) -> tuple[str, ...]:
    """Say what kind of picture it is."""
    if facts.get("vector"):
        return (("image vectorielle", "vector image")[english],)
    width, height = facts.get("width"), facts.get("height")
    return (f"{width} × {height} pixels",) if width and height else ()


SAID: dict[DocumentType, Callable[[Facts, int], tuple[str, ...]]] = {
    DocumentType.REGISTRATION: registration,
    DocumentType.RIB: rib,
    DocumentType.IDENTITY: identity,
    DocumentType.LOGO: logo,
}


def named(facts: Facts, name: str, english: int) -> str:
    """Say whose it is, where that was read."""
    who = clipped(facts.get(name))
    return NAMED[english].format(who) if who else ""


def dated(facts: Facts, name: str, words: tuple[str, str], english: int) -> str:
    """Say a day that was read, where it is one."""
    written = str(facts.get(name, ""))
    day = as_day(written)
    return words[english].format(day) if day != written else ""


def as_day(value: object) -> str:
    """Return a day as people write it; other values as they are."""
    try:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    except ValueError:
        return str(value)


def clipped(value: object) -> str:
    """Return what was read as a name, of a bearable length."""
    return " ".join(str(value or "").split())[:LONGEST_NAME]
