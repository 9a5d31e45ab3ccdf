"""The words of `vocabulary.toml`: how each order is said, what is said around it, and what help tells of it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A thing to order, as people say it; `example` is the line that help shows."""

    name: str
    spellings: tuple[str, ...]
    example: str
    meaning: str


VERBS = tuple(
    Verb(name, tuple(said["spellings"]), said["example"], said["meaning"]) for name, said in WORDS["verbs"].items()
)
BY_SPELLING = {spelling: verb for verb in VERBS for spelling in verb.spellings}
MOST_WORDS = max(len(spelling.split()) for spelling in BY_SPELLING)
COURTESY = frozenset(WORDS["courtesy"])
PREPOSITIONS = frozenset(WORDS["prepositions"])
HELP = tuple((verb.example, verb.meaning) for verb in VERBS)
