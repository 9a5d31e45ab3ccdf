"""What the author says of the CGU, with the sentence that says so. A wrong acceptance binds who never agreed.

So only sentences whose every turn is understood accept; doubt is `unclear`, and a person decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from greffier.model.mail import Mail, Terms
from greffier.model.rules import Wordings
from greffier.reading.reply import Reply
from greffier.reading.sentences import Sentence, parts_of, sentences_of
from greffier.reading.terms.aftermath import takes_back
from greffier.reading.terms.context import (
    asks_for_acceptance,
    asks_for_it_alone,
    last_asked,
    newest_quoted,
    subject_names_it,
)
from greffier.reading.terms.judge import judge, leans_on
from greffier.reading.terms.short import ASSENT, judge_below, judge_short
from greffier.reading.terms.tagged import Tagged, tagged
from greffier.reading.terms.verdict import Context, Verdict
from greffier.reading.words import TEXT_LIMIT, folded


@dataclass(frozen=True, slots=True)
class TermsSaid:
    """What is said of the CGU, the words that say so (None where a signed document does, or nothing), and the rule."""

    value: Terms
    words: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the mail and what it says of the CGU."""

    sentence: Sentence
    verdict: Verdict


SILENCE = TermsSaid(Terms.ABSENT, None, "nothing-said")
VAGUE_WORDS = 12
"""Words of an answer so short that it can only be a yes to what was asked."""
GRAVEST_FIRST = (Terms.REFUSED, Terms.RESERVED)


def read_terms(mail: Mail, reply: Reply, wordings: Wordings, signed: bool) -> TermsSaid:
    """Return what the author accepts; `signed` tells that a signed CGU document is attached."""
    said = [*_own_words(mail, reply, wordings), *_between_quotes(mail, reply, wordings)]
    found = _summed_up(said, reply, wordings)
    if found.value is Terms.ABSENT or found.rule == "speaks-of-accepting":
        short = _short_answer(mail, reply, wordings)
        found = short if found.value is Terms.ABSENT or short.value is Terms.ACCEPTED else found
    if signed and (found.value is Terms.ABSENT or found.rule in {"opinion", "vague-yes", "bare-acceptance"}):
        return TermsSaid(Terms.ACCEPTED, None, "signed-document")
    return found


def _known_names(mail: Mail, reply: Reply) -> str:
    domain = (mail.sender or "").rpartition("@")[2]
    return "".join(
        folded(f"{domain} {mail.sender_name} {reply.signature[-600:]} {mail.subject[:200]}").split()
    ).replace("-", "")


def _clauses(text: str, wordings: Wordings) -> Iterator[Sentence]:
    for sentence in sentences_of(text, wordings):
        yield from parts_of(sentence, wordings)


def _own_words(mail: Mail, reply: Reply, wordings: Wordings) -> Iterator[Said]:
    asked = subject_names_it(mail) or asks_for_acceptance(newest_quoted(reply.quoted), wordings)
    names, at_hand = _known_names(mail, reply), False
    between = {answer.strip() for _, answer in reply.answered}
    above: Tagged | None = None
    for sentence in _clauses(reply.text, wordings):
        found = tagged(sentence, wordings, understood=asked or at_hand)
        inline = any(sentence.text in answer for answer in between)
        verdict = judge_below(above, found) or judge(found, Context(names, at_hand, asked and not inline))
        at_hand = leans_on(found, at_hand)
        above = found
        yield Said(sentence, verdict)


def _between_quotes(mail: Mail, reply: Reply, wordings: Wordings) -> Iterator[Said]:
    """Read the answers written right below the lines they answer."""
    for quoted, answer in reply.answered:
        if not asks_for_acceptance(last_asked(quoted, wordings), wordings):
            continue
        for sentence in sentences_of(answer, wordings):
            found = tagged(sentence, wordings, understood=True)
            verdict = judge_short(found) or judge(found, Context(_known_names(mail, reply), False, True))
            yield Said(sentence, verdict)


def _summed_up(said: list[Said], reply: Reply, wordings: Wordings) -> TermsSaid:
    for grave in GRAVEST_FIRST:
        worst = [one for one in said if one.verdict.value is grave]
        if worst:
            return _told(worst[-1])
    accepted = [place for place, one in enumerate(said) if one.verdict.value is Terms.ACCEPTED]
    if not accepted:
        unclear = [one for one in said if one.verdict.value is Terms.UNCLEAR]
        return _told(unclear[0]) if unclear else SILENCE
    first = accepted[0]
    after = [
        one
        for one in said[accepted[-1] + 1 :]
        if one.verdict.value is Terms.UNCLEAR and one.verdict.rule != "bare-acceptance"
    ]
    if after or reply.doubtful or len(reply.text) > TEXT_LIMIT or _postscript(reply, wordings):
        return TermsSaid(Terms.UNCLEAR, said[first].sentence.text, "doubt-after-acceptance")
    if any(_holds_back_before(tagged(one.sentence, wordings)) for one in said[:first]):
        return TermsSaid(Terms.UNCLEAR, said[first].sentence.text, "exception-before-acceptance")
    for one in said[first + 1 :]:
        if takes_back(tagged(one.sentence, wordings)):
            return TermsSaid(Terms.RESERVED, one.sentence.text, "taken-back")
    return _told(said[first])


def _holds_back_before(found: Tagged) -> bool:
    """Tell whether a part of the text is excepted before the rest is accepted (`Tout me va sauf l'article 11.`)."""
    return bool(found.marks("terms_parts") and found.marks("condition")) and not found.unopposed


def _postscript(reply: Reply, wordings: Wordings) -> bool:
    """Tell whether something below the signature (`PS : sauf l'article 6`) holds the acceptance back."""
    below = (tagged(sentence, wordings) for sentence in sentences_of(reply.signature, wordings))
    return any(
        (found.names_cgu or found.marks("terms_parts"))
        and found.marks("condition", "negation", "contrast", "amend", "withdraw", "refusal")
        for found in below
    )


def _told(one: Said) -> TermsSaid:
    return TermsSaid(one.verdict.value, one.sentence.text, one.verdict.rule)


def _short_answer(mail: Mail, reply: Reply, wordings: Wordings) -> TermsSaid:
    """Weigh a mail that says no more than yes."""
    own = [
        sentence
        for sentence in sentences_of(reply.text, wordings)
        if not sentence.has("greeting") or sentence.has("vague_yes")
    ]
    quoted = newest_quoted(reply.quoted)
    about_it = asks_for_acceptance(quoted, wordings) or subject_names_it(mail)
    if not own or len(own) > 3 or not about_it:
        return SILENCE
    verdict = judge_short(tagged(own[0], wordings)) if asks_for_it_alone(quoted, wordings) else None
    if verdict and (verdict.value is Terms.REFUSED or ASSENT.match(own[0].words())):
        return TermsSaid(verdict.value, own[0].text, f"{verdict.rule}-alone")
    vague = [one for one in own if len(one.tokens) <= VAGUE_WORDS and _is_vague(tagged(one, wordings))]
    return TermsSaid(Terms.UNCLEAR, vague[0].text, "vague-yes") if vague else SILENCE


def _is_vague(found: Tagged) -> bool:
    if found.sentence.has("item", "harmless"):
        return False
    return found.unopposed or found.sentence.has("vague_yes", "opinion")
