"""Asides of a sentence: what brackets hold, and phrases between commas that only say for whom or in what quality.

Nobody in them is the subject: `Trajeco, représentée par Mme Roy, sa directrice, accepte` is Trajeco's word.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from greffier.reading.sentences import Sentence
from greffier.reading.words import set_of

ASIDE = re.compile(
    r"(?:par|pour|au|en|agissant|represente[es]*|dument|ci|dont|ayant|siegeant|sise"
    r"|tresori\w+|secretaire|president\w{0,2}|administrat\w+|fondat\w+|associee?|co?gerante?|direct\w{3,5}|mandataire"
    r"|comme|as|acting|representing|represented|duly|on|being)\Z"
)
ASIDE_LIMIT = 24
NAMES_FOLLOW = re.compile(r"(?:je|nous|i|we|soussigne[es]*|undersigned)\Z")
GOES_ON = re.compile(r"(?:sa|son|ses|leur|leurs|its|their|president\w{0,2}|gerante?s?|direct\w{3,5}|ceo|cto)\Z")
"""How a second aside goes on with the first: `représentée par Mme Roy, sa directrice,`."""

DELIBERATED = re.compile(
    r" (?:bonjour , )?(?:en vertu|en application|conformement a|par|apres|suite a|au terme|a l issue|au vu"
    r"|faisant suite a|following|after|further to) "
    r"(?:(?:l|la|les|une?|au|aux|notre|nos|mon|ma|son|de?|du|des|our|the|an?|bonne|mure|longue|quelques|careful) ){0,4}"
    r"(?:validation|relecture|lecture|examen|etude|analyse|discussion|echanges?|reflexion|deliberation|vote"
    r"|consultation|concertation|reunion|decision|conseil|comite|bureau|assemblee|avis|verification|passage|review"
    r"|discussions?|meeting|reading|consideration) "
)
"""What people did before they answered: it is over, since the answer is there."""

STILL_AHEAD = set_of(
    "venir si sous pas ne n sera aura aurons doit devra prochain prochaine demain lundi mardi mercredi jeudi vendredi "
    "if next once avocat avocate juriste directeur directrice president presidente gerant gerante patron associe lawyer"
)
"""What leaves open whether it is over; of a person's word one cannot tell (`Après validation de notre avocat, ...`)."""

TO_DO = re.compile(r" a (?:[a-z]{2,20}(?:er|re|ir)|venir) ")
NOTHING_LEFT = frozenset({"qui", "who", "which"})
"""What is left of `notre juriste, qui n'a rien relevé, ...` when the obstacle that was denied is gone."""

OPENING_LIMIT = 20
OBJECT_WITHIN = 8
SUBJECT_WITHIN = 9

SUBJECTS = frozenset({"je", "j", "nous", "we", "i"})
IN_NAMES = set_of("de du des d la le l et and of")


def drop_asides(sentence: Sentence, tags: list[str | None]) -> frozenset[int]:
    """Take out what stands between brackets, and phrases between commas that only say for whom or in what quality."""
    dropped: set[int] = set()

    def drop(first: int, stop: int) -> None:
        tags[first:stop] = [None] * (stop - first)
        dropped.update(range(first, stop))

    for first, last in _brackets(tags):
        named = "CGU" if _names_it_anew(tags, first, last) else None
        drop(first, last + 1)
        tags[last] = named
    for mark in sentence.spans("quality"):
        if mark.first and (tags[mark.first - 1] or "").startswith("acc:"):
            drop(mark.first, _object_from(tags, mark.last))
            continue
        subject = _subject_after(tags, mark.last)
        if subject is not None and not any(word and word.startswith("acc:") for word in tags[:subject]):
            drop(mark.first, subject)
    commas = [place for place, word in enumerate(tags) if word == ","]
    for first, last in pairwise(commas):
        inside = [word for word in tags[first + 1 : last] if word]
        by_name = bool(NAMES_FOLLOW.match(tags[first - 1] or "")) and _all_names(sentence, tags, first, last)
        goes_on = first in dropped and bool(inside) and bool(GOES_ON.match(inside[0]))
        goes_on = goes_on or any(mark.first == first + 1 for mark in sentence.spans("quality"))
        if inside and NOTHING_LEFT.issuperset(inside):
            tags[first:last] = [None] * (last - first)
        elif inside and len(inside) <= ASIDE_LIMIT and (by_name or _is_aside(inside, goes_on=goes_on)):
            drop(first, last + 1)
    return frozenset(dropped)


def _subject_after(tags: list[str | None], place: int) -> int | None:
    """Return where the author's own clause begins after a quality; `dont je suis la gérante` is no such clause."""
    near = range(place, min(place + SUBJECT_WITHIN, len(tags)))
    return next((spot for spot in near if tags[spot] in SUBJECTS and tags[spot - 1] not in {"dont", "que"}), None)


def _names_it_anew(tags: list[str | None], first: int, last: int) -> bool:
    """Tell whether brackets name the CGU that the words before them do not (`le point 1 (CGU)`)."""
    before = next((tag for tag in reversed(tags[:first]) if tag), None)
    return "CGU" in tags[first:last] and before != "CGU"


def _object_from(tags: list[str | None], place: int) -> int:
    """Return where the object begins that a quality stands before (`j'accepte au nom de Trajeco les CGU`)."""
    stop = min(place + OBJECT_WITHIN, len(tags))
    opens = next((at for at in range(place, stop) if tags[at] in {"les", "vos", "the", "your", "CGU"}), place)
    return opens if "CGU" in tags[opens : opens + 2] else place


def deliberated_before(sentence: Sentence, tags: list[str | None]) -> range:
    """Take out a deliberation told as over before the rest is said (`Après validation en interne, nous ...`)."""
    words = [token.word for token in sentence.tokens]
    opening = DELIBERATED.match(f" {' '.join(words[:OPENING_LIMIT])} ")
    if opening is None or "," not in words[:OPENING_LIMIT]:
        return range(0)
    end = words.index(",")
    if TO_DO.search(f" {' '.join(words[:end])} "):
        return range(0)
    if end >= opening.group().count(" ") - 1 and "CGU" not in tags[:end] and not set(words[:end]) & STILL_AHEAD:
        tags[: end + 1] = [None] * (end + 1)
        return range(end + 1)
    return range(0)


def _is_aside(words: list[str], *, goes_on: bool) -> bool:
    if any(word.startswith("acc:") or word in {"CGU", "ELSE"} for word in words):
        return False
    return goes_on or bool(ASIDE.match(words[0])) or set(words) <= {"~"}


def _all_names(sentence: Sentence, tags: list[str | None], first: int, last: int) -> bool:
    """Tell whether names alone stand between two commas (`je, Anne Roy, accepte`)."""
    return all(
        sentence.written(place, place + 1)[0].isupper() or tags[place] in IN_NAMES
        for place in range(first + 1, last)
        if tags[place]
    )


def _brackets(tags: list[str | None]) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for place, word in enumerate(tags):
        if word == "(":
            opened = place
        elif word == ")" and opened is not None:
            yield opened, place
            opened = None
