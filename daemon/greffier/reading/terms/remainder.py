"""What follows an acceptance in its sentence: each clause must leave it whole, and what is not understood does not."""

import re

from greffier.reading.terms.statements import FUTURE
from greffier.reading.terms.tagged import Tagged
from greffier.reading.words import set_of

OWN_SUBJECT = re.compile(
    r" (?:(?:qu?e?|dont|car|which|comme(?! on)|as) )?(?:je|j|nous|on|vous|c|ca|cela|i|we|you|it|that) (?!qui|que)\S+ "
    r"| (?!(?:attend|contest|refus|conditionn|demand|exig)ons )[a-z]{3,20}ons (?!que )\S+ "
)
"""A subject of its own, or the same one left out before a verb that can be no other's (`et souhaitons ...`)."""

WHOM_I_LEAD = re.compile(
    r" (?:dont (?:je suis|nous sommes)|que (?:je|nous) (?:presid|dirig|represent|ger|anim)\w+)"
    r"(?: (?!pas |plus )\S+){0,4} \Z"
)
"""What the author is to the body spoken for (`dont je suis la présidente`)."""

STILL_OPEN = re.compile(
    r" (?:l|le|la|les|un|une|des|notre|nos|leur|the|our|its) (?:(?!(?:m|nous) ayant )\S+ ){1,7}?"
    r"(?:(?!(?:maintenant|auparavant|representant|gerant|dirigeant|concernant|suivant|courant|montant|restant a) )"
    r"[a-z]{2,12}ant|being) "
)
"""A clause of a participle with its own subject (`..., le visa du contrôleur restant nécessaire`): it qualifies."""

FOLLOWS = re.compile(
    r" (?:il|elle|ils|elles|le reste|la suite|it|they|the rest) (?:vous )?"
    r"(?:suivr\w+|suit|suivent|arriv\w+|parviendr\w+|will follow|follows?) "
)
"""What is still to come of the file takes nothing from what is accepted."""

OPPOSING = (
    "negation",
    "contrast",
    "condition",
    "when",
    "hedge",
    "reported",
    "amend",
    "terms_parts",
    "pending",
    "decides",
    "refusal",
    "withdraw",
    "intend",
    "somebody",
    "power",
    "accept_noun",
)
BOUNDS = set_of(", ; : ( ) – — - / | et and")


def rest_is_understood(found: Tagged, column: int) -> bool:
    """Tell whether each clause after the acceptance leaves it whole: what is not understood does not."""
    end, stop = found.place(column), len(found.sentence.tokens)
    bounds = [place for place in range(end + 1, stop) if found.sentence.tokens[place].word in BOUNDS]
    return all(
        _is_harmless(found, first + 1, last)
        for first, last in zip([end, *bounds], [*bounds, stop], strict=True)
        if last > first + 1
    )


def _is_harmless(found: Tagged, first: int, last: int) -> bool:
    """Tell whether a clause names an item or a body, or says nothing beyond courtesy."""
    words = [
        token.word for place, token in enumerate(found.sentence.tokens[first:last], first) if place not in found.covered
    ]
    plain = [word for word in words if word.isalpha()]
    if not plain:
        return True
    line = f" {' '.join(words)} "
    if FOLLOWS.match(line) or STILL_OPEN.match(line):
        return FOLLOWS.match(line) is not None
    named = (*found.marks("item", "org", "greeting", "cgu", "harmless_after"), *found.sentence.spans("quality"))
    if any(first <= mark.first < last for mark in named) or _talks_on(found, first, last):
        return True
    return any(found.is_capitalised(place) for place in range(first, last)) and plain[0] != "a"


def _talks_on(found: Tagged, first: int, last: int) -> bool:
    """Tell whether a clause has its own subject and nothing that could hold an acceptance back (`, ça nous va`)."""
    words = f" {' '.join(token.word for token in found.sentence.tokens[first:last])} "
    if WHOM_I_LEAD.match(words):
        return True
    if not OWN_SUBJECT.match(words) or FUTURE.search(words):
        return False
    opposed = {mark.group for mark in found.marks(*OPPOSING) if first <= mark.first < last}
    if words.startswith((" comme ", " as ")):
        opposed.discard("somebody")
    return not opposed or opposed == {"power", "intend"}
