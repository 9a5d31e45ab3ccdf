"""Whose acceptance it is, and of what: the subject, the body spoken for, what the terms are the terms of."""

import re
from collections.abc import Iterator

from greffier.reading.lexicon import Mark
from greffier.reading.terms.statements import BODY, US
from greffier.reading.terms.tagged import Tagged
from greffier.reading.words import set_of

STRONG_BOUND = re.compile(r" (?:[;:|.!?…]|–|—)(?= )")
CLAUSE_BOUND = re.compile(r" (?:[,;:|.!?…]|–|—|et|mais|and|but)(?= )")
THAT = re.compile(r"(?<! tant)(?<! ainsi)(?<! est)(?<! nom) (?:que|qu|that)(?= )")
CLEFT = re.compile(r" c est (?:\S+ ){0,7}(?:que|qu) (?:(?:notre|nos|la|l|ma|mon) \S+ (?:\S+ )?)?\Z")
RELATIVE = re.compile(r" (?:qui|who|which) (?:(?:~|les|y|l|,) )*\Z")
FOR_THE_ACCOUNT = ["pour", "le", "compte"]
NAMED_WITHIN = 7
"""Words in which a body acted for is named."""

PRONOUNS = set_of("elle il it")
"""What takes up the subject of the clause that governs (`Trajeco vous fait savoir qu'elle accepte`)."""

BODY_OF_OURS = re.compile(rf" {BODY} (?:\S+ ){{0,4}}?(?:que|dont) (?:je|j|nous|on) \S+ (?:\S+ ){{0,2}}\Z")
"""`L'association que je préside`, `la société dont je suis la gérante`: it is the author who speaks for it."""

WITH_THEM = re.compile(r" (?:avec|with) (?:(?:le|la|les|l|mon|ma|mes|notre|nos|un|une|the|our|my|an?) )?\Z")

NEW_CLAUSE = re.compile(r"\A (?:\S+ ){2,}(?:, |; )?(?:et|and|donc) \Z|\A (?:\S+ ){2,}, \Z")
SAID_BY_YOU = re.compile(r" (?:votre|vos|your) \S+ (?:nous |me |m )?say ")
PERFECT = re.compile(
    r" (?:ai|as|a|avons|ont|avez|avais|avait|avions|avaient|aurai\w{0,3}|aurons|have|has|had|ete|ve) "
    r"(?:(?:~|deja|tous|already|les|l|y) ){0,4}\Z"
)
PREDICATED = re.compile(r" (?:\S+ )?(?:est|sont|is|are|was|etait|dit|dis|disent|says?) (?:~ )*\Z")
IMPERSONAL = re.compile(r" (?:c|ca|cela|tout|it|all|that|everything) ")
US_WORD = re.compile(rf" {US} ")
ORGAN = re.compile(r" la (?:direction|gerance|presidence) (?:generale )?(?:de|du|d) ")
BY_OURSELVES = re.compile(r" (?:moi|nous|mes soins|nos soins|us|me) ")
OF_OTHERS = set_of("votre vos your leur leurs their une cette des d autre certaine")
SOMEBODYS_ROLE = frozenset({"operateur", "plateforme", "groupe", "equipe", "team", "maison"})
COMPLEMENT = re.compile(
    r"(?:de|du|des|d|of|for|from) (?!(?:la |the )?(?:plateforme|platform|service|site|website) (?:[.,;:!)]|et |and |\Z)"
    r"|ce |cette |cet |ces |notre (?:cote|part)|votre |ma part|mon cote|la part|facon"
    r"|maniere|suite|l annee|la version|la presente|the registr|your |this |(?:du )?\d)"
)
PURPOSE = re.compile(
    r"(?:pour|for|sur|a titre) (?!(?:la |le |l |les |notre |nos |ma |mon |the |our )?(?:societe|association|asso|cooperative"  # noqa: E501 - one table of words
    r"|entreprise|structure|compte|part|sarl|sas|sasu|scop|scic|organisme|collectivite|company|organi[sz]ation|coop|boite"
    r"|nous\b|moi\b|pouvoir|que|avancer|acceder)\b)"
)
DATED = re.compile(
    r"(?:~ ){0,3}(?:des |pour |a partir |a compter )?(?:le|du|au|on|en) (?:\d|lundi|mardi|mercredi|jeudi|vendredi|janvier"  # noqa: E501 - one table of words
    r"|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
)


