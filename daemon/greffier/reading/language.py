"""The language of a few words: counted by the small words that no text does without.

Mails are too short for the statistics of letters that language guessers are made of.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from greffier.reading import limits
from greffier.reading.words import fold

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "ru": ("\u0400", "\u04ff"),
    "el": ("\u0370", "\u03ff"),
    "ar": ("\u0600", "\u06ff"),
    "he": ("\u0590", "\u05ff"),
    "ja": ("\u3040", "\u30ff"),
    "zh": ("\u4e00", "\u9fff"),
    "ko": ("\uac00", "\ud7af"),
}
_ENOUGH_WORDS = 400
_LETTERS_THAT_COUNT = 3


@dataclass(frozen=True, slots=True)
class _Language:
    words: frozenset[str]
    letters: str

    def score(self, words: list[str], text: str) -> float:
        """Count what speaks for this language; a letter of its own is worth half a word."""
        letters = sum(text.count(letter) for letter in self.letters)
        return sum(word in self.words for word in words) + min(_LETTERS_THAT_COUNT, letters) / 2


@cache
def _languages() -> dict[str, _Language]:
    with Path(__file__).with_name("languages.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {code: _Language(frozenset(table["words"].split()), table["letters"]) for code, table in tables.items()}


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None where too little is said to tell."""
    text = text[: limits.LANGUAGE_CHARACTERS]
    if (script := _by_script(text)) is not None:
        return script
    words = [fold(word) for word in _WORD.findall(text)[:_ENOUGH_WORDS]]
    lowered = text.lower()
    scores = {code: language.score(words, lowered) for code, language in _languages().items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= 1 else None


def _by_script(text: str) -> str | None:
    letters = sum(character.isalpha() for character in text)
    for language, (first, last) in _SCRIPTS.items():
        if letters and sum(first <= character <= last for character in text) * 2 > letters:
            return language
    return None
