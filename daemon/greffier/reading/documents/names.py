"""Whether two names are the same company or person: word by word, without accents, legal forms and small words."""

import re

from greffier.reading.documents.values import fold

_SMALL_WORDS = """
    SA SAS SASU SARL EURL SCOP SCIC SCI SNC EI EIRL ASSOCIATION ASSO SOCIETE STE COMPAGNIE CIE GROUPE ETS
    ETABLISSEMENTS GMBH AG BV NV SRL SPA LTD LIMITED SL LDA UG KG M MR MME MLLE MONSIEUR MADAME MADEMOISELLE DE
    DU DES LA LE LES L D ET AND VAN VON DER DEN THE EN SIMPLIFIEE PAR ACTIONS RESPONSABILITE LIMITEE ANONYME
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_LONG = 4  # letters from which one slip of OCR or of a typist is forgiven
_WORD = re.compile(r"[A-Z0-9]+")


def same_name(one: str, other: str) -> bool:
    """Tell whether the words of the shorter name are all in the longer one."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    shorter, longer = sorted((first, second), key=len)
    return all(any(_alike(word, candidate) for candidate in longer) for word in shorter)


def _words(name: str) -> list[str]:
    name = name.replace("œ", "oe").replace("Œ", "OE").replace(".", "")
    words = _WORD.findall(fold(name))
    return [word for word in words if word not in _SMALL] or words


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG or abs(len(one) - len(other)) > 1:
        return False
    return _one_slip(one, other)


def _one_slip(one: str, other: str) -> bool:
    """Tell whether one letter is changed, added or lost."""
    start = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    shorter, longer = sorted((one[start:], other[start:]), key=len)
    return shorter[1:] == longer[1:] if len(shorter) == len(longer) else shorter == longer[1:]
