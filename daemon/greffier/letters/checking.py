"""Try every template with every sample, and say in plain words what is wrong. `greffier check` reads it aloud."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from jinja2 import TemplateError

from greffier.errors import BadTemplate
from greffier.letters.envelope import Written
from greffier.letters.facts import facts_of
from greffier.letters.samples import NOW, samples
from greffier.letters.templates import LANGUAGES, Templates
from greffier.model.letter import STAFF_KINDS, Letter, LetterKind
from greffier.model.rules import Registry, Rules

LONGEST_LINE = 78
"""Of a text part (RFC 5322, 2.1.1); a line that is one web address may be longer."""
SHARED_NAMES = frozenset({"bar", "track", "columns"})
"""Functions that every template may call."""

ESCAPED = re.compile(r"\\[!-/:-@[-`{-~]")
"""A sign with the backslash that makes it harmless in Markdown, and is seen in code."""

Write = Callable[[Letter, datetime], Written]


def problems(templates: Templates, write: Write, registry: Registry, rules: Rules) -> tuple[str, ...]:
    """Return every problem once, in the order of the files."""
    return tuple(dict.fromkeys(found(templates, write, registry, rules)))


def found(templates: Templates, write: Write, registry: Registry, rules: Rules) -> Iterator[str]:
    """Yield the problems of each letter in each language, then of the pieces that letters share."""
    for language in LANGUAGES:
        known: frozenset[str] = frozenset()
        for kind in LetterKind:
            name = f"{kind.value}.md"
            letters = samples(kind, language, rules.procedure)
            names = frozenset(facts_of(letters[0], registry, rules, NOW.date())) | SHARED_NAMES
            known |= names
            if f"{language}/{name}" in templates.files:
                yield from misspelt(templates, name, language, names)
                for letter in letters:
                    yield from wrong_in(letter, write, templates)
            elif language == "fr" or kind not in STAFF_KINDS:
                yield f"{templates.folder.name}/{language}/{name}: missing; copy the shipped one"
        for name in templates.pieces(language):
            yield from misspelt(templates, name, language, known)


def misspelt(templates: Templates, name: str, language: str, known: frozenset[str]) -> Iterator[str]:
    """Yield the names that a template uses and does not have, in branches not taken too."""
    try:
        yield from templates.unknown_names(name, language, known)
    except TemplateError:
        return  # said with its line when the template is rendered


def wrong_in(letter: Letter, write: Write, templates: Templates) -> Iterator[str]:
    """Yield what is wrong with one letter once written."""
    file = f"{templates.folder.name}/{letter.language}/{letter.kind.value}.md"
    try:
        written = write(letter, NOW)
    except BadTemplate as error:
        yield str(error)
        return
    for line in written.text.splitlines():
        if len(line) > LONGEST_LINE and "://" not in line:
            yield f"{file}: a line of the text is {len(line)} signs long; {LONGEST_LINE} at most: {line[:40]}…"
        if ESCAPED.search(line):
            yield f"{file}: an expression stands within backquotes; write {{{{ it | code }}}} instead: {line[:40]}"
        if "{{" in line or "{%" in line or "}}" in line:
            yield f"{file}: braces are left in the text; a placeholder is written {{{{ so }}}}: {line[:40]}"
