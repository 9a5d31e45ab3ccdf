"""Lines folded for comparison with set phrases: no accents, no case, plain apostrophes; punctuation stays."""

from greffier.reading.words import fold

_PLAIN = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u00a0": " ", "\u202f": " "}
)


def folded(text: str) -> str:
    """Return the text so that 'Envoyé', 'ENVOYE' and 'envoyé' are one word."""
    return " ".join(fold(text.translate(_PLAIN)).split())
