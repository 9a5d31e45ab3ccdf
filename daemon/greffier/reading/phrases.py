"""The set phrases of `phrases.toml`, folded, by the name of their group."""

import tomllib
from functools import cache
from pathlib import Path

from greffier.reading.folding import folded


@cache
def _groups() -> dict[str, list[str]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


@cache
def phrases(group: str) -> tuple[str, ...]:
    """Return the phrases of a group; blanks at their ends count."""
    return tuple(dict.fromkeys(_folded(phrase) for phrase in _groups()[group]))


def _folded(phrase: str) -> str:
    return phrase if phrase.isascii() else folded(phrase)


def first_in(text: str, group: str) -> str | None:
    """Return the first phrase of a group that stands in the folded `text`, or None."""
    return next((phrase for phrase in phrases(group) if phrase in text), None)
