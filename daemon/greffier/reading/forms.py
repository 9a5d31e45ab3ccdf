"""Patterns kept in a TOML file beside the code that uses them: named fragments, and the forms that they fill in.

In a form, `%name%` stands for a fragment, and a line break with the blanks after it counts for nothing.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FRAGMENT = re.compile(r"%(\w+)%")
BREAK = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Forms:
    """What such a file holds."""

    fragments: dict[str, str]
    tables: dict[str, list[dict[str, Any]]]

    def whole(self, form: str) -> str:
        """Return a form on one line, its fragments filled in."""
        return BREAK.sub("", FRAGMENT.sub(lambda match: self.whole(self.fragments[match[1]]), form))

    def fragment(self, name: str) -> str:
        """Return a fragment as a pattern of its own."""
        return self.whole(self.fragments[name])


def forms_beside(module: str) -> Forms:
    """Return the forms of the file that has the name of a module (`__file__`), and ends in `.toml`."""
    with Path(module).with_suffix(".toml").open("rb") as file:
        known = tomllib.load(file)
    return Forms(known.pop("fragments"), known)
