"""What the rest of its sentence makes of an acceptance: whole, held back by a condition, put off, or in doubt.

Doubt always counts against the acceptance; only what plainly speaks of another matter is let pass.
"""

import re

from greffier.model.mail import Terms
from greffier.reading.lexicon import Mark
from greffier.reading.terms.remainder import rest_is_understood
from greffier.reading.terms.scope import is_past, said_before
from greffier.reading.terms.tagged import Tagged
from greffier.reading.words import set_of

LENGTH = set_of(
    "long longs longue longues longueur touffu touffues verbeux indigeste austere austeres lengthy dense denses"
)
MATTER = set_of("ne n pas mais article articles clause clauses certains certaines points point aimerions not but some")
PAST = re.compile(
    r" (?:ai|avons|ont|avait|avions|etait|etions|wrote|said|was|were|had|[a-z]{1,20}[a-qs-z](?:ais|aient)) "
)
OPENS_A_WAIT = re.compile(
    r" (?:(?:et|mais|donc) )?(?:si|quand|lorsqu\w*|des|une fois|apres|avant|once|when|if|after|before) "
)
OF_A_NOUN = re.compile(r" (?:malgre|despite|in spite of) (?:[a-z]+ ){1,4}\Z")
"""A concession that a noun makes needs no comma (`malgré leur longueur nous acceptons`)."""

WRITES_AGAIN = re.compile(
    r" (?:je|j|nous|on|et|i|we) (?:vous )?"
    r"(?:recontact|rappel|envoi|transmet|revien|reven|adress|appel|contact|call|send)\w* (?:\S+ ){0,4}\Z"
)

DENIED = re.compile(r" (?:n|ne|pas|not|aucun|aucune|desaccord|oppos\w*) ")


def around(found: Tagged, first: int, last: int) -> Terms:
    """Return what the rest of the sentence makes of an acceptance that spans the columns `first` to `last`."""
    begin, end = found.place(first + 1), found.place(last)
    if _is_conditional(found, begin, end):
        return Terms.UNCLEAR if found.marks("reported") else Terms.RESERVED
    if found.marks("refusal", "withdraw"):
        return Terms.UNCLEAR
    if _is_put_off(found, first, begin, end):
        return Terms.RESERVED
    if found.marks("hedge", "reported") or not rest_is_understood(found, last):
        return Terms.UNCLEAR
    return Terms.ACCEPTED


def _is_conditional(found: Tagged, begin: int, end: int) -> bool:
    """Tell whether a condition, an exception or a change of the text stands outside what names the acceptance."""
    held = found.marks("condition", "amend", "terms_parts")
    return any(not begin <= mark.first <= end and not _is_settled(found, mark, begin) for mark in held) or any(
        not (_conceded_before(found, mark.first, begin) or _only_judges(found, mark.first, end))
        for mark in found.marks("concession")
    )


def _is_settled(found: Tagged, mark: Mark, begin: int) -> bool:
    """Tell whether a part of the text is named in a clause of its own, before, and said to be no obstacle any more.

    So is a point that is one of our own list (`concernant le point 1 de votre liste`).
    """
    words = [token.word for token in found.sentence.tokens]
    if words[mark.first] == "point" and words[mark.last : mark.last + 1] in (["("], [":"]):
        return True
    if words[mark.last : mark.last + 2] in (["de", "votre"], ["of", "your"], ["de", "vos"]):
        return True
    return found.unopposed and bool({":", ";", "."} & set(words[mark.last : begin]))


def _conceded_before(found: Tagged, place: int, begin: int) -> bool:
    """Tell whether a concession (`bien que le texte soit long, ...`) is over before the acceptance begins."""
    clause = [token.word for token in found.sentence.tokens[place:begin]]
    line = f" {' '.join(clause)} "
    return ("," in clause[1:] or OF_A_NOUN.match(line) is not None) and not DENIED.search(line)


def _only_judges(found: Tagged, place: int, end: int) -> bool:
    """Tell whether a concession after the acceptance only says how the text reads (`même si elles sont longues`)."""
    words = {token.word for token in found.sentence.tokens[place:]}
    return place > end and not found.item_after(place) and bool(words & LENGTH) and not words & MATTER


def _is_put_off(found: Tagged, first: int, begin: int, end: int) -> bool:
    """Tell whether a contrast follows, or the acceptance waits for a moment or for somebody's word."""
    near = begin if is_past(found, first) else found.place(first - len(said_before(found, first)) + 1)
    if any(mark.first > end and not found.item_after(mark.first) for mark in found.marks("contrast")):
        return True
    if any(_is_from_then_on(found, place) for place in range(len(found.sentence.tokens))):
        return True
    soft = [
        mark
        for mark in found.marks("when", "pending")
        if (near <= mark.first < begin and not _tells_of_before(found, mark.first, begin)) or mark.first > end
    ]
    loose = [mark for mark in soft if not (mark.first > end and _is_of_the_rest(found, end, mark.first))]
    return any(mark.group == "when" for mark in loose) or bool(loose and _waits(found, end))


def _is_of_the_rest(found: Tagged, end: int, place: int) -> bool:
    """Tell whether a moment after the acceptance is that of another item, or of the author's next word."""
    words = f" {' '.join(token.word for token in found.sentence.tokens[end + 1 : place])} "
    rest = words.endswith((" le reste ", " la suite ")) and found.sentence.tokens[place].word != "a"
    return rest or found.item_between(end, place) or WRITES_AGAIN.search(words) is not None


def _tells_of_before(found: Tagged, place: int, begin: int) -> bool:
    """Tell whether a moment belongs to a clause of its own that tells the past (`ce que j'écrivais lundi, ...`)."""
    words = [token.word for token in found.sentence.tokens[:begin]]
    if "," not in words[place:]:
        return False
    ends = words.index(",", place)
    starts = max((spot + 1 for spot in range(place) if words[spot] in {",", ":"}), default=0)
    clause = f" {' '.join(words[starts:ends])} "
    return PAST.search(clause) is not None and not OPENS_A_WAIT.match(clause)


def _is_from_then_on(found: Tagged, place: int) -> bool:
    """Tell whether a token is `dès`, which the folded word hides among articles."""
    written = found.sentence.written(place, place + 1)
    return written in {"dès", "Dès", "DÈS"} and place not in found.covered and not found.item_after(place)


def _waits(found: Tagged, end: int) -> bool:
    return any(mark.first > end for mark in found.marks("intend"))
