"""What a sentence does to its reader: it asks, demands, fails, complains, corrects, refuses, leaves.

The forms are in `acts.toml`: a verb in its form, who it is said of, what is denied. A courtesy undoes an act.
"""

import re
from dataclasses import dataclass
from functools import cache

from greffier.reading.forms import forms_beside
from greffier.reading.sentences import Sentence

OFFERED = re.compile(
    r" (?:si|s(?! il (?:vous|te) plai)|if|au besoin|en cas|hesitez|hesitate|feel free|anything else|le cas echeant) "
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
    known = forms_beside(__file__)
    return tuple(
        Act(
            act["why"],
            re.compile("|".join(f" {known.whole(form)} " for form in act["forms"])),
            re.compile(f" (?:{known.whole(act['unless'])}) "),
        )
        for act in known.tables["act"]
    )


def act_in(sentence: Sentence) -> str | None:
    """Return why a sentence calls for a person, in one word; None where it does not."""
    line = sentence.words()
    if OFFERED.search(line):
        return None
    return next((act.why for act in _acts() if act.form.search(line) and not act.unless.search(line)), None)
