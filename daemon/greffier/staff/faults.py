"""What is wrong with a refused piece, from the reason that staff give in their own words."""

from greffier.model.dossier import Fault
from greffier.reading.words import tokens_of
from greffier.staff.saying import without_courtesy

STEMS = (
    (Fault.ILLEGIBLE, (
        "illisib", "lisible", "flou", "tronque", "rogne", "pixel", "sombre", "coupe", "abime", "protege", "illegible",
        "blur", "unreadable",
    )),
    (Fault.OUTDATED, (
        "perime", "expire", "ancien", "vieux", "vieil", "date de", "obsolete", "depasse", "plus de trois mois",
        "plus de 3 mois", "plus valable", "plus valide", "trop date", "outdated", "older",
    )),
    (Fault.INCOMPLETE, (
        "incomplet", "manqu", "il faut aussi", "verso", "recto", "sans signature", "non signe", "pas signe",
        "seule page", "seulement la page", "missing",
    )),
)  # fmt: skip
"""Beginnings of words, folded, the first kind that is met decides; anything else is `incorrect`."""
BARE = frozenset({
    "illisible", "flou", "floue", "illegible", "perime", "perimee", "expire", "expiree", "obsolete", "outdated",
    "expired", "incomplet", "incomplete", "incorrect", "incorrecte", "faux", "wrong",
})  # fmt: skip
"""Words that name the fault and say no more: the letter says them as a sentence, in the operator's language."""

BECAUSE = frozenset({"car", "parce", "que", "qu", "comme", "puisque", "pour", "cause", "de", "d"})


def reason_in(words: str) -> tuple[str, Fault | None]:
    """Return the reason for the operator and what kind of fault it is; no words where only the fault is named."""
    tokens = tokens_of(words)
    first = next((token.start for token in tokens if token.word not in BECAUSE), len(words))
    reason = words[first:]
    said = [token.word for token in tokens_of(without_courtesy(reason))]
    if not said:
        return "", None
    line = f" {' '.join(said)}"
    fault = next((fault for fault, stems in STEMS if any(f" {stem}" in line for stem in stems)), Fault.INCORRECT)
    return ("" if len(said) == 1 and said[0] in BARE else reason), fault
