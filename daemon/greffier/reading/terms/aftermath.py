"""Later sentences that take part of an acceptance back, such as `Sauf l'article 6.` or `Ceci ne vaut que ...`."""

import re

from greffier.reading.terms.statements import FUTURE
from greffier.reading.terms.tagged import Tagged

ABOUT_IT = re.compile(
    r" (?:cette|cet|ce|notre|mon|ladite|this|our|my|l) (?:\S+ )?(?:acc:noun|engagement|message|mail|courriel) "
    r"| (?:ceci|cela|ca|elle|this|it) (?:\S+ ){0,3}?(?:vaut|vaudra|engage|prendra|vaudrait|reste|stands|applies) "
)
JUDGES = re.compile(
    r" (?:pose|posent|gene|genent|derange\w{0,3}|excessi\w{0,3}|disproportionn\w{0,3}|inquiet\w{0,3}|trop|probleme|souci"  # noqa: E501 - one table of words
    r"|flou\w{0,2}|abusi\w{0,3}) "
)
FRAGMENT = re.compile(
    r"\A (?:enfin|sauf|hors|hormis|sous|avec|uniquement|seulement|pas|non|ou|mais|pour|jusqu|only|but|except|not|with"
    r"|until|condition|a une) "
)
VERB = re.compile(
    r" (?:est|sont|a|ont|n|ne|se|s|doit|doivent|va|vont|peut|veut|souhaite|les|is|are|has|have|must|still|c|appartient"
    r"|revient|depend|statue|tranche) "
)
CONSULTS = re.compile(
    r" (?:parl\w{1,4}|demand\w{1,4}|consult\w{1,5}|avis|discut\w{1,4}|ask|talk|discuss|consult|d abord|first) "
)
ASKS_WHETHER = re.compile(
    r" (?:demand\w+|ask\w*|savoir|wonder\w*|know) (?:\S+ )?(?:si|s|if|whether) "
    r"| (?:ne|n) (?:comprends|comprenons|sais|savons|connais) pas | (?:do not|don t) (?:know|understand) "
)
WHAT_THEY_SAY = re.compile(r" (?:c est|ce serait|that s|that is) (?:du moins )?(?:ce qu|ce que|what) ")
SHORT = 6
"""Words of a sentence so short that it can only go on with what was said before."""


def takes_back(found: Tagged) -> bool:
    """Tell whether a sentence that follows an acceptance takes something of it back."""
    if " ELSE " in found.line and not found.names_cgu:
        return False
    asks = found.sentence.asks() or ASKS_WHETHER.search(found.sentence.words())
    if asks and not found.marks("condition", "terms_parts"):
        return False
    if found.marks("somebody") and WHAT_THEY_SAY.search(found.sentence.words()):
        return True
    return _speaks_of_it(found) or (not found.marks("item") and (_goes_on(found) or _waits_for_others(found)))


def _speaks_of_it(found: Tagged) -> bool:
    """Tell whether it qualifies the acceptance itself, a part of the CGU, or the power to accept."""
    if (
        (found.marks("terms_parts") and not _names_a_point_of_ours(found))
        or _reserves(found)
        or (found.marks("power") and found.marks("negation"))
    ):
        return True
    if found.marks("item"):
        return bool(found.names_cgu and found.marks("condition", "contrast", "hedge", "amend"))
    qualified = found.marks("condition", "when", "contrast", "negation", "pending", "hedge", "intend")
    return bool(ABOUT_IT.search(found.line) and (qualified or FUTURE.search(found.line)))


def _names_a_point_of_ours(found: Tagged) -> bool:
    """Tell whether it is a point of our list that is answered (`concernant le point 2, le Kbis est joint`)."""
    points = [found.sentence.tokens[mark.first].word for mark in found.marks("terms_parts")]
    return set(points) == {"point"} and bool(found.marks("item"))


def _reserves(found: Tagged) -> bool:
    words = (found.sentence.tokens[mark.first].word for mark in found.marks("amend"))
    return any(word.startswith(("reserve", "condition", "amend")) for word in words)


def _goes_on(found: Tagged) -> bool:
    """Tell whether it goes on with the acceptance and narrows it, or withdraws it."""
    if found.marks("withdraw", "amend", "refusal", "hedge") or (found.marks("condition") and not _side_remark(found)):
        return True
    if len(found.sentence.tokens) <= SHORT and (found.marks("negation") or _is_fragment(found)):
        return True
    opposed = found.marks("intend", "pending", "negation") or JUDGES.search(found.line)
    return bool(found.marks("contrast") and opposed)


def _is_fragment(found: Tagged) -> bool:
    signs_off = found.marks("greeting", "org", "decides", "somebody")
    return bool(FRAGMENT.match(found.sentence.words())) and not signs_off


def _waits_for_others(found: Tagged) -> bool:
    """Tell whether somebody has still to decide, or the answer itself is still to come."""
    if re.search(r" (?:votre|vos|your) ", found.line):
        return False
    if " say " in found.line and found.marks("when"):
        return True
    if found.marks("pending") and (found.marks("intend", "when", "negation") or FUTURE.search(found.line)):
        return True
    if found.marks("somebody") and found.marks("intend") and CONSULTS.search(found.line):
        return True
    decides = found.marks("pending", "decides")
    return bool(decides and VERB.search(found.line) and not found.marks("greeting", "harmless_after"))


def _side_remark(found: Tagged) -> bool:
    """Tell whether the condition governs a main clause of its own, about what the author does or offers."""
    own_clause = re.search(r" (?:je|j|nous|on|vous|i|we|you) (?!acc:)\S+ ", found.line)
    return bool(own_clause) and not found.marks("pending")
