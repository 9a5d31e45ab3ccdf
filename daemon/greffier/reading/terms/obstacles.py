"""`Sans réserve`, `n'avons aucune objection`, `il n'y a pas de souci`: an obstacle denied, which holds nothing back.

The nouns are staff's (`obstacle`); that a single negation governs them is grammar. `Pas sans réserve` denies twice.
"""

from collections.abc import Iterator

from greffier.reading.lexicon import Mark
from greffier.reading.sentences import Sentence
from greffier.reading.words import set_of

DENIES = set_of("rien sans without aucun aucune pas plus ni no not nor t")
DENIES_TOGETHER = frozenset(["sans", "without", "aucun", "aucune"])
LEADS_UP = set_of("d de la le moindre autre autres any further other particulier particuliere have see")
NEGATED_VERB = set_of(
    "ai avons a y ont emets emettons emis vois voyons vu formule formulons releve relevons releves souleve soulevons"
    " trouve trouvons identifie identifions note notons constate rencontre exprime have has had see saw"
    " seen found raised find"
)
PARTICIPLES = set_of(
    "emis vu formule releve souleve trouve identifie note constate rencontre fait eu raised seen found"
)
OPENS = set_of("n ne don do there is are il with")
GOES_ON = set_of(
    "aucun aucune particulier particuliere majeur majeure a formuler emettre faire requested needed required"
)
LOOKED_BACK = 8
VERB_AND_ITS_PRONOUNS = 5
ACCEPTS = ("accept", "valid", "approuv", "adher", "souscri", "consent")
"""What is never swallowed with an obstacle denied: `n'accepte aucune condition`."""


def denied_obstacles(sentence: Sentence) -> Iterator[range]:
    """Yield the places of each obstacle with the negation that does away with it."""
    for mark in sentence.spans("obstacle"):
        if _is_out_of_the_question(sentence, mark):
            continue
        first = _first_place(sentence, mark)
        if first is not None:
            yield range(first, _last_place(sentence, mark))


def _is_out_of_the_question(sentence: Sentence, mark: Mark) -> bool:
    """Tell `pas question de`, which refuses, from `pas de question`."""
    following = sentence.tokens[mark.last : mark.last + 1]
    return (
        sentence.tokens[mark.first].word == "question"
        and bool(following)
        and following[0].word in {"d", "de", "que", "qu"}
    )


def _first_place(sentence: Sentence, mark: Mark) -> int | None:
    """Return where the negation begins; None where there is none, or two."""
    words = [token.word for token in sentence.tokens[: mark.first]]
    denials: list[str] = []
    place = mark.first
    while place and mark.first - place < LOOKED_BACK:
        word = words[place - 1]
        if word in DENIES:
            if denials and not DENIES_TOGETHER.issuperset((word, *denials)):
                break
            denials.append(word)
        elif word not in (LEADS_UP | PARTICIPLES if not denials else NEGATED_VERB | OPENS):
            break
        place -= 1
    place = _with_its_verb(words, place) if denials else place
    return place if denials and (denials[-1] != "plus" or words[place] in OPENS) else None


def _with_its_verb(words: list[str], place: int) -> int:
    """Return where `ne nous posent` begins, whatever the verb, if it leads up to what is denied at `place`."""
    looked_at = range(place - 1, max(place - 1 - VERB_AND_ITS_PRONOUNS, -1), -1)
    opens = next((spot for spot in looked_at if words[spot] in {"ne", "n"}), place)
    return opens if all(word.isalpha() and not word.startswith(ACCEPTS) for word in words[opens:place]) else place


def _last_place(sentence: Sentence, mark: Mark) -> int:
    last = mark.last
    while last < len(sentence.tokens) and sentence.tokens[last].word in GOES_ON:
        last += 1
    return last