def said_before(found: Tagged, column: int) -> str:
    """Return the words of the sentence that lead up to a column, from the last strong boundary on."""
    before = found.line[: column + 1]
    cut = max((match.end() for match in STRONG_BOUND.finditer(before)), default=0)
    return before[cut:]


def speaks_for_us(found: Tagged, column: int, known_names: str) -> bool:
    """Tell whether the subject of the verb at a column is the author, or the body that the author writes for."""
    before = said_before(found, column)
    if RELATIVE.search(before):
        return bool(re.search(r" (?:moi|nous) qui ", before))
    *governing, last_part = THAT.split(before)
    subject = f" {last_part.strip()} "
    again = governing and subject.strip(" ~") in PRONOUNS
    if again:
        subject = f" {governing[-1].strip()} {subject.strip()} "
    first, last = found.place(max(1, column + 2 - len(subject))), found.place(column + 1)
    if any(first <= mark.first <= last for mark in found.marks("undersigned")):
        return True
    others = [
        mark
        for mark in found.marks("somebody")
        if first <= mark.first <= last
        and mark.first not in found.asides
        and not _is_company(found, mark)
        and not (again and found.sentence.tokens[mark.first].word in PRONOUNS)
    ]
    if others:
        return len(others) == 1 and _is_organ(found, others[0]) and _own_body(found, others[0].last, last, known_names)
    return bool(US_WORD.search(subject)) or _own_body(found, first, last, known_names)


def _is_company(found: Tagged, mark: Mark) -> bool:
    """Tell whether somebody only was there (`lues avec notre avocate`, `been through them with our counsel`)."""
    before = f" {' '.join(token.word for token in found.sentence.tokens[: mark.first])} "
    return WITH_THEM.search(before) is not None


def said_of_others(found: Tagged, column: int, known_names: str) -> bool:
    """Tell whether a yes is predicated of somebody else (`mon patron est d'accord avec les CGU`)."""
    clause = said_before(found, column).rpartition(" , ")[2]
    first, last = found.place(column + 1 - len(clause)), found.place(column)
    if any(
        (first <= mark.first <= last or mark.first <= 1) and mark.first not in found.asides
        for mark in found.marks("somebody")
    ):
        return True
    predicated = PREDICATED.search(found.line[: column + 1])
    return bool(
        predicated and not IMPERSONAL.search(predicated.group()) and not speaks_for_us(found, column, known_names)
    )


def _is_organ(found: Tagged, mark: Mark) -> bool:
    """Tell whether it is the organ by which a body speaks (`la direction de Trajeco`), not one of its people."""
    words = found.sentence.words().split()[max(0, mark.first - 1) :]
    return bool(ORGAN.match(f" {' '.join(words[:5])} "))


def _own_body(found: Tagged, first: int, last: int, known_names: str) -> bool:
    words = found.sentence.tokens
    bodies = [mark.first for mark in found.marks("org") if first <= mark.first <= last]
    before = words[bodies[0] - 1].word if bodies and bodies[0] else ""
    if before in OF_OTHERS:
        return False
    names = list(_names(found, first, last))
    if names:
        return any(name in known_names for name in names)
    if before in {"notre", "our", "ma", "mon", "my"}:
        return True
    territories = any(first <= mark.first <= last for mark in found.marks("territory"))
    return bool(bodies) and not territories and words[bodies[0]].word not in SOMEBODYS_ROLE


def is_own_body(found: Tagged, first: int, last: int, known_names: str) -> bool:
    """Tell whether the body named between two columns (`l'accord de la société Trajeco`) is the author's own."""
    return _own_body(found, found.place(first + 1), found.place(last), known_names)


def _names(found: Tagged, first: int, last: int) -> Iterator[str]:
    """Return the words written as names before the verb: they must be the author's own organisation's."""
    sentence = found.sentence
    known = {place for mark in sentence.spans("org", "not_names") for place in range(mark.first, mark.last)}
    for place in range(first, min(last, len(sentence.tokens))):
        word = sentence.tokens[place].word
        if len(word) > 3 and place not in known | found.covered | found.asides and found.is_capitalised(place):
            yield word


