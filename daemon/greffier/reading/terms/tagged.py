"""A sentence written in tags, so that the grammar of acceptance reads as patterns over a line of words.

`J'accepte sans réserve les CGU du Registre` becomes `j acc:e les CGU`: what names the CGU is one word, verbs of
acceptance show their form, turns that only strengthen are gone, and the rest is as written, folded.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from greffier.model.rules import Wordings
from greffier.reading.lexicon import Mark
from greffier.reading.sentences import Sentence
from greffier.reading.terms.asides import deliberated_before, drop_asides
from greffier.reading.terms.live import DETERMINERS, live_marks
from greffier.reading.terms.obstacles import denied_obstacles
from greffier.reading.words import fold, set_of

DOUBLED = re.compile(r"([bcdfghjklmnpqrstvwxz])\1")
ENDINGS = {
    **dict.fromkeys(("e", "es"), "e"),
    **dict.fromkeys(("ee", "ees"), "pp"),
    **dict.fromkeys(("ons", "on", "ont", "os"), "us"),
    "ent": "they",
    "ez": "you",
    "er": "inf",
    **dict.fromkeys(("erai", "era", "erons", "eront", "erez", "eras"), "will"),
    **dict.fromkeys(("erais", "erait", "erions", "eraient", "eriez", "ais", "ait", "ions", "aient", "iez"), "was"),
    "ant": "ing",
    "ation": "noun",
    "able": "able",
    "ables": "able",
}
SIMPLE_TAGS = {
    "yes": "yes",
    "other_terms": "ELSE",
    "filler": "~",
    "declare": "say",
    "concession": "THOUGH",
    "accept_us": "acc:us",
    "accept_he": "acc:e",
    "accept_done": "acc:pp",
    "accept_inf": "acc:inf",
    "accept_noun": "acc:noun",
}
GOVERNED = set_of("de d du des pour a of for financieres tarifaires commerciales suivantes particulieres que qui")
ON_TERMS = set_of("dans sous in under on dont")
"""What makes of `conditions` other ones than the CGU, or mere circumstances (`dans ces conditions`)."""

LIFTED_WITHIN = 12


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence in tags. `places[i]` is where the i-th word of `line` begins among the sentence's tokens."""

    sentence: Sentence
    line: str
    starts: tuple[int, ...]
    places: tuple[int, ...]
    covered: frozenset[int]
    """Tokens already understood: names of the CGU, strengthening turns. Their words mean nothing more."""
    asides: frozenset[int]
    """Tokens of phrases that only say for whom or in what quality: nobody in them is the subject."""

    def place(self, column: int) -> int:
        """Return the token that stands at a column of `line`."""
        return self.places[max(0, bisect_right(self.starts, column) - 1)] if self.places else 0

    live: tuple[Mark, ...]
    """The sentence's marks, without those already understood or part of a longer turn."""
    unopposed: bool
    """Whether it says that nothing stands in the way (`pas d'objection`)."""

    def marks(self, *groups: str) -> tuple[Mark, ...]:
        """Return what still counts of the sentence's marks of these groups."""
        return tuple(mark for mark in self.live if mark.group in groups) if self.sentence.has(*groups) else ()

    def is_capitalised(self, place: int) -> bool:
        """Tell whether a token is written as a name."""
        return self.sentence.written(place, place + 1)[:1].isupper()

    def item_between(self, first: int, last: int) -> bool:
        """Tell whether another item of the file is named between two tokens."""
        return any(first < mark.first < last for mark in self.marks("item"))

    def item_after(self, place: int) -> bool:
        """Tell whether what follows a token is about another item of the file."""
        return self.item_between(place, len(self.sentence.tokens))

    def intends_before(self, column: int) -> bool:
        """Tell whether the author only means, or is able, to do what stands at a column."""
        last = self.place(column)
        power = self.marks("power") if _opens_a_clause(self.line, column) else ()
        own = {place for mark in power for place in range(mark.first, mark.last)}
        return any(last - 6 <= mark.first <= last and mark.first not in own for mark in self.marks("intend"))

    @property
    def names_cgu(self) -> bool:
        """Tell whether the sentence names our CGU."""
        return " CGU " in self.line


def _opens_a_clause(line: str, column: int) -> bool:
    """Tell whether a column begins a clause with its own subject (`je suis habilitée ... et j'accepte`)."""
    return (
        re.search(r" (?:et|and|donc|,|:) \Z", line[: column + 1]) is not None
        and re.match(r" (?:je|j|nous|on|we|i) ", line[column:]) is not None
    )


def tagged(sentence: Sentence, wordings: Wordings, *, understood: bool = False) -> Tagged:
    """Write a sentence in tags; `understood` tells that `vos conditions` can only mean the CGU here."""
    tags: list[str | None] = [token.word for token in sentence.tokens]
    covered: set[int] = set()
    taken: set[int] = set()
    denied = [place for places in denied_obstacles(sentence) for place in places]
    for place in denied:
        tags[place] = None
    taken.update(denied)
    for mark in sorted((mark for mark in sentence.marks if not _is_agreed_by_the_state(sentence, mark)), key=_rank):
        _tag_mark(tags, covered, taken, mark)
    covered.update(denied)
    if understood:
        covered.update(_tag_conditions(tags, taken))
    covered.update(_lifted(sentence))
    _tag_verbs(tags, covered, wordings)
    covered.update(deliberated_before(sentence, tags))
    asides = drop_asides(sentence, tags)
    return _line(sentence, tags, covered, asides, unopposed=bool(denied))


