"""Which stretch of a correcting sentence holds: `X et non Y`, `ce n'est plus Y mais X`, `Y est remplacé par X`."""

import re

from greffier.reading.contacts.roles import SUCCEEDED, place_of
from greffier.reading.sentences import Sentence

DENIED = re.compile(r" (?:n est (?:pas|plus)|is (?:not|no longer)|isn t) (?:\S+ ){1,12}?(?:mais|but) ")

RATHER = re.compile(
    r" (?:ecrit|note|indique|donne|wrote|gave) (?:\S+ ){1,14}?(?:(?:adresse|numero|nom|mail|email|courriel|orthographe)"
    r" (?:exacte?|correcte?|juste|est en fait)|(?:le bon|la bonne) (?:adresse|numero|nom|mail|email|orthographe)"
    r"|il (?:faut|fallait) lire|lire plutot|the (?:right|correct) (?:address|number|one|name)) "
)
"""The author corrects their own earlier word (`j'ai écrit X ..., l'adresse exacte est Y`)."""


def stretch_that_holds(sentence: Sentence) -> range:
    """Return the places of the sentence's text where names are right: all of it where nothing is denied."""
    line, end = sentence.words(), len(sentence.text) + 1
    turn = DENIED.search(line) or SUCCEEDED.search(line) or RATHER.search(line)
    if turn:
        return range(place_of(sentence, line[: turn.end()].count(" ") - 2), end)
    wrong = sentence.spans("instead_of")
    return range(place_of(sentence, wrong[0].first) if wrong else end)
