"""Long words of the trade that people write with one letter wrong, missing, doubled or swapped.

Only words to which no other word of French or English is so near: `traitemant` can be nothing else.
"""

from functools import lru_cache

_KEY_WORDS = frozenset(
    ["responsable", "traitement", "technique", "conditions", "generales", "utilisation", "covoiturage", "coordonnees"]
)
_STEMS = frozenset(word.removesuffix("s") for word in _KEY_WORDS)
_SHORTEST = min(map(len, _KEY_WORDS)) - 1
_LONGEST = max(map(len, _KEY_WORDS)) + 1


def _near(word: str) -> set[str]:
    """Return a word, and what is left of it without each of its letters: near words share one of these."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


_BY_REST = {rest: word for word in _KEY_WORDS for rest in _near(word)}


@lru_cache(maxsize=4096)
def mended(word: str) -> str:
    """Return the key word that a folded word was meant to be, or the word itself; a plural is no slip."""
    if not _SHORTEST <= len(word) <= _LONGEST or word.removesuffix("s") in _STEMS:
        return word
    return next((_BY_REST[rest] for rest in _near(word) if rest in _BY_REST), word)