def _lifted(sentence: Sentence) -> Iterator[int]:
    """Return the places of `la réserve ... est levée`, unless it is lifted only once something else is done."""
    lifted = sentence.spans("lifted")
    named = [mark for mark in sentence.spans("amend") if sentence.tokens[mark.first].word.startswith("reserve")]
    if lifted and named and 0 <= lifted[-1].first - named[0].last <= LIFTED_WITHIN:
        before = {sentence.written(place, place + 1).lower() for place in range(named[0].first)}
        if not before & {"fois", "si", "quand", "lorsque", "dès", "après", "apres", "sous", "pas", "tant"}:
            yield from range(named[0].first, lifted[-1].last)


def _is_agreed_by_the_state(sentence: Sentence, mark: Mark) -> bool:
    """Tell `agréé` (approved by an authority) from the English `agree`, which it is without its accents."""
    written = sentence.written(mark.first, mark.last).lower()
    return mark.group.startswith("accept_") and "ré" in written and not written.endswith("ons")


def _rank(mark: Mark) -> tuple[int, int]:
    """Order marks: what is accepted first, then what strengthens; the longest phrase wins."""
    order = {"cgu": 0, "other_terms": 0, "without": 1, "harmless_if": 1, "quality": 1, "cgu_ours": 2}
    return order.get(mark.group, 3), mark.first - mark.last


def _tag_mark(tags: list[str | None], covered: set[int], taken: set[int], mark: Mark) -> None:
    places = range(mark.first, min(mark.last, len(tags)))
    if not places or not taken.isdisjoint(places):
        return
    if mark.group in {"without", "harmless_if", "quality"}:
        tag = None
    elif mark.group == "cgu":
        tag = "CGU"
    elif mark.group == "cgu_ours" and mark.first and tags[mark.first - 1] in {"CGU", None}:
        tag = None
    elif mark.group in SIMPLE_TAGS:
        tag = SIMPLE_TAGS[mark.group]
    else:
        return
    for place in places:
        tags[place] = None
    tags[mark.first] = tag
    taken.update(places)
    if mark.group not in {"declare", "yes", "concession"} and not mark.group.startswith("accept"):
        covered.update(places)


def _tag_conditions(tags: list[str | None], taken: set[int]) -> Iterator[int]:
    """Tag `les conditions`, `ces termes` as the CGU that were just named, and yield their places."""
    for place, word in enumerate(tags):
        if word not in {"conditions", "termes", "terms"} or place in taken:
            continue
        before, after = [*tags[max(0, place - 2) : place]], tags[place + 1 : place + 2]
        governed = set(after) & GOVERNED and not _which_you_sent(tags, place)
        if governed or (before and before[-1] not in DETERMINERS) or set(before[:-1]) & ON_TERMS:
            continue
        tags[place] = "CGU"
        yield place


def _which_you_sent(tags: list[str | None], place: int) -> bool:
    """Tell whether they are those that we sent (`les conditions que vous nous avez transmises`)."""
    return [tag for tag in tags[place + 1 : place + 4] if tag][:2] in (["que", "vous"], ["you", "sent"])


def _tag_verbs(tags: list[str | None], covered: set[int], wordings: Wordings) -> None:
    stems = stems_of(wordings.words("accept_stems"))
    for place, word in enumerate(tags):
        if word and word.islower() and place not in covered and len(word) > 4:
            form = form_of(word, stems)
            if form:
                tags[place] = form


@lru_cache(maxsize=4)
def stems_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the beginnings of verbs as they are compared: folded, doubled letters written once."""
    return tuple(DOUBLED.sub(r"\1", fold(word)) for word in words)


def form_of(word: str, stems: tuple[str, ...]) -> str | None:
    """Return the tag of a verb of acceptance, or None; accents, double letters and the apostrophe may be missing."""
    bare = DOUBLED.sub(r"\1", word)
    for glued in ("", "j"):
        for stem in stems:
            if bare.startswith(glued + stem):
                ending = bare[len(glued + stem) :]
                form = "noun" if ending == "ance" else ENDINGS.get(ending, "odd")
                return f"{glued} acc:{form}".strip()
    return None


def _line(
    sentence: Sentence, tags: list[str | None], covered: set[int], asides: frozenset[int], *, unopposed: bool
) -> Tagged:
    starts, places, column = [], [], 1
    for place, tag in enumerate(tags):
        if tag is not None:
            starts.append(column)
            places.append(place)
            column += len(tag) + 1
    line = f" {' '.join(tag for tag in tags if tag is not None)} "
    return Tagged(
        sentence,
        line,
        tuple(starts),
        tuple(places),
        frozenset(covered),
        asides,
        live_marks(sentence, covered),
        unopposed,
    )
