"""Words as the readers see them: folded (no case, no accent, no apostrophe) and with their place in the text.

Nothing here knows what a word means; `lexicon` does, from the words that staff keep under rules/.
"""

import re
import unicodedata
from dataclasses import dataclass

from greffier.reading.spelling import mended

TEXT_LIMIT = 40_000
"""Characters looked at. A person's own words never fill twenty pages; what is longer was pasted, or is hostile."""

LETTERS_APART = str.maketrans("łŁøØđĐı", "lLoOdDi") | str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"}
)

# Every repetition is bounded or stands alone, so that no text costs more than its length.
TOKEN = re.compile(
    r"https?://[^\s<>]{0,2000}[^\s<>.,;:!?)»]"
    r"|[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}"
    r"|[^\W\d_](?:\.[^\W\d_]){1,5}\b\.?"
    r"|\d+(?:[.,:/]\d+){0,4}"
    r"|[^\W\d_]+"
    r"|[^\s'’‘ʼ`´_*-]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark of punctuation: `word` is folded, `text[start:end]` is what was written."""

    word: str
    start: int
    end: int


def set_of(words: str) -> frozenset[str]:
    """Return the words of a line as a set: a table of words reads better as a line."""
    return frozenset(words.split())


def fold(word: str) -> str:
    """Return `word` without case, accents or ligatures."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.translate(LETTERS_APART))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words of a text in order; apostrophes and hyphens only part words, and go."""
    return tuple(_token(match) for match in TOKEN.finditer(text, 0, TEXT_LIMIT))


def _token(match: re.Match[str]) -> Token:
    word = fold(match.group())
    if len(word) > 1 and word[1] == "." and word[0].isalpha() and "@" not in word:
        word = word.replace(".", "")
    return Token(mended(word), match.start(), match.end())


def folded(text: str) -> str:
    """Return the folded words of a text, one space between them."""
    return " ".join(token.word for token in tokens_of(text))
