"""What an automatic answer says of itself: that it is one, and the day on which its author is back."""

from datetime import date, timedelta

from greffier.reading.calendar_words import Day, days_in
from greffier.reading.folding import folded
from greffier.reading.phrases import first_in, phrases
from greffier.reading.words import folded as words_of

_LOOKED_AT = 4000
_LONGEST_ABSENCE = 900
_NEAR = 60
_NEXT_TO = 14
_TIGHT = {"au", "to", "through"}
"""What ends a span, 'du 3 au 21 août', but means other things when no day stands right behind it."""


def says_automatic(text: str, subject: str) -> str | None:
    """Return the words by which a mail without any header calls itself automatic, or None.

    The author's own words must say it of themselves; or the subject does, beside an absence; or an absence is told in a
    machine's phrases. Who tells of a leave and asks something is a person.
    """
    said, about = folded(text[:_LOOKED_AT]), folded(subject).lstrip("[( ")
    if (words := first_in(said, "says_automatic")) is not None:
        return words
    if about.startswith(phrases("automatic_subjects")):
        return subject
    absent = first_in(said, "absences")
    if absent is None or len(said) > _LONGEST_ABSENCE:
        return None
    machine_phrases = sum(phrase in said for phrase in phrases("machine_phrases"))
    if "?" in said and not machine_phrases:
        return None
    return absent if machine_phrases >= 2 or about.startswith(phrases("absence_subjects")) else None


def return_day(text: str, sent_on: date | None) -> date | None:
    """Return the day on which the author says to be back; the working day after one that is named as the last away."""
    if sent_on is None:
        return None
    said = words_of(text[:_LOOKED_AT])
    return _day_after(said, "back_on", sent_on) or _day_after(said, "until", sent_on)


def _day_after(said: str, group: str, sent_on: date) -> date | None:
    """Return the day named close behind a phrase of the group."""
    for cue in phrases(group):
        at = f" {said}".find(f" {cue} ")
        if at < 0:
            continue
        rest = said[at + len(cue) :][:_NEAR]
        day = _first_day(rest, sent_on)
        if day is not None and (day.first <= _NEXT_TO or cue not in _TIGHT):
            is_last_away = cue in _TIGHT or any(word in rest[day.last :][:_NEXT_TO] for word in phrases("inclusive"))
            return _working_day_after(day.date) if is_last_away else day.date
    return None


def _first_day(rest: str, sent_on: date) -> Day | None:
    """Return the first day named; of 'lundi 23 février' the date, not the next Monday."""
    first: Day | None = None
    for day in days_in(rest, sent_on):
        if first is not None and day.first - first.last > 1:
            break
        first = day
    return first


def _working_day_after(day: date) -> date:
    following = day + timedelta(days=1)
    return following + timedelta(days=7 - following.weekday()) if following.weekday() >= 5 else following
