"""A mere yes or no: it means what stands right above it, a request of ours or the author's own heading."""

import re

from greffier.model.mail import Terms
from greffier.reading.terms.tagged import Tagged
from greffier.reading.terms.verdict import Verdict

YES_ALONE = re.compile(r"\A (?:yes|(?:mon |notre |bon pour )?acc:noun(?: donne)?) (?:[.!,] |~ ){0,2}\Z")
NO_ALONE = re.compile(
    r"\A (?:non|no|nope|negatif|jamais|(?:surement|certainement) pas|(?:non )?pas question|hors de question|c est non)"
    r"(?: merci| thanks| , pas en l etat| , pas comme ca)?(?: [.!])* \Z"
)
ASSENT = re.compile(r"\A (?:oui|(?:mon |notre )?accord(?: donne)?) (?:[.!] )*\Z")
"""A yes so plain that it may stand as the whole answer to a request for nothing else."""

HEADING = re.compile(
    r"\A (?:(?:et |pour )?(?:les |vos |the )|acc:noun (?:(?:des|de|vos|aux|of|the|a|les) )*)?CGU (?:: |\? )?\Z"
)
"""The author's own heading or label, with the answer on the next line."""


ASKED_BACK = re.compile(
    r" acc:you (?:vous )?.*CGU .*\? | (?:demand\w+ si|ask\w* (?:if|whether)) (?:je?|nous|on|we|i) .*acc:(?:e|us) .*CGU "
)
"""Our question, said again by who answers it (`Acceptez-vous les CGU ? Oui.`)."""


def judge_short(found: Tagged) -> Verdict | None:
    """Return what a mere yes or no says, right below what it answers."""
    if YES_ALONE.match(found.line):
        return Verdict(Terms.ACCEPTED, "yes-below-the-request")
    return Verdict(Terms.REFUSED, "no-below-the-request") if NO_ALONE.match(found.sentence.words()) else None


def judge_below(above: Tagged | None, found: Tagged) -> Verdict | None:
    """Return what a mere yes or no says below the author's own heading, or a no to the author's own question."""
    if above is None or not above.names_cgu:
        return None
    if HEADING.match(above.line):
        return judge_short(found)
    if ASKED_BACK.search(above.line):
        return judge_short(found)
    asks_itself = above.sentence.asks() and re.match(r" acc:inf ", above.line)
    return judge_short(found) if asks_itself and NO_ALONE.match(found.sentence.words()) else None
