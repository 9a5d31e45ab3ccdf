"""One line taken apart: the verb, what it is about, and the words after the colon. No meaning yet."""

import difflib
import re
from dataclasses import dataclass

from greffier.reading.words import Token, tokens_of
from greffier.staff.vocabulary import BY_SPELLING, COURTESY, MOST_WORDS, PREPOSITIONS, Verb

LONGEST_LINE = 2000
"""Characters of one line; what is longer was pasted."""
NUMBER = re.compile(
    r"[\W_]{0,5}(?:(?:la |question |num[ée]ro |n° ?|n°|no ){1,2})?([0-9A-Z]{6})(?=[\s:,\]–—-])[\s:,\]–—-]{1,5}",
    re.IGNORECASE,
)
"""A question's number in front of its answer: `7K3QX2 : accepter`."""
SEEN = frozenset({"show", "export", "overview", "help"})
"""Verbs that answer no question."""
SIX = re.compile(r"[0-9A-Za-z]{6}")
EDGES = ' \t\u00a0\u202f:;,.!-–—*•>«»"()'


@dataclass(frozen=True, slots=True)
class Saying:
    """A line with a verb. `about` and `words` are as written; `words` is None where no colon stands."""

    verb: Verb
    about: str
    words: str | None

    @property
    def rest(self) -> str:
        """Return all that follows the verb."""
        return self.about if self.words is None else f"{self.about} {self.words}".strip()


def taken_apart(line: str) -> Saying | None:
    """Return the line's verb and what follows it; None where it does not begin with one."""
    line = line[:LONGEST_LINE]
    if numbered := after_number(line):
        return numbered
    tokens = tokens_of(line)
    start = 0
    while (found := verb_at(tokens, start)) is None and start < len(tokens) and is_courtesy(tokens[start]):
        start += 1
    return split_at_colon(line, found[0], tokens[start : start + found[1]][-1].end) if found else None


def after_number(line: str) -> Saying | None:
    """Return an answer with its question's number in front, the number moved to where it usually stands."""
    number = NUMBER.match(line)
    if number is None or (number[1].isalpha() and (nearest(number[1]) or is_courtesy(tokens_of(number[1])[0]))):
        return None
    rest = line[number.end() :]
    found = verb_at(tokens := tokens_of(rest), 0)
    if found is None or found[0].name in SEEN:
        return None
    said = split_at_colon(rest, found[0], tokens[found[1] - 1].end)
    return Saying(said.verb, f"{number[1]} {said.about}".strip(), said.words)


def verb_at(tokens: tuple[Token, ...], start: int) -> tuple[Verb, int] | None:
    """Return the verb that begins here and how many words it takes, the longest first."""
    for count in range(min(MOST_WORDS, len(tokens) - start), 0, -1):
        spelling = " ".join(token.word for token in tokens[start : start + count])
        if spelling in BY_SPELLING:
            return BY_SPELLING[spelling], count
    return None


def split_at_colon(line: str, verb: Verb, end: int) -> Saying:
    """Part what the verb is about from the words after the first colon; one within an address or an hour is none."""
    rest = line[end:]
    colon = next((token for token in tokens_of(rest) if token.word == ":"), None)
    if colon is None:
        return Saying(verb, rest.strip(EDGES), None)
    return Saying(verb, rest[: colon.start].strip(EDGES), rest[colon.end :].strip())


def is_courtesy(token: Token) -> bool:
    """Tell whether a word, or a sign, orders nothing."""
    return token.word in COURTESY or not any(sign.isalnum() for sign in token.word)


def without_courtesy(text: str) -> str:
    """Return the text without what only greets, thanks or leads to a name, at both ends; never a piece of a word."""
    kept = list(tokens_of(text))
    while kept and is_between_words(kept[-1], text):
        kept.pop()
    while kept and is_between_words(kept[0], text):
        kept.pop(0)
    return text[kept[0].start : kept[-1].end] if kept else ""


def is_between_words(token: Token, text: str) -> bool:
    """Tell whether a token is a word of courtesy or a preposition that stands alone: `D7K3Q2` begins with none."""
    stands_alone = not text[: token.start][-1:].isdigit() and not text[token.end :][:1].isdigit()
    return stands_alone and (is_courtesy(token) or token.word in PREPOSITIONS)


def is_only_courtesy(line: str) -> bool:
    """Tell whether a line holds no more than a greeting or thanks."""
    return all(is_courtesy(token) for token in tokens_of(line))


def number_in_front(text: str) -> tuple[str, str]:
    """Return a question's number that begins the text, and the rest; no number where it has no digit, as names have."""
    first, _, rest = text.partition(" ")
    bare = first.strip(EDGES)
    is_number = SIX.fullmatch(bare) and any(sign.isdigit() for sign in bare)
    return (bare, rest.strip(EDGES)) if is_number else ("", text)


def nearest(line: str) -> Verb | None:
    """Return the verb that the line's first word was perhaps meant to be, or is."""
    words = [token.word for token in tokens_of(line[:LONGEST_LINE])[:1]]
    near = difflib.get_close_matches(words[0], BY_SPELLING, n=1, cutoff=0.8) if words else []
    return BY_SPELLING[near[0]] if near and len(near[0]) > 3 else None
