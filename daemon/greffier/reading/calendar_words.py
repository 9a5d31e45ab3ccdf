"""Days as people write them, counted from the day of the mail: `d'ici vendredi`, `fin du mois`, `le 12 octobre`."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from greffier.reading.calendar_names import BEGINS, HOURS, MIDDLE, MONTHS, MONTHS_LONG, NEXT, NUMBERS, WEEKDAYS, WEEKS

MONTH = f"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
WEEKDAY = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)})"
LONGEST_WAIT = 400
"""Days: what is announced for later than a year is no promise for this dossier."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day named in a text: where its words begin and end, and the date."""

    first: int
    last: int
    date: date


Meaning = Callable[[re.Match[str], date], date | None]


def days_in(line: str, written_on: date) -> Iterator[Day]:
    """Return the days named in a line of folded words (see `Sentence.words`), none before the day of writing."""
    taken = 0
    for match in ANY_DAY.finditer(line):
        if match.start() < taken:
            continue
        day = _meaning(match, written_on)
        if day is not None and 0 <= (day - written_on).days <= LONGEST_WAIT:
            taken = match.end()
            yield Day(match.start(), match.end(), day)


def _meaning(match: re.Match[str], written_on: date) -> date | None:
    name = next(key for key, value in match.groupdict().items() if value is not None)
    form, meaning = FORMS[name]
    inner = form.match(match.group(name))
    try:
        return meaning(inner, written_on) if inner else None
    except (ValueError, OverflowError):
        return None


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _coming(day: int, month: int, year: int | None, written_on: date) -> date:
    """Return that day of this year, or of the next where it lies far behind: a day just past is no promise."""
    if year is not None:
        return date(year + 2000 if year < 100 else year, month, day)
    this_year = date(written_on.year, month, day)
    return this_year if (written_on - this_year).days < 183 else date(written_on.year + 1, month, day)


def _year(match: re.Match[str]) -> int | None:
    year = match.groupdict().get("year")
    return int(year) if year else None


def _full_date(match: re.Match[str], written_on: date) -> date:
    return _coming(int(match["day"]), MONTHS[match["month"]], _year(match), written_on)


def _digits(match: re.Match[str], written_on: date) -> date:
    return _coming(int(match["day"]), int(match["number"]), _year(match), written_on)


def _part_of_month(match: re.Match[str], written_on: date) -> date:
    month = MONTHS[match["month"]]
    year = _year(match) or (written_on.year if month >= written_on.month else written_on.year + 1)
    words = set(match.group().split())
    day = 5 if BEGINS & words else 15 if MIDDLE & words else None
    return date(year, month, day) if day else _last_of_month(year, month)


def _weekday(match: re.Match[str], written_on: date) -> date:
    ahead = (WEEKDAYS[match["weekday"]] - written_on.weekday() - 1) % 7 + 1
    words = match.group().split()
    if ahead == 1 and NEXT & set(words):
        ahead += 7  # nobody says so of tomorrow
    if "huit" in words or "week" in words:
        ahead += 7 if "huit" in words else 0
        if NEXT & set(words):
            ahead = 7 - written_on.weekday() + WEEKDAYS[match["weekday"]]
    return written_on + timedelta(days=ahead)


def _week_of(match: re.Match[str], written_on: date) -> date:
    day = _digits(match, written_on) if match["number"] else _full_date(match, written_on)
    return day + timedelta(days=(4 - day.weekday()) % 7)


def _week(match: re.Match[str], written_on: date) -> date:
    words = set(match.group().split())
    weekday = 0 if BEGINS & words else 2 if MIDDLE & words else 4
    monday = written_on - timedelta(days=written_on.weekday()) + timedelta(days=7 if NEXT & words else 0)
    day = monday + timedelta(days=weekday)
    return day if day >= written_on else day + timedelta(days=7)


def _end_of_month(match: re.Match[str], written_on: date) -> date:
    words = set(match.group().split())
    month = written_on.month + (1 if NEXT & words else 0)
    year = written_on.year + (month > 12)
    month = (month - 1) % 12 + 1
    if BEGINS & words:
        return date(year, month, 5)
    return _last_of_month(year, month)


def _count(match: re.Match[str]) -> int:
    return int(match["count"]) if match["count"].isdigit() else NUMBERS[match["count"]]


def _months_later(count: int, written_on: date) -> date:
    year, month = divmod(written_on.year * 12 + written_on.month - 1 + count, 12)
    last = _last_of_month(year, month + 1)
    return last.replace(day=min(written_on.day, last.day))


