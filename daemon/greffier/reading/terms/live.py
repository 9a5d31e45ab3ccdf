"""Which marks of a sentence still count: a longer turn settles what a word in it means, and some words only look so."""

from greffier.reading.lexicon import Mark
from greffier.reading.sentences import Sentence

DOUBTS = (
    "hedge",
    "harmless_if",
    "condition",
    "when",
    "contrast",
    "reported",
    "filler",
    "without",
    "declare",
    "concession",
    "opinion",
    "vague_yes",
)
"""Groups whose longer turns settle what a shorter word in them means (`sauf erreur` is no `sauf`)."""

DETERMINERS = frozenset(
    {"les", "vos", "ces", "des", "toutes", "lesdites", "presentes", "nouvelles", "the", "your", "these", "those"}
)


def live_marks(sentence: Sentence, covered: set[int]) -> tuple[Mark, ...]:
    """Return the marks that are neither understood already, nor part of a longer turn, nor another word."""
    longer = sentence.spans(*DOUBTS)
    return tuple(
        mark
        for mark in sentence.marks
        if not covered.issuperset(range(mark.first, mark.last))
        and not any(_is_part(mark, other) for other in longer)
        and not (mark.group == "somebody" and _is_myself(sentence, mark))
        and not (mark.group == "condition" and _is_the_text(sentence, mark))
        and not (mark.group == "negation" and _is_in_a_name(sentence, mark))
    )


def _is_in_a_name(sentence: Sentence, mark: Mark) -> bool:
    """Tell the `Plus` of `Covoit'Plus`, which denies nothing."""
    return mark.first > 0 and all(sentence.written(at, at + 1).istitle() for at in (mark.first - 1, mark.first))


def _is_the_text(sentence: Sentence, mark: Mark) -> bool:
    """Tell `les conditions que vous imposez`, which are a text, from `à condition que`."""
    before = sentence.tokens[mark.first - 1].word if mark.first else ""
    return sentence.tokens[mark.first].word == "conditions" and before in DETERMINERS


def _is_myself(sentence: Sentence, mark: Mark) -> bool:
    """Tell `je me permets` and `m'a` from `Me Roy` and `m. Roy`."""
    following = sentence.tokens[mark.last].word if mark.last < len(sentence.tokens) else ""
    return sentence.written(mark.first, mark.last) in {"me", "m"} and following != "."


def _is_part(mark: Mark, other: Mark) -> bool:
    inside = other.first <= mark.first and mark.last <= other.last
    return inside and other.last - other.first > mark.last - mark.first and other.group != mark.group
