"""What a sentence shows of its author: one who makes a service, wants into the registry, accepts its terms.

Grammar, not keywords: a word of the trade tells nothing as long as nobody is said to do something with it.
"""

import re

from greffier.reading.sentences import Sentence

CODE_LINE = re.compile(r"[^\n]{0,400}(?:\w_\w{1,60}\(|[(=>][^\n]{0,200}[;{]\s?$)|^(?:@@ |diff --git |[+-]{3} )")
"""A line of a program or of a patch: its words are names of things, not what the author says."""

MAKES = re.compile(
    r" (?:je|j|nous|on|i|we) (?:\w+ ){0,4}?"
    r"(?:develop\w+|cre[eo]\w*|lanc\w+|mont\w+|conc\w+|anim\w+|exploit\w+|oper\w+|edit\w+|program\w+"
    r"|built|build\w*|launch\w*|made|run) "
    r"(?:\w+ , )?(?:un|une|mon|ma|notre|ce|le|la|l|a|an|our|the|my) (?:\w+ ){0,2}"
    r"(?:appli\w*|app|service|site|plate|plateforme|platform|outil|start|startup|solution|reseau) "
)
"""Somebody of the first person makes, launches or runs something that others use."""

ACCEPTS = re.compile(r" (?:(?:accept|adher|approuv|valid|souscri)\w*|agree|agreed|agreement|accord) ")
SPEAKS = re.compile(r" (?:je|j|nous|on|notre|mon|ma|i|we|our|my|societe|association|s?a[rs]l|sas|sasu|scop|scic) ")
DONE = re.compile(r" (?:cgu|conditions) (?:\w+ ){0,5}?(?:ok|oui|acceptees|validees|approuvees|accepted|agreed) ")
OTHER_REGISTRY = re.compile(
    r" registre (?:des (?!preuve|trajet|operateur|covoit)|du (?!covoit|rpc|minist)"
    r"|de (?:la )?(?!preuve|covoit|certif|la )|d (?!etat)|national d(?:es|u) "
    r"|foncier |public |medical |electoral |unique )"
    r"| (?:trade|business|land|domain|population|electoral|company) (?:register|registry) "
)
"""The registers of this world are many; ours is the one of carpool proofs."""

IS_IN = re.compile(
    r" (?:est|sont|is|are) (?:bien |deja |already )?(?:inscrit|enregistre|reference|raccorde|registered|listed)\w* "
)
"""A state, not a wish (`l'opérateur est bien inscrit`)."""

OUR_JOURNEYS = re.compile(
    r" (?:nos|our) (?:\w+ ){0,4}?(?:trajets|courses|preuves|journeys|trips|rides|proofs) (?:\w+ ){0,5}?"
    r"(?:declar|enregistr|reconnu|valid|certifi|remont|transmis|record|registered)\w* "
)
"""What an operator wants of the registry, in the passive: `nos trajets doivent être déclarés chez vous`."""

PLURAL = re.compile(r" (?:nous|on|notre|nos|we|our|us) ")


def without_code(text: str) -> str:
    """Return a text without the lines that are code."""
    return "\n".join(line for line in text.splitlines() if not CODE_LINE.search(line[:600]))


def wants_in(sentence: Sentence) -> bool:
    """Tell whether somebody wants in; `un opérateur inscrit` is in already."""
    words = sentence.words()
    if OUR_JOURNEYS.search(words) and " pas " not in words and " not " not in words:
        return True
    if IS_IN.search(words):
        return False
    operators = {mark.last for mark in sentence.spans("operator_word")}
    return any(mark.first not in operators or mark.last - mark.first > 1 for mark in sentence.spans("join"))


def makes_a_service(sentence: Sentence) -> bool:
    """Tell whether the author makes, launches or runs a service for others."""
    return MAKES.search(sentence.words()) is not None


def accepts(sentence: Sentence) -> bool:
    """Tell whether the author, or the author's company, accepts terms of use (`according to the terms` does not)."""
    if not sentence.has("cgu"):
        return False
    words = sentence.words()
    return bool(DONE.search(words) or (ACCEPTS.search(words) and SPEAKS.search(words)))


def names_another_registry(sentence: Sentence) -> bool:
    """Tell whether a register is named that is not ours (`le registre des transporteurs`)."""
    return OTHER_REGISTRY.search(sentence.words()) is not None


def asks_how_for_several(sentence: Sentence) -> bool:
    """Tell whether a `we` asks how to join, in so many words and few others."""
    return sentence.has("how_to_join") and sentence.has("join") and speaks_for_several(sentence)


def speaks_for_several(sentence: Sentence) -> bool:
    """Tell whether the sentence has a `we`."""
    return PLURAL.search(sentence.words()) is not None
