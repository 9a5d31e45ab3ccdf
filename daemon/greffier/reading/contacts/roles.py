"""Where a sentence names one of the three roles, alone or side by side (`DPO et responsable technique : ...`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from greffier.model.mail import Role
from greffier.reading.lexicon import Mark
from greffier.reading.sentences import Sentence
from greffier.reading.words import set_of

ROLE_GROUPS = {"role_dpo": Role.DPO, "role_controller": Role.CONTROLLER, "role_technical": Role.TECHNICAL}
SHORT_GROUPS = {
    "role_dpo_short": Role.DPO,
    "role_controller_short": Role.CONTROLLER,
    "role_technical_short": Role.TECHNICAL,
}
ALL_GROUP = "role_all"
RT_GROUP = "role_rt"
LABELLED = re.compile(r"\s{0,2}(?:\([^()\n]{0,60}\))?\s{0,2}\)?\s{0,2}(?::|=|->|→|–|—|-\s)")
JOINING = set_of(
    ", = et / & and ainsi que + le la l de du the en meme "
    "temps comme aussi ou a fois est ) ( our notre que fonction fonctions role celle celui de"
)
NOBODY = re.compile(
    r"(?:pas (?:\w+ )?(?:de|d|un)|aucune?|sans|ancien(?:ne)?|precedente?|ex|former|no|without|previous)"
    r"(?: l| le| la| d)?\Z"
)
LEADS_TO_A_ROLE = re.compile(
    r"(?:(?:occupe|charge|chargee|responsable) (?:des?|d|du)|quant a|agissant de"
    r"|(?:pour|en) ce qui (?:est de|concerne))\Z"
)
IN_CHARGE = frozenset({"occupe", "occupent", "charge", "chargee"})
FORMER = re.compile(r"(?:ancien(?:ne)?|precedente?|former|previous)\Z")
SUCCEEDED = re.compile(r" (?:remplacee?s?|replaced|succeeded) (?:par|by) ")
HEADING_WORDS = 2
ASPECT = set_of("partie volet pole aspect aspects cote questions sujets")
LEADING_UP = set_of(
    "le la l les the tout toute partie volet pole aspect aspects cote questions sujets ce qui est anything everything"
)


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles named side by side: where in the sentence's text, and whether a colon or its like follows."""

    roles: tuple[Role, ...]
    first: int
    last: int
    labels: bool


def place_of(sentence: Sentence, token: int) -> int:
    """Return where a token begins in the sentence's text."""
    return sentence.tokens[token].start - sentence.offset


def end_of(sentence: Sentence, token: int) -> int:
    """Return where the token before this one ends in the sentence's text."""
    return sentence.tokens[token - 1].end - sentence.offset


def roles_in(sentence: Sentence, rt: Role) -> Iterator[Roles]:
    """Return the roles of a sentence; `rt` is what the abbreviation RT means in this mail."""
    group: list[Mark] = []
    for mark in _role_marks(sentence):
        if group and (not _side_by_side(sentence, group[-1].last, mark.first) or _begins_anew(sentence, group, mark)):
            yield _together(sentence, group, rt)
            group = []
        group.append(mark)
    if group:
        yield _together(sentence, group, rt)


def _together(sentence: Sentence, marks: list[Mark], rt: Role) -> Roles:
    meaning = {**ROLE_GROUPS, **SHORT_GROUPS, RT_GROUP: rt}
    everyone = any(mark.group == ALL_GROUP for mark in marks)
    roles = tuple(Role) if everyone else tuple(dict.fromkeys(meaning[mark.group] for mark in marks))
    end = end_of(sentence, marks[-1].last)
    return Roles(roles, place_of(sentence, marks[0].first), end, bool(LABELLED.match(sentence.text, end)))


def _role_marks(sentence: Sentence) -> list[Mark]:
    """Return the marks of roles in order: of overlapping ones the longest, and none of a role that nobody holds."""
    marks = list(sentence.spans(*ROLE_GROUPS, RT_GROUP, ALL_GROUP))
    marks += [mark for mark in sentence.spans(*SHORT_GROUPS) if _stands_for_the_role(sentence, mark)]
    taken: set[int] = set()
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.first - mark.last):
        if taken.isdisjoint(range(mark.first, mark.last)) and not _held_by_nobody(sentence, mark.first):
            kept.append(mark)
        taken.update(range(mark.first, mark.last))
    return sorted(kept, key=lambda mark: mark.first)


def _stands_for_the_role(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether `technique` is the role and not half of `dossier technique`: a label, or `pour la technique`."""
    place = mark.first
    while place and sentence.tokens[place - 1].word in LEADING_UP:
        place -= 1
    before = sentence.tokens[place - 1].word if place else ""
    if not before.isalpha() and ASPECT & {token.word for token in sentence.tokens[place : mark.first]}:
        return True
    if before in {"de", "du", "des"} and IN_CHARGE & {token.word for token in sentence.tokens[:place]}:
        return True
    if before in {"pour", "for", "concernant", "gere", "assure"} or LEADS_TO_A_ROLE.search(
        _words_before(sentence, place)
    ):
        return True
    full = (role.last for role in sentence.spans(*ROLE_GROUPS, RT_GROUP) if role.last <= mark.first)
    if mark.last - mark.first == 1 and any(_side_by_side(sentence, last, mark.first) for last in full):
        return True
    alone = not before.isalpha() or before in {"et", "cote"}
    after = sentence.tokens[mark.last].word if mark.last < len(sentence.tokens) else ""
    heads = len(sentence.tokens) <= HEADING_WORDS or after in {"c", "est", "sera", "is"}
    return alone and (heads or bool(LABELLED.match(sentence.text, end_of(sentence, mark.last))))


def _words_before(sentence: Sentence, place: int) -> str:
    return " ".join(token.word for token in sentence.tokens[max(0, place - 4) : place])


def _side_by_side(sentence: Sentence, last: int, first: int) -> bool:
    return JOINING.issuperset(token.word for token in sentence.tokens[last:first])


def _begins_anew(sentence: Sentence, group: list[Mark], mark: Mark) -> bool:
    """Tell whether a role has its own person: the last one of `je suis DPO et le resp. technique c'est Jo`."""
    after = [token.word for token in sentence.tokens[mark.last : mark.last + 4] if token.word != ","]
    author = any(said.last <= group[0].first for said in sentence.spans("author_self"))
    return author and after[:1] in (["c"], ["est"], ["sera"], ["is"]) and "moi" not in after


def _held_by_nobody(sentence: Sentence, place: int) -> bool:
    before = _words_before(sentence, place)
    return bool(NOBODY.search(before)) and not (FORMER.search(before) and SUCCEEDED.search(sentence.words()))
