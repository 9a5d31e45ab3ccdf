"""A text cut into sentences, each with its words and what the lexicon knows of them.

Lines that a client wrapped are joined first; a list item, a table row, a label or a greeting stands for itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from greffier.model.rules import Wordings
from greffier.reading.lexicon import Lexicon, Mark, lexicon_of
from greffier.reading.words import TEXT_LIMIT, Token, set_of, tokens_of

SENTENCE_TOKENS = 300
"""A sentence longer than a page is cut: no rule then costs more than the square of a page."""

WRAPPED_FROM = 45
"""A line that a client wrapped is at least so long; a shorter one ends where its author ended it."""

ROW_LIMIT = 500
"""Characters of a line looked at to tell a table row."""

STARTS_ANEW = re.compile(r"\s*(?:[-*•–—+>|·▪]|\(?\d{1,2}[.)°]\s|[a-z]\)\s)")
LABEL = re.compile(r"\s*[^\W\d_][^:=!?\n]{1,45}\s?(?::\s|=|→|->)")
ROW = re.compile(r" \||\t|(?:;[^;\n]{0,200}){3}")
REACHED = re.compile(r"[@\d][^\s]*\Z")
ENDS = frozenset(".!?…")
GOES_ON = set_of(
    "a à au aux avec ce ces d' dans de des du en et l' la le les leur ma mes mon nos notre nous on ou où par pour "
    "que qu' qui sa sans ses son sous sur un une vos votre vous the of to and or our your we i that with for in "
    "by"
)
SHORTENED = set_of(
    "m mm mme mlle me dr art resp sp tel ext cf ex n no st ste av bd p pp al etc env trait tech mr mrs ms dept"
)
GERMAN_MONTHS = set_of("januar februar marz april mai juni juli august september oktober november dezember")
LEADS_TO_A_NAME = set_of("m mr mme mlle dr me ms mrs est sera par is by : = , (")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written, its tokens, and the marks of the lexicon on them (places count within the sentence)."""

    text: str
    tokens: tuple[Token, ...]
    marks: tuple[Mark, ...]
    block: int
    """The number of the line (wrapped lines count as one) that it stands in."""
    groups: frozenset[str]
    """The groups of these marks."""
    offset: int = 0
    """What to take off a token's place to get its place in `text`."""

    def has(self, *groups: str) -> bool:
        """Tell whether a word of one of the groups is in it."""
        return not self.groups.isdisjoint(groups)

    def spans(self, *groups: str) -> tuple[Mark, ...]:
        """Return the marks of these groups, in order."""
        return tuple(mark for mark in self.marks if mark.group in groups) if self.has(*groups) else ()

    def asks(self) -> bool:
        """Tell whether it ends as a question."""
        return any(token.word == "?" for token in self.tokens[-3:])

    def written(self, first: int, last: int) -> str:
        """Return what was written for `tokens[first:last]`."""
        return self.text[self.tokens[first].start - self.offset : self.tokens[last - 1].end - self.offset]

    def words(self) -> str:
        """Return its folded words, a space between them and at both ends."""
        return f" {' '.join(token.word for token in self.tokens)} "


def sentences_of(text: str, wordings: Wordings) -> tuple[Sentence, ...]:
    """Return the sentences of a text, up to TEXT_LIMIT characters of it."""
    return _sentences(text[:TEXT_LIMIT], lexicon_of(wordings))


@lru_cache(maxsize=16)
def _sentences(text: str, lexicon: Lexicon) -> tuple[Sentence, ...]:
    return tuple(
        _sentence(piece, tokens, lexicon, number)
        for number, block in enumerate(blocks_of(text))
        for piece, tokens in _cut(block)
    )


def _sentence(text: str, tokens: tuple[Token, ...], lexicon: Lexicon, block: int) -> Sentence:
    marks = lexicon.marks(tokens)
    return Sentence(text, tokens, marks, block, frozenset(mark.group for mark in marks), tokens[0].start)


def parts_of(sentence: Sentence, wordings: Wordings) -> tuple[Sentence, ...]:
    """Return what semicolons part in a sentence, each as a sentence of its own."""
    pieces = sentence.text.split(";")
    if len(pieces) == 1:
        return (sentence,)
    return tuple(part for piece in pieces for part in sentences_of(piece, wordings))


def blocks_of(text: str) -> Iterator[str]:
    """Return the lines of a text, those that a client wrapped joined again."""
    block: list[str] = []
    for line in text.splitlines():
        if block and not (line.strip() and _runs_on(block[-1], line)):
            yield "\n".join(block)
            block = []
        if line.strip():
            block.append(line)
    if block:
        yield "\n".join(block)


def _runs_on(line: str, following: str) -> bool:
    end = line.rstrip()
    if STARTS_ANEW.match(following) or LABEL.match(following) or end[-1:] in ".!?…:;|" or REACHED.search(end[-80:]):
        return False
    if ROW.search(line[:ROW_LIMIT]) or ROW.search(following[:ROW_LIMIT]):
        return False
    last = end.rpartition(" ")[2].lower()
    return len(end) >= WRAPPED_FROM or (last in GOES_ON and " " in end)


def _cut(block: str) -> Iterator[tuple[str, tuple[Token, ...]]]:
    tokens = tokens_of(block)
    first = 0
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if following is None or place - first >= SENTENCE_TOKENS or _ends_at(tokens, place, following):
            start, end = tokens[first].start, token.end
            yield block[start:end], tokens[first : place + 1]
            first = place + 1


def _ends_at(tokens: tuple[Token, ...], place: int, following: Token) -> bool:
    token = tokens[place]
    if token.word not in ENDS or following.word in ENDS or following.word in {")", '"', "»", "”"}:
        return False
    if token.word == ".":
        if following.word in GERMAN_MONTHS and place and tokens[place - 1].word.isdigit():
            return False  # `bis 12. März`
        shortened = place > 0 and (tokens[place - 1].word in SHORTENED or _is_initial(tokens, place - 1))
        return following.start > token.end and not shortened
    return True


def _is_initial(tokens: tuple[Token, ...], place: int) -> bool:
    """Tell whether a letter is somebody's initial: `par A. Tessier`, `J.-P. Roy`; that of `le lot B.` is none."""
    before = tokens[place - 1] if place else None
    is_second = before is not None and before.word == "." and tokens[place].start - before.end <= 1
    return (
        len(tokens[place].word) == 1
        and tokens[place].word.isalpha()
        and (before is None or is_second or before.word in LEADS_TO_A_NAME)
    )