def _in_days(match: re.Match[str], written_on: date) -> date:
    if match["lot"]:
        return written_on + timedelta(days=NUMBERS[match["lot"]])
    unit = match["unit"]
    if unit.startswith(MONTHS_LONG):
        return _months_later(_count(match), written_on)
    size = 7 if unit.startswith(WEEKS) else 1
    days = _count(match) * size
    if unit.startswith(HOURS):
        days = -(-_count(match) // 24)
    return written_on + timedelta(days=days)


def _day_of_month(match: re.Match[str], written_on: date) -> date:
    day = int(match["day"])
    month, year = written_on.month, written_on.year
    if day < written_on.day:
        month, year = month % 12 + 1, year + (month == 12)
    return date(year, month, day)


def _fixed(days: int) -> Meaning:
    return lambda _, written_on: written_on + timedelta(days=days)


def _weekend(_: re.Match[str], written_on: date) -> date:
    return written_on + timedelta(days=(6 - written_on.weekday()) % 7)


UNIT = (
    r"(?P<unit>jours?|j|semaines?|mois|heures?|h|hours?|days?|weeks?|months?"
    r"|tagen?|wochen?|monaten?|stunden|dagen|weken|maand|maanden|uur)"
)
PART_OF_MONTH = (
    r"(?:debut|mi|fin|courant|premiere semaine|premiers jours|early|mid|late|end of|beginning of|d ici|pour|en"
    r"|in|by|avant la fin"
    r"|anfang|mitte|ende|begin|half|midden|eind|bis|tegen)"
    rf"(?: la fin| de| du| d| mois de| mois d| fin| debut| of| the| ende| anfang| mitte| eind){{0,4}}?"
    rf" {MONTH}\b(?! \d{{1,2}}\b)(?: (?P<year>20\d\d))?"
)
WEEK = (
    r"(?:(?:debut|milieu|mi|fin|early|beginning of|mid|end of|courant|dans) (?:de |d |la |the |de la ){0,2})?"
    r"(?:(?:la |en |cette |the )?semaine(?: prochaine| qui vient)?|next week|this week|the week)\b"
    r"|(?:(?:anfang|mitte|ende|begin|midden|eind) )?"
    r"(?:nachste|kommende|diese|volgende|komende|deze)[rn]? (?:woche|week)\b"
)
END_OF_MONTH = (
    r"(?:(?:fin|la fin|debut|courant|d ici la fin|end|early|late) (?:de |du |of |the |de ce |of the ){0,2}"
    r"(?:ce )?mois(?: prochain)?"
    r"|(?:le )?mois prochain|(?:the )?end of (?:the |this |next )?month|next month|fin (?:du |de )mois"
    r"|(?:anfang|ende|begin|eind) (?:des |diese[ns] |nachsten |van de |deze |volgende )(?:monats|maand)|monatsende)\b"
)
WITHIN = (
    r"(?:sous|dans|d ici(?: a)?|within|in|encore|comptez|innerhalb(?: von)?|binnen|over"
    r"|allow(?: us)?|give us|laissez nous"
    r"|donnez (?:moi|nous)|il (?:me |nous |lui )?(?:faut|faudra|faudrait)(?: encore| compter)?|besoin d(?:e|"
    r" encore)?|need|delai(?: annonce| prevu| estime| habituel| moyen)?(?: par(?: \S+){1,3}?)?"
    r"(?: :| de| d| est de| est d)?) "
    r"(?:les |la |une |un |the next |about |environ |a |petite? |bonne? |another "
    r"|delai (?:maximum |max )?(?:de |d )){0,3}"
    rf"(?:{COUNT} (?:of |petite?s? |bonne?s? |full )?{UNIT}|(?P<lot>huitaine|quinzaine|dizaine)(?: de jours)?)\b"
)
WEEKDAY_NAMED = (
    rf"(?:(?:next|nachsten|kommenden|volgende|komende) )?{WEEKDAY}\b"
    r"(?: en huit| prochain| (?:de )?la semaine prochaine| next week)?"
)
NTH = (
    r"(?:le|d ici le|avant le|on the) (?P<day>\d{1,2})(?: (?:er|st|nd|rd|th))?"
    r"(?= [^\d%€a-z]| (?:au|a|pour|et|ou|dans|mais|avec|par|en|via) |\s*$)"
)
DAY = r"(?P<day>\d{1,2})(?: ?er| st| nd| rd| th| \.)?"
WEEK_OF = (
    rf"(?:la |the )?(?:semaine|week) (?:du|of|of the|commencant le) (?:lundi )?{DAY}"
    rf"(?: {MONTH}|[/.](?P<number>\d{{1,2}}))\b"
)
FORMS: dict[str, tuple[re.Pattern[str], Meaning]] = {
    name: (re.compile(form), meaning)
    for name, form, meaning in (
        ("week_of", WEEK_OF, _week_of),
        ("full", rf"{DAY} (?:of )?{MONTH}\b\.?(?: (?P<year>20\d\d))?", _full_date),
        ("english", rf"{MONTH} {DAY}(?: ,)?(?: (?P<year>20\d\d))?\b", _full_date),
        ("digits", r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})(?:[/.](?P<year>\d{2,4}))?\b", _digits),
        ("part", PART_OF_MONTH, _part_of_month),
        ("week", WEEK, _week),
        ("weekday_nth", rf"{WEEKDAY} (?P<day>\d{{1,2}})(?! ?(?:\d|h\b|heures|:|/|er |{MONTH}))(?= |$)", _day_of_month),
        ("weekday", WEEKDAY_NAMED, _weekday),
        ("month_end", END_OF_MONTH, _end_of_month),
        ("after_tomorrow", r"apres demain\b|day after tomorrow\b|(?:uber|over)morgen\b", _fixed(2)),
        ("tomorrow", r"demain\b|tomorrow\b|(?<!guten )(?<!heute )(?<!goede )morgen\b|dm1\b|2m1\b", _fixed(1)),
        (
            "today",
            r"(?:ce soir|aujourd hui|cet apres midi|ce matin meme|this (?:afternoon|evening)|today|tonight"
            r"|(?:dans la|en fin de) (?:journee|matinee|soiree)|(?:dans l|en fin d) apres midi)\b",
            _fixed(0),
        ),
        ("weekend", r"(?:ce |le )?week ?end\b", _weekend),
        ("within", WITHIN, _in_days),
        ("nth", NTH, _day_of_month),
    )
}  # fmt: skip


def _nameless(form: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", form)


ANY_DAY = re.compile(
    r"(?<= )(?:" + "|".join(f"(?P<{name}>{_nameless(form.pattern)})" for name, (form, _) in FORMS.items()) + ")"
)