def announced_by_us(found: Tagged, column: int) -> bool:
    """Tell whether the clause that governs (`je confirme que ...`) is the author's own word, or there is none.

    What a first `que` brings is passed over where `et que` goes on: both hang on the same verb.
    """
    before = said_before(found, column)
    *governors, clause = THAT.split(before)
    if not governors or CLEFT.search(before) or BODY_OF_OURS.search(before):
        return True
    passed_over = len(governors.pop()) if len(governors) > 1 and governors[-1].endswith((" et", " and")) else 0
    governing = " ".join(governors) + " "
    ours = (
        re.search(rf" (?:,|;|:|et|and) {US} (?:vous )?(?:\S+ )?say (?:~ )*\Z", governing)
        if len(governors) == 1 and not passed_over
        else None
    )
    first = found.place(column + 1 - len(before) + ours.start() + 1) if ours else -1
    last = found.place(column - len(clause) - passed_over)
    others = [mark for mark in found.marks("somebody", "reported", "intend", "hedge") if first < mark.first < last]
    if others or re.search(r" (?:n|ne|pas|not|si|if) ", governing):
        return False
    if not governing.strip(" ~,"):
        return True
    if SAID_BY_YOU.search(governing):
        return False
    return " say " in governing or bool(NEW_CLAUSE.search(clause))


def is_past(found: Tagged, column: int) -> bool:
    """Tell whether the verb at a column only tells what was done before (`j'ai accepté`), here or elsewhere."""
    return bool(PERFECT.search(found.line[: column + 1]))


def denied_before(found: Tagged, column: int) -> bool:
    """Tell whether a negation stands in the clause that leads up to a column."""
    before = said_before(found, column)
    cut = max((match.end() for match in CLAUSE_BOUND.finditer(before)), default=0)
    return bool(
        re.search(r" (?:n|ne|pas|jamais|not|never|plus|sans|without|ni|aucun|aucune|no|avant|before) ", before[cut:])
    )


def denied_after(found: Tagged, column: int) -> bool:
    """Tell whether a negation follows that is not about another item of the file."""
    place = found.place(column)
    denials = [mark for mark in found.marks("negation") if mark.first > place]
    return any(not found.item_after(place) for _ in denials)


def of_something_else(found: Tagged, column: int) -> bool:
    """Tell whether what follows makes them the CGU of something else, or accepts them for one purpose only."""
    rest = found.line[column + 1 :].removeprefix("CGU ")
    if DATED.match(rest):
        return True
    if PURPOSE.match(rest):
        place = found.place(column + 1)
        return not any(found.is_capitalised(spot) for spot in range(place, min(place + 4, len(found.sentence.tokens))))
    return bool(COMPLEMENT.match(rest))


def mentioned_only(found: Tagged, first: int, last: int) -> bool:
    """Tell whether the acceptance is a phrase that the author only mentions, between quotation marks."""
    before, after = found.line[: first + 1], found.line[last:]
    opened = max(before.rfind(mark) for mark in ("«", "“", '"')) > max(before.rfind(mark) for mark in ("»", "”"))
    closed = any(mark in after for mark in ("»", "”", '"'))
    return opened and closed and bool(re.search(r"[a-z]", before.rpartition("«")[0].rpartition("“")[0] or before[:-2]))


def by_somebody(found: Tagged, column: int, known_names: str) -> bool:
    """Tell whether the CGU are accepted by, or on the side of, somebody else (`validées par notre juriste`)."""
    match = re.match(r"(?: (?!comme )\S+){0,8}? (?:par|cote|by) ", found.line[column:])
    if match is None or BY_OURSELVES.match(found.line[column + match.end() - 1 :]):
        return False
    place = found.place(column + match.end())
    agents = [mark for mark in found.marks("somebody", "org", "pending") if place - 1 <= mark.first <= place + 4]
    names = list(_names(found, place, place + 5))
    if names and not any(name in known_names for name in names):
        return True
    if names and agents and _is_organ(found, agents[0]):
        return False
    return bool(agents) and agents[0].group != "org"


def for_somebody(found: Tagged, known_names: str) -> bool:
    """Tell whether the author acts for another body, by name (`pour le compte de Mobilix`)."""
    words = [token.word for token in found.sentence.tokens]
    place = next((spot + 3 for spot in range(len(words)) if words[spot : spot + 3] == FOR_THE_ACCOUNT), len(words))
    known = {spot for mark in found.sentence.spans("org", "not_names") for spot in range(mark.first, mark.last)}
    names = [words[spot] for spot in range(place, min(place + NAMED_WITHIN, len(words))) if spot not in known]
    names = [word for spot, word in enumerate(words) if word in names and len(word) > 3 and found.is_capitalised(spot)]
    return bool(names) and not any(name in known_names for name in names)
