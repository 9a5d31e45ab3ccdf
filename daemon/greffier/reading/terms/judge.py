"""One sentence judged: whether its author accepts the CGU in it, refuses, holds back, or only speaks of agreeing."""

import re

from greffier.model.mail import Terms
from greffier.reading.terms.around import around
from greffier.reading.terms.half_said import half_said, who_announces
from greffier.reading.terms.scope import (
    announced_by_us,
    by_somebody,
    denied_after,
    denied_before,
    for_somebody,
    is_own_body,
    is_past,
    mentioned_only,
    of_something_else,
    said_of_others,
    speaks_for_us,
)
from greffier.reading.terms.statements import (
    ACCEPTING,
    AN_OBJECT,
    ANY_ACT,
    BARE,
    BARE_DONE,
    BARE_NOUN,
    HAVING_ACCEPTED,
    NOT_ACT,
    NOT_YET,
    OK_FOR_CGU,
    ONLY_IF,
    Statement,
)
from greffier.reading.terms.tagged import Tagged
from greffier.reading.terms.verdict import NOTHING, Context, Verdict

OPENS_A_QUESTION = re.compile(
    r"\A (?:\S+ , )?(?:est ce que|pensez vous|croyez vous|faut il|doit on|peut on|dois je|devons nous|acceptons nous"
    r"|vous (?:\S+ )?demand\w+ si|you (?:\S+ )?ask\w* (?:if|whether)"
    r"|avons nous|comment|pourquoi|do we|do i|can we|can i|should we|should i|must we|shall we|are we|is it) "
)
"""How a question begins: many people leave its mark out."""

BY_USERS = re.compile(
    r" (?:conduct(?:eurs|rices)|covoitureurs|passagers|utilisateurs|usagers|adherents|membres"
    r"|inscrits|users|drivers|members) "
)
"""Whose agreement to an operator's own terms says nothing of ours."""

DONE_ACT = re.compile(r" acc:(?:e|pp) ")
JUST_DONE = re.compile(r" (?:(?:viens|vient|venons) d|(?:a|avons|ont) du) acc:inf ")

ANOTHER_THING = re.compile(r"(?<! on)(?<! je)(?<! nous)(?<! vous) (?:les|vos|ces|des) (?!CGU)\S+ ")
"""What a pronoun may stand for instead of the CGU; `on les a lues` names nothing new."""

ANYBODYS_FORM = frozenset({"accept", "agree", "approve", "consent"})
BARE_ANSWER = Statement("answers-the-request", BARE)
DONE_AS_ASKED = Statement("done-as-asked", HAVING_ACCEPTED)
TOLD_AS_DONE = frozenset(
    {
        "our-organ-accepts",
        "done-and-confirmed",
        "we-read-and-accept",
        "decided-to-accept",
        "declare-to-accept",
        DONE_AS_ASKED.rule,
    }
)


def judge(found: Tagged, context: Context) -> Verdict:
    """Return what one sentence says of the CGU."""
    if " ELSE " in found.line and ANY_ACT.search(found.line) and not found.sentence.asks():
        refused = _refused(found) if found.names_cgu else None
        return refused or (NOTHING if BY_USERS.search(found.line) else Verdict(Terms.UNCLEAR, "other-terms"))
    if not (found.names_cgu or context.cgu_at_hand or context.asked):
        if found.marks("our_papers") and found.marks("vague_yes", "opinion") and not found.sentence.asks():
            return Verdict(Terms.UNCLEAR, "opinion")
        return Verdict(Terms.UNCLEAR, "bare-acceptance") if is_bare(found) else NOTHING
    if found.sentence.asks() or OPENS_A_QUESTION.match(found.sentence.words()):
        said = _accepted(found, context)
        accepts = said is not None and said.value is Terms.ACCEPTED
        return Verdict(Terms.UNCLEAR, "asks") if accepts or (found.names_cgu and _is_done(found)) else NOTHING
    return _refused(found) or _accepted(found, context) or half_said(found, context)


def _is_done(found: Tagged) -> bool:
    """Tell whether it is said, or asked, that somebody has accepted before."""
    return any(is_past(found, act.start()) for act in DONE_ACT.finditer(found.line)) or bool(
        JUST_DONE.search(found.line)
    )


def is_bare(found: Tagged) -> bool:
    """Tell whether the sentence accepts and names nothing (`J'accepte.`, `Nous les acceptons !`)."""
    match = BARE.search(found.line)
    if match is None:
        return bool(BARE_DONE.match(found.line))
    return not AN_OBJECT.match(found.line[match.end() :].lstrip())


def _refused(found: Tagged) -> Verdict | None:
    denied = NOT_ACT.search(found.line)
    if denied and (found.names_cgu or _names_nothing(found, denied)):
        return _denied(found)
    if not found.names_cgu:
        return Verdict(Terms.REFUSED, "refused") if found.marks("refusal") and found.marks("our_papers") else None
    if found.marks("withdraw") and (" acc:noun " in found.line or _is_done(found)):
        return Verdict(Terms.REFUSED, "withdrawn")
    return Verdict(Terms.REFUSED, "refused") if found.marks("refusal") else None


