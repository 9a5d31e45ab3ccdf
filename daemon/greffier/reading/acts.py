"""What a sentence does to its reader: it asks, demands, fails, complains, corrects, refuses, leaves.

The forms are in `acts.toml`: a verb in its form, who it is said of, what is denied. A courtesy undoes an act.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from greffier.reading.sentences import Sentence

FRAGMENT = re.compile(r"%(\w+)%")
BREAK = re.compile(r"\n\s*")
OFFERED = re.compile(
    r" (?:si|s|if|au besoin|en cas|hesitez|hesitate|feel free|anything else|le cas echeant) "
    r"| (?:votre|entiere|notre) disposition "
)
"""A courtesy: what stands in the same sentence is offered, not asked."""


@dataclass(frozen=True, slots=True)
class Act:
    """A way of acting on the reader: why a person is needed, in one word, and the form that shows it."""

    why: str
    form: re.Pattern[str]
    unless: re.Pattern[str]
    """What undoes it where it stands in the same sentence."""


@cache
def _acts() -> tuple[Act, ...]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        known = tomllib.load(file)
    return tuple(
        Act(
            act["why"],
            re.compile("|".join(f" {_whole(form, known['fragments'])} " for form in act["forms"])),
            re.compile(f" (?:{_whole(act['unless'], known['fragments'])}) "),
        )
        for act in known["act"]
    )


def _whole(form: str, fragments: dict[str, str]) -> str:
    """Return a form on one line, its fragments filled in."""
    filled = FRAGMENT.sub(lambda match: _whole(fragments[match[1]], fragments), form)
    return BREAK.sub("", filled)


def act_in(sentence: Sentence) -> str | None:
    """Return why a sentence calls for a person, in one word; None where it does not."""
    line = sentence.words()
    if OFFERED.search(line):
        return None
    return next((act.why for act in _acts() if act.form.search(line) and not act.unless.search(line)), None)
