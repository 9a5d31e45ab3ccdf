"""Facts on a CGU document: its version, who signed and how. A blank text of the CGU is nobody's acceptance."""

import re
from collections.abc import Sequence

from greffier.reading.documents.page import Page, Snippet
from greffier.reading.documents.values import first_date, fold, heading, label, squeeze

_VERSION = label("""
    version du | en date du | MAJ | en vigueur au | mise à jour du | version en vigueur | mises à jour
    le | version
""")
_SIGNED_ON = re.compile(r"(?:FAIT|SIGNE|DATE).{0,60}?LE(?![A-Z])[ :]*|(?:^|\s)LE[ :]+(?=\d)|^DATE ?: ?")
_SIGNER = label("""
    nom et qualité du signataire | nom du signataire | nom et prénom du signataire | nom, prénom et
    qualité | le soussigné | je soussigné | je soussignée | signataire | nom et prénom | représenté par
    | represented by | name of signatory | name
""")
_SHORT_SIGNER = heading("nom | nom du représentant | par")
_FOR = label("""
    représentant légal de | représentante légale de | agissant pour | pour la société | au nom de | on
    behalf of
""")
MENTION = re.compile(r"LUETAPPROUVE|BONPOURACCORD|BONPOURACCEPTATION")


def terms_facts(pages: Sequence[Page]) -> dict[str, str]:
    """Return the version of the terms, and the name and day that were filled in."""
    facts = {}
    if version := _version(pages):
        facts["version"] = version
    if day := _day(pages):
        facts["signed_on"] = day
    if name := _name(pages):
        facts["signer"] = name
    if company := _company(pages):
        facts["name"] = company
    return facts


def _version(pages: Sequence[Page]) -> str | None:
    rows = [" ".join(one.text for one in row) for row in pages[0].rows[:12]] if pages else []
    for text in rows:
        match = _VERSION.search(fold(text))
        day = first_date(text[match.end() : match.end() + 40]) if match else None
        if day:
            return day.isoformat()
    return None


def _closing(pages: Sequence[Page]) -> list[Snippet]:
    """Return the words of the last page that has any: there people sign."""
    last = next((page for page in reversed(pages) if page.rows), Page())
    return list(last.snippets())


def _day(pages: Sequence[Page]) -> str | None:
    for snippet in reversed(_closing(pages)):
        for match in _SIGNED_ON.finditer(fold(snippet.text)):
            day = first_date(snippet.text[match.end() : match.end() + 30])
            if day:
                return day.isoformat()
    return None


def _name(pages: Sequence[Page]) -> str | None:
    for snippet in _closing(pages):
        match = _SIGNER.search(fold(snippet.text)) or _SHORT_SIGNER.match(fold(snippet.text))
        if not match:
            continue
        name = re.split(r",| représent| agissant| en qualité|\.{3}|…|_{3}", snippet.text[match.end() :].strip(" :"))[0]
        name = re.sub(r"^(?:M\.|Mme|Monsieur|Madame)\s", "", name.strip(" :.,"))
        if 2 <= len(name.split()) <= 6 and not any(map(str.isdigit, name)):
            return name
    return None


def _company(pages: Sequence[Page]) -> str | None:
    """Return for whom the signatory signs."""
    for snippet in _closing(pages):
        match = _FOR.search(fold(snippet.text))
        name = snippet.text[match.end() :].strip(" :.,_") if match else ""
        if 1 < len(name) < 120 and ".." not in name:
            return name
    return None


def mention_written(pages: Sequence[Page]) -> bool:
    """Tell whether 'Lu et approuvé' stands there by itself, not as what the form asks to be written."""
    return any(MENTION.fullmatch(squeeze(snippet.text)) and "«" not in snippet.text for snippet in _closing(pages))
