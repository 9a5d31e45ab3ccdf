"""The forms in which people accept, refuse or half accept: patterns over a tagged sentence.

A pattern tells what was said; `scope` then looks whether something around it takes it back. Every repetition is
bounded, so that no sentence costs more than its length.
"""

import re
from dataclasses import dataclass

from greffier.reading.forms import forms_beside

_KNOWN = forms_beside(__file__)
US, ADVERBS, OUR, PRESENT, BODY, NAME, FULL = map(
    _KNOWN.fragment, ("us", "adverbs", "our", "present", "body", "name", "full")
)
OK_FOR_CGU = "ok-for-cgu"


@dataclass(frozen=True, slots=True)
class Statement:
    """A form of accepting the CGU by name, and the rule's name that goes into the evidence."""

    rule: str
    form: re.Pattern[str]
    needs_subject: bool = False
    """Whether the verb may be anybody's: then its subject is looked for."""
    leans: bool = False
    """Whether only a pronoun stands for the CGU, which must then have been named just before."""


ACCEPTING = tuple(
    Statement(
        known["rule"],
        re.compile(f" {_KNOWN.whole(known['form'])} "),
        known.get("needs_subject", False),
        known.get("leans", False),
    )
    for known in _KNOWN.tables["statement"]
)
"""The ways of accepting the CGU by name, from `statements.toml`, where they stand by rule."""

HAVING_ACCEPTED = re.compile(
    rf"\A (?:(?:yes|~|,|:|bonjour|hello) ){{0,4}}(?:(?:vous pouvez|{US}(?: vous)?) say (?:~ )?(?:que|that) )?"
    rf"(?:{US}|(?:notre|our) {BODY}) "
    r"(?:ai|avons|a|have|ve) (?:~ ){0,3}acc:(?:e|pp) "
    r"(?:(?:les|vos|ces|l|integralite|ensemble|des|termes|de|the|your|these|all|of) ){0,5}CGU(?= [.,;!)]| \Z)"
)
"""The perfect that performs what was asked (`Nous avons bien accepté les CGU.`): nothing says when else, or where."""

BARE_NOUN = re.compile(
    rf"\A (?:(?:yes|~|,|et|bonjour) ){{0,4}}"
    rf"(?:{US} (?:vous )?(?:say|donne|donnons|adresse|adressons|renouvelle|renouvelons|give) "
    rf"(?:(?:vous|d|de|~) ){{0,3}}(?:{OUR}|cette) "
    rf"|(?:vous pouvez|veuillez|merci d) (?:~ )*(?:enregistrer|say|prendre acte) (?:d )?(?:~ )*(?:mon|notre|my|our) "
    rf"|(?:voici|vous avez|you have) (?:~ )*(?:mon|notre|my|our) ){FULL}acc:noun {FULL}(?=[.,;!)]|\Z)"
    rf"|\A (?:(?:yes|~|,) ){{0,3}}(?P<body>(?:(?:la|the) )?"
    rf"(?:(?!(?:je?|on|nous|we|i|lue?s?|et|say|yes) ){NAME}){{1,4}}?)"
    r"(?:~ )*acc:e (?=[.!]|\Z)"
)
"""The acceptance handed over as a noun, to whoever asked for it."""

BARE = re.compile(
    rf" (?:{US} {ADVERBS}(?:les |l |y |le |ca |cela |tout )?{ADVERBS}{PRESENT}|acc:us)"
    r"(?: (?:les|vos|ces|the|these|your) (?:conditions|termes))? "
)
BARE_DONE = re.compile(
    r"\A bon pour acc:noun [.!]? ?\Z|\A (?:(?:~|yes|c|est|,|lu|lue|lues|vu|read|signed|et|and|&) ){0,5}acc:(?:pp|e) "
    r"(?:(?:~|\.|!|pour|nous|moi|merci|par (?:le |la )?(?:soussignee?|nous|moi|nos soins)) ){0,5}"
    rf"(?:(?P<body>(?:(?:par|by|pour|for|of|la|l|the) ){{0,2}}{NAME}{{1,4}}?)(?:[.!] )?)?\Z"
)
AN_OBJECT = re.compile(
    r"(?:~ )*(?:l[ae]?|les|une?|d|de|des|du|ces?|cette|vos|votre|nos|notre|m[ao]n?|mes|qu|que|toute?s?|the|your|an?|to"
    r"|that|this|these|our|my|with|on|for|pour|au|aux|en|sous|avec|sans|par|si|donc|car|et|and|acc:\S+) "
)
"""What begins an object or a complement right after a verb; else the verb stands alone (`j'accepte c'est bon`)."""

