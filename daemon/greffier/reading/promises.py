"""What the author says will come, and by when. A day only talked about (a meeting, an opening) is no promise."""

import re
from datetime import date

from greffier.model.rules import Wordings
from greffier.reading.calendar_words import Day, days_in
from greffier.reading.sentences import Sentence, sentences_of

FROM_YOU = re.compile(
    r" (?:pourriez|pouvez|voulez|veuillez|merci de(?! patienter| attendre| bien vouloir patienter)"
    r"|priere de|could you|can you|please(?! allow| give us)|j exige|nous exigeons|faites"
    r"|sauf (?:avis|objection|contrordre|opposition)|(?:attend\w{0,4}|esper\w{1,4}) (?:vos|votre|your)) "
)
SINCE = re.compile(
    r"(?<!partir)(?<!compter)"
    r" (?:depuis|du|since|from|datee? du|en date du|absente? du"
    r"|(?:reunion|seance|courriel|courrier|mail|message|appel|echange|lettre|relance|visite) d[eu]) \Z"
)
AFTER = re.compile(
    r" (?:apres|a l issue|lors|suite a) (?:\S+ ){1,8}\Z"
    r"|\A (?:bonjour , )?(?:le|la|notre|l) (?:conseil|comite|assemblee|bureau|commission|reunion|seance)"
    r" (?:\S+ ){0,3}\Z"
)
SPAN = re.compile(r" du \d{1,2}(?: [a-z]+)? au \Z")
"""What ends so (`absente du 9 au 13 mars`) tells of the author: another day in the sentence is the promised one."""

MEETING = re.compile(
    r" (?:reunion|rendez vous|rdv|visio|appel|point|invitation|meeting|call|entretien|webinaire|comite|demo\w{0,8}"
    r"|conference|salon|inauguration)"
    r" (?:\S+ ){0,6}\Z"
)

NEAR = 6
"""Words between an item and the day it comes, where no verb joins them (`le RIB jeudi`)."""


def read_promise(text: str, sent_on: date | None, wordings: Wordings) -> date | None:
    """Return the day by which, or after which, something missing is promised; the last one where there are several.

    None also where `sent_on` is not known: relative days count from it.
    """
    if sent_on is None:
        return None
    promised: list[date] = []
    for sentence in sentences_of(text, wordings):
        promised += [day.date for day in _promised(sentence, sent_on)]
    return max(promised, default=None)


def _promised(sentence: Sentence, sent_on: date) -> list[Day]:
    if sentence.asks() or not _promises(sentence):
        return []
    line = sentence.words()
    if FROM_YOU.search(line):
        return []
    days = [
        day for day in days_in(line, sent_on) if _lies_ahead(line[: day.first]) and _about_coming(sentence, line, day)
    ]
    return [day for day in days if not SPAN.search(line[: day.first])] or days


def _lies_ahead(before: str) -> bool:
    """Tell whether a day is ahead: `le Kbis du 3` dates something past, `après le conseil du 3` does not."""
    return not SINCE.search(before) or bool(AFTER.search(before))


def _promises(sentence: Sentence) -> bool:
    """Tell whether something is said to come: an order of delivery, or an item that is on its way."""
    return sentence.has("deliver") or (sentence.has("item") and not sentence.has("delivered", "deadline"))


def _about_coming(sentence: Sentence, line: str, day: Day) -> bool:
    """Tell whether the day belongs to what comes: a verb of sending in the same stretch, or an item close by."""
    place = line[: day.first].count(" ") - 1
    bounds = [spot for spot, token in enumerate(sentence.tokens) if token.word in {":", "|"}]
    first = max((spot for spot in bounds if spot < place), default=-1)
    last = min((spot for spot in bounds if spot > place), default=len(sentence.tokens))
    if any(first < mark.first < last for mark in sentence.spans("deliver")):
        return True
    items = [mark for mark in sentence.spans("item") if abs(mark.first - place) <= NEAR]
    return bool(items) and not MEETING.search(line[: day.first]) and not sentence.has("delivered", "deadline")