def _denied(found: Tagged) -> Verdict:
    """Weigh `n'accepte pas`: for want of power, not yet, only if, or not at all."""
    if found.marks("power"):
        return Verdict(Terms.UNCLEAR, "no-power")
    if NOT_YET.search(found.line):
        return Verdict(Terms.RESERVED, "not-yet")
    if ONLY_IF.search(found.line) or found.marks("condition"):
        return Verdict(Terms.RESERVED, "only-if")
    return Verdict(Terms.REFUSED, "denied")


def _names_nothing(found: Tagged, denied: re.Match[str]) -> bool:
    rest = found.line[denied.end() :].lstrip()
    if found.marks("our_papers"):
        return True
    return not re.match(r"[a-z]", rest) or rest.startswith(("donc ", "car ", "en l etat ", "comme "))


def _accepted(found: Tagged, context: Context) -> Verdict | None:
    """Return the best that the sentence says in favour: one form fully understood is enough."""
    best: Verdict | None = None
    for statement in ACCEPTING:
        for match in statement.form.finditer(found.line):
            if statement.leans and not _antecedent(found, match, context):
                continue
            verdict = Verdict(_weighed(found, match, statement, context), statement.rule)
            if verdict.value is Terms.ACCEPTED:
                return verdict
            best = best or verdict
    return (_answered(found, context) if context.asked else None) or best


def _answered(found: Tagged, context: Context) -> Verdict | None:
    """Return what a sentence says that accepts what was asked for without its name, or tells it as done."""
    if found.names_cgu:
        form, match = DONE_AS_ASKED, HAVING_ACCEPTED.match(found.line)
    else:
        bare = is_bare(found) and (BARE.search(found.line) or BARE_DONE.match(found.line))
        noun = None if found.sentence.words().count(" adhesion ") else BARE_NOUN.match(found.line)
        form, match = BARE_ANSWER, noun or bare or None
    return Verdict(_weighed(found, match, form, context), form.rule) if match else None


def _antecedent(found: Tagged, match: re.Match[str], context: Context) -> bool:
    before = found.line[: match.start() + 1]
    if " CGU " in before:
        return not ANOTHER_THING.search(before.rpartition(" CGU ")[2])
    return context.cgu_at_hand or context.asked


def _weighed(found: Tagged, match: re.Match[str], statement: Statement, context: Context) -> Terms:
    """Return what a form of acceptance is worth, seen where it stands."""
    first, last = match.start(), match.end() - 1
    if found.intends_before(first):
        return who_announces(found)
    value = around(found, first, last)
    if value is not Terms.ACCEPTED:
        return value
    act = re.search(r" (?:acc:\S+|yes) ", match.group())
    verb = first + (act.start() if act else 0)
    anybodys = statement.needs_subject and not _is_first_person(found, match, verb)
    if match.groupdict().get("body") and not is_own_body(found, *match.span("body"), context.known_names):
        return Terms.UNCLEAR
    if _stands_whole(found, first, last, context.known_names) and not _is_past_verb(found, statement, first, verb):
        if statement.rule == OK_FOR_CGU and said_of_others(found, first, context.known_names):
            return Terms.UNCLEAR
        ours = not anybodys or speaks_for_us(found, verb, context.known_names)
        return Terms.ACCEPTED if ours else Terms.UNCLEAR
    return Terms.UNCLEAR


def _is_first_person(found: Tagged, match: re.Match[str], verb: int) -> bool:
    """Tell whether the verb's form can be nobody's but the author's; the English `accept` may be anybody's."""
    return "acc:us" in match.group() and found.sentence.tokens[found.place(verb + 1)].word not in ANYBODYS_FORM


def _stands_whole(found: Tagged, first: int, last: int, names: str) -> bool:
    """Tell whether an acceptance is said, not mentioned, by the author, of our CGU, neither denied nor delegated."""
    named = [first + match.end() for match in re.finditer(r" CGU(?= )", found.line[first:last])]
    if (
        mentioned_only(found, first, last)
        or any(of_something_else(found, column) for column in named)
        or for_somebody(found, names)
        or of_something_else(found, last)
        or by_somebody(found, last, names)
    ):
        return False
    return announced_by_us(found, first) and not denied_before(found, first) and not denied_after(found, last)


def _is_past_verb(found: Tagged, statement: Statement, *columns: int) -> bool:
    if statement.rule in TOLD_AS_DONE:
        return False
    return any(is_past(found, column) and not found.line.startswith(" acc:noun ", column) for column in columns)


def leans_on(found: Tagged, before: bool) -> bool:
    """Tell whether the CGU are still the last thing named after this sentence."""
    if found.names_cgu:
        return not re.search(r" (?:vos|ces) (?!CGU)\S+ ", found.line.rpartition(" CGU ")[2])
    return before and not re.search(r" (?:les|vos|ces) (?!(?:~ )?acc:)\S+ | ELSE ", found.line)
