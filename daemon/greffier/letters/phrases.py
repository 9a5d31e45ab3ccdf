"""How a date, a number or a list is said in French and English, and how French is set.

Written by table: the machine's locale is never asked.
"""

import re
from collections.abc import Sequence
from datetime import date

from greffier.model.digest import DossierLine, ReminderLine
from greffier.model.mail import Contact

NO_BREAK = "\N{NO-BREAK SPACE}"

DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
AND = {"fr": "et", "en": "and"}

ISO_DAY = re.compile(r"\d{4}-[01]\d-[0-3]\d")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
BEFORE_HIGH_SIGN = re.compile(r" (?=[:;!?»%€])")
AFTER_OPENING = re.compile(r"« ")
AFTER_NUMBER = re.compile(r"(?<=\d) (?=[a-zéû])")
AFTER_FIRST = re.compile(r"(?<=\b1er) (?=[a-zéû])")


def long_date(day: date, language: str, today: date | None = None) -> str:
    """Say a day with its weekday, `vendredi 27 novembre`; with its year where it is not today's."""
    said = plain_date(day, language)
    shortened = said.rpartition(" ")[0] if today and day.year == today.year else said
    return f"{DAYS[language][day.weekday()]} {shortened}"


def plain_date(day: date | str, language: str) -> str:
    """Say a day as documents are dated, `27 novembre 2026`; words that are no day stay as they are."""
    if isinstance(day, str):
        return plain_date(date.fromisoformat(day), language) if ISO_DAY.fullmatch(day) else day
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {MONTHS[language][day.month - 1]} {day.year}"


def counted(number: int, one: str, many: str = "") -> str:
    """Say `1 dossier`, `3 dossiers`; French takes 0 for a singular, so does this."""
    return f"{number} {one if abs(number) < 2 else many or f'{one}s'}"


def listed(words: Sequence[str], language: str) -> str:
    """Say `a, b et c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {AND[language]} {words[-1]}"


def typeset(text: str, language: str) -> str:
    """Set real apostrophes, and in French the spaces at which no line may break."""
    text = " ".join(word if "@" in word else APOSTROPHE.sub("’", word) for word in text.split(" "))
    text = AFTER_NUMBER.sub(NO_BREAK, text)
    if language != "fr":
        return text
    text = AFTER_FIRST.sub(NO_BREAK, text)
    return AFTER_OPENING.sub(f"«{NO_BREAK}", BEFORE_HIGH_SIGN.sub(NO_BREAK, text))


def standing(line: DossierLine) -> str:
    """Say where a dossier stands: its stage, or the days left to answer where the clock runs."""
    if line.days_left is None:
        return line.stage
    days = counted(abs(line.days_left), "jour")
    return f"reste {days}" if line.days_left > 0 else f"{days} de retard" if line.days_left else "dernier jour"


def reminder(line: ReminderLine) -> str:
    """Name a reminder by its place in the cadence."""
    if line.step > line.steps:
        return "mise en sommeil"
    return "dernier rappel" if line.step == line.steps else "1re relance" if line.step == 1 else f"{line.step}e relance"


def person(contact: Contact) -> str:
    """Say who a contact is: `Léa Martin, lea@..., +336...`."""
    name = " ".join(part for part in (contact.given_name, contact.family_name) if part)
    return ", ".join(part for part in (name, contact.email, contact.phone) if part)


def sentence(words: str) -> str:
    """End the words as a sentence."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def about(words: str, name: str) -> str:
    """Return what is said of `name`, without repeating the name that stands in the title above."""
    said = words.removeprefix(f"{name} : ")
    return said[:1].upper() + said[1:]
