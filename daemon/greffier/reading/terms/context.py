"""What a short answer answers: the request just quoted above it, or the one that the subject names."""

import re

from greffier.model.mail import Mail
from greffier.model.rules import Wordings
from greffier.reading.sentences import Sentence, sentences_of
from greffier.reading.terms.tagged import tagged
from greffier.reading.words import folded, set_of

QUOTED_LIMIT = 6_000
"""Characters of quoted history looked at: the newest mail quoted is what is answered."""

HEADER = re.compile(
    r"^\W{0,4}(?:Le .{4,160}|On .{4,160})(?:a écrit|a ecrit|wrote) ?:?"
    r"|^\W{0,4}(?:De|From|Von|Da|Van) ?: ?\S"
    r"|^\W{0,4}Message du \d"
    r"|^-{3,} ?(?:Message|Original|Mail|Courriel|Forwarded)",
    re.MULTILINE | re.IGNORECASE,
)
REPLY_PREFIX = re.compile(r"\A(?:\s{0,3}(?:re|rep|tr|fw|fwd|aw)\s{0,2}(?:\[\d\])?\s{0,2}:)+\s{0,3}", re.IGNORECASE)
CALENDAR = re.compile(
    r"\A\s{0,3}(?:accepté|accepted|acceptée|refusé|declined|tentative|provisoire)\s{0,2}:", re.IGNORECASE
)
SUBJECT_WORDS = set_of(
    "acceptation acceptance accord validation relance rappel confirmation demande registre preuve covoiturage de "
    "des du d les la le l votre vos notre nos cgu pour a au ecrite terms of use the your our and et mon rpc "
    "conditions generales utilisation sur"
)


def newest_quoted(quoted: str) -> str:
    """Return the text of the newest mail in the quoted history."""
    parts = [part.strip() for part in HEADER.split(quoted[:QUOTED_LIMIT])]
    return next((part for part in parts if sum(map(str.isalpha, part)) > 20), "")


def asks_for_acceptance(text: str, wordings: Wordings) -> bool:
    """Tell whether a quoted text asks to accept our CGU, and to agree to nothing else."""
    asked = named = False
    for sentence in sentences_of(text, wordings):
        found = tagged(sentence, wordings)
        named = named or found.names_cgu
        acts = re.search(r" acc:(?:noun|you|inf|pp) | you acc:us ", found.line)
        if not acts:
            continue
        if not (found.names_cgu or asked or (named and re.search(r" (?:them|les|ces|these) ", found.line))):
            return False
        asked = True
    return asked


def asks_for_it_alone(text: str, wordings: Wordings) -> bool:
    """Tell whether a quoted text asks for nothing but the CGU, so that a mere 'oui' can mean nothing else."""
    if not asks_for_acceptance(text, wordings):
        return False
    return not any(_asks_for_an_item(sentence) for sentence in sentences_of(text, wordings))


def _asks_for_an_item(sentence: Sentence) -> bool:
    """Tell whether a sentence of ours names an item to send; what we give in return (`votre accès`) is none."""
    if sentence.has("cgu"):
        return False
    given = {mark.first for mark in sentence.spans("given")}
    return any(mark.first not in given for mark in sentence.spans("item"))


def last_asked(quoted: str, wordings: Wordings) -> str:
    """Return the last sentence of a quoted passage: what an answer written right below it answers."""
    sentences = sentences_of(quoted[-2_000:], wordings)
    return sentences[-1].text if sentences else ""


def subject_names_it(mail: Mail) -> bool:
    """Tell whether the subject is about accepting the CGU, and about nothing else."""
    if CALENDAR.match(mail.subject):
        return False
    words = set(folded(REPLY_PREFIX.sub("", mail.subject)).split())
    named = "cgu" in words or {"terms", "use"} <= words or {"conditions", "generales"} <= words
    asked = bool(words & {"acceptation", "acceptance", "accord", "validation"}) or bool(mail.thread)
    return named and asked and sum(word.isalpha() for word in words - SUBJECT_WORDS) <= 2
