"""The groups of words that staff keep under rules/, made fast to look up.

One pass over a text finds the words of all groups, whatever their number: a reader then asks for its groups.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from greffier.model.rules import Wordings
from greffier.reading.latest import Latest
from greffier.reading.words import Token, fold, tokens_of

WORDS_KEPT = 20_000
"""Words whose entries are remembered: more than the vocabulary of a year's mail."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words of a text, `tokens[first:last]`, that belong to a group."""

    group: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """An entry of a group: words in a row; the last may be the beginning of a word (`valid*`)."""

    group: str
    words: tuple[str, ...]
    open_ended: bool

    def matches(self, tokens: Sequence[Token], first: int) -> bool:
        """Tell whether the tokens from `first` on are this phrase."""
        last = first + len(self.words) - 1
        if last >= len(tokens):
            return False
        closed = self.words[:-1] if self.open_ended else self.words
        if any(tokens[first + place].word != word for place, word in enumerate(closed)):
            return False
        return not self.open_ended or tokens[last].word.startswith(self.words[-1])


class Lexicon:
    """All groups at once. Equal to itself alone, so that it may be a key."""

    def __init__(self, groups: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        self.by_word: dict[str, list[Phrase]] = defaultdict(list)
        self.by_pair: dict[tuple[str, str], list[Phrase]] = defaultdict(list)
        self.by_stem: dict[str, list[Phrase]] = defaultdict(list)
        for group, entries in groups:
            for entry in entries:
                self._learn(group, entry)
        self.stem_lengths = sorted({len(stem) for stem in self.by_stem})
        self._candidates = lru_cache(maxsize=WORDS_KEPT)(self._look_up)

    def _learn(self, group: str, entry: str) -> None:
        words = tuple(token.word for token in tokens_of(entry))
        if not words:
            return
        phrase = Phrase(group, words, entry.rstrip().endswith("*"))
        closed = words[:-1] if phrase.open_ended else words
        if not closed:
            self.by_stem[words[0]].append(phrase)
        elif len(closed) == 1:
            self.by_word[words[0]].append(phrase)
        else:
            self.by_pair[closed[0], closed[1]].append(phrase)

    def marks(self, tokens: Sequence[Token]) -> tuple[Mark, ...]:
        """Return what the groups know of these tokens; of one group the longest phrase at each place."""
        found: list[Mark] = []
        for place, token in enumerate(tokens):
            candidates = self._candidates(token.word)
            if place + 1 < len(tokens):
                candidates = (*candidates, *self.by_pair.get((token.word, tokens[place + 1].word), ()))
            if candidates:
                found += self._marks_at(tokens, place, candidates)
        return tuple(found)

    def _marks_at(self, tokens: Sequence[Token], place: int, candidates: tuple[Phrase, ...]) -> Iterator[Mark]:
        longest: dict[str, int] = {}
        for phrase in candidates:
            if len(phrase.words) > longest.get(phrase.group, 0) and phrase.matches(tokens, place):
                longest[phrase.group] = len(phrase.words)
        return (Mark(group, place, place + length) for group, length in longest.items())

    def _look_up(self, word: str) -> tuple[Phrase, ...]:
        found = list(self.by_word.get(word, ()))
        for length in self.stem_lengths:
            if length > len(word):
                break
            found += self.by_stem.get(word[:length], ())
        return tuple(found)


@lru_cache(maxsize=4)
def _lexicon(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    return Lexicon(groups)


def _built(wordings: Wordings) -> Lexicon:
    return _lexicon(tuple(wordings.groups.items()))


lexicon_of = Latest(_built)
"""Return the lexicon of these wordings, built once."""


def folded_words(wordings: Wordings, group: str) -> frozenset[str]:
    """Return the words of a group, folded."""
    return _folded(wordings.words(group))


@lru_cache(maxsize=64)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)
