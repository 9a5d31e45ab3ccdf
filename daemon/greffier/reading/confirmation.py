"""Which environments the author says to have signed in to; a question, a wish or a failure never counts."""

import re
from collections.abc import Iterator
from itertools import pairwise

from greffier.model.mail import Environment
from greffier.model.rules import Wordings
from greffier.reading.lexicon import Mark
from greffier.reading.sentences import Sentence, sentences_of

PLACES = {"preproduction_words": Environment.PREPRODUCTION, "production_words": Environment.PRODUCTION}
DOUBTS = frozenset({"negation", "condition", "when", "intend", "hedge", "trouble", "reported"})
ASKED_OF_YOU = re.compile(r" (?:est ce que|pouvez|pourriez|merci de|veuillez|could you|can you|please|does|do) ")
LEADS_ELSEWHERE = frozenset({"pre", "hors", "non"})
NOT_YET_THERE = re.compile(r" (?:mise|passage|passer|aller|basculer|avant|before) (?:en |la |the )?\Z")


def read_confirmations(text: str, wordings: Wordings) -> tuple[Environment, ...]:
    """Return the environments that the author says to be in, each once, pre-production first."""
    said: set[Environment] = set()
    denied: set[Environment] = set()
    for sentence in sentences_of(text, wordings):
        asks = sentence.asks() or bool(ASKED_OF_YOU.search(sentence.words()))
        for clause in _clauses(sentence):
            named = {PLACES[mark.group] for mark in clause if mark.group in PLACES and _is_place(sentence, mark)}
            groups = {mark.group for mark in clause}
            if groups & DOUBTS:
                denied |= named
            elif "works" in groups and not asks:
                said |= named
    return tuple(place for place in PLACES.values() if place in said - denied)


def _clauses(sentence: Sentence) -> Iterator[list[Mark]]:
    """Return the marks of each clause; a contrast, a semicolon or a comma before a negation parts them."""
    parts = {mark.first for mark in sentence.spans("contrast")}
    parts |= {place for place, token in enumerate(sentence.tokens) if token.word == ";"}
    parts |= {mark.first for mark in sentence.spans("negation") if _after_comma(sentence, mark.first)}
    bounds = [0, *sorted(parts), len(sentence.tokens)]
    for first, last in pairwise(bounds):
        yield [mark for mark in sentence.marks if first <= mark.first < last]


def _after_comma(sentence: Sentence, place: int) -> bool:
    return place > 0 and sentence.tokens[place - 1].word == ","


def _is_place(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether the mark names an environment itself, not half of another's name nor the way there."""
    before = " ".join(token.word for token in sentence.tokens[max(0, mark.first - 3) : mark.first])
    last = before.rpartition(" ")[2]
    return last not in LEADS_ELSEWHERE and not NOT_YET_THERE.search(f" {before} ")