ANY_ACT = re.compile(r" acc:\S+ ")
CANNOT = r"(?:can|couldn|won|wouldn|didn|doesn)"
SAME_CLAUSE = r"(?![:;] |(?:et|mais|and|but|donc|,) (?:~ )*(?:nous|je|j|on|we|i|les|y) )"
NOT_ACT = re.compile(
    rf" (?:n|ne|not|don|{CANNOT} t|do not|cannot|jamais|never) (?:{SAME_CLAUSE}\S+ ){{0,5}}?"
    r"acc:(?:us|e|inf|pp|noun|they|odd|will)(?= )"
    r"| acc:(?:us|e|they|odd) (?:\S+ ){0,2}?(?:pas|plus|jamais|point|aucunement|nullement) "
    r"| (?:n|ne) (?:va|vais|allons|vont) pas (?:les )?signer | not going to (?:acc:us|sign) | won t sign "
    r"| (?:pas question|hors de question|impossible|impossibilite|incapables?|unable|refus\w*) (?:\S+ ){0,3}?"
    r"acc:(?:inf|was|us) "
    r"| acc:noun (?:(?:des|de|les|aux|of|the|d|l) ){0,3}CGU (?:: |, |= |- )?(?:non|no|refus\w*|negatif|impossible) "
    r"| (?:non|no) (?:merci )?(?:pour|aux|a|to) (?:(?:les|vos|ces|the|your) )?CGU "
    r"| CGU (?:sont |est |are )?(?:non|pas|not) acc:"
    r"| n?e? (?:les )?signer(?:ai|a|ons|ont) (?:pas|jamais|point) "
)
"""Denied: `n'acceptons pas`, `ne pouvons pas accepter`, and the spoken `on accepte pas`."""

FUTURE = re.compile(
    r" (?!(?:esp|adh|consid|op|reit)erons |(?:re|at|ex|por)trait |entrons "
    r"|(?:rencon|mon)trons |(?:c?ou|dec?ou)vrons |re?tirons |extra |opera )"
    r"[a-z]{1,30}[eidvtr](?:rai|rons|ra|ront|rait|raient) "
)

NOT_YET = re.compile(r" (?:pas|not) (?:encore|yet) | toujours pas | encore pas ")
ONLY_IF = re.compile(
    r" qu?e? (?:si|sous|avec|pour|quand|partiellement|une|les|en|dans|lorsque|la|apres|a|au|des|lors|ensuite) "
    r"| avant (?:de|d|que|qu|la|le|les|une?) "
)
SIGN_LATER = re.compile(r" signer(?:ai|a|ons|ont) | (?:vais|allons|va) signer | will sign ")
IN_PART = re.compile(rf" {US} {ADVERBS}(?:en |l )?(?:acc:us|acc:e) (?:tout |toutes? )?")
WITH_NO_OBJECT = re.compile(r" acc:(?:inf|noun|e|pp|us) (?:~ )*(?:[.,;:!?)]|\Z)")
"""An act of accepting that names nothing: what it is about must come from what it answers."""

WE_ACT = re.compile(
    rf" {US} (?:\S+ ){{0,6}}?(?:acc:\S+|devrions|pourrons|pourrions|devrons|allons|vais|signer\w{{0,5}}|sommes|suis|pouvons|peux|"  # noqa: E501 - one table of words
    r"souhaitons|will|should|hope) "
)
TOPIC_ONLY = re.compile(r" (?:a|pour|avant d|where|how|comment|de|d) acc:inf ")
"""Accepting is only named as a step (`les CGU à accepter`, `le lien pour accepter les CGU`)."""
