"""The templates, read once: a broken edit is found when they are read anew, while the old ones stay in force.

A template is laid out as a mail: header lines, a blank line, the body.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.sandbox import SandboxedEnvironment

from greffier.errors import BadTemplate
from greffier.letters.sandbox import Sandbox, sandbox

LARGEST = 64 * 1024
"""Bytes; a letter is a page or two, anything larger got there by mistake."""
LANGUAGES = ("fr", "en")
LAYOUT = "layout.html"
SUBJECT = "#subject"
BROKEN = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What a careless edit can raise."""


@dataclass(frozen=True)
class Templates:
    """All files of the folder as they were when it was read: name, for example `fr/welcome.md`, to text."""

    folder: Path
    files: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> "Templates":
        """Read the folder; raises BadTemplate where a file cannot be read."""
        paths = [
            folder / LAYOUT,
            *(path for language in LANGUAGES for path in sorted((folder / language).glob("*.md"))),
        ]
        return cls(folder, {path.relative_to(folder).as_posix(): contents(path) for path in paths})

    def subject(self, name: str, language: str, facts: Mapping[str, object]) -> str:
        """Render the subject of a letter, on one line."""
        return " ".join(self.rendered(f"{name}{SUBJECT}", language, facts, subject=True).split())

    def body(self, name: str, language: str, facts: Mapping[str, object]) -> str:
        """Render the body of a letter, as Markdown."""
        return self.rendered(name, language, facts, subject=False)

    def rendered(self, name: str, language: str, facts: Mapping[str, object], subject: bool) -> str:
        """Render one template; raises BadTemplate with file, line and mend."""
        try:
            return self.sandboxes[language, subject].get_template(name).render(facts)
        except BROKEN as error:
            raise BadTemplate(self.complaint(error, name, language, facts)) from error

    @cached_property
    def sandboxes(self) -> Mapping[tuple[str, bool], Sandbox]:
        """Return a sandbox for each language, and for body and subject."""
        return {
            (language, subject): sandbox(language, partial(self.source, language), subject)
            for language in LANGUAGES
            for subject in (False, True)
        }

    def source(self, language: str, name: str) -> tuple[str, str, None] | None:
        """Return a template's body or subject, and its file; blank lines stand in for the rest, so that lines count."""
        plain = name.removesuffix(SUBJECT)
        text = self.files.get(f"{language}/{plain}")
        if text is None:
            return None
        head, body = parts(text) if not plain.startswith("_") else ("", text)
        file = f"{self.folder.name}/{language}/{plain}"
        if name.endswith(SUBJECT):
            return subject_line(head, file), file, None
        return "\n" * (text[: len(text) - len(body)].count("\n")) + body, file, None

    def language_of(self, name: str, asked: str) -> str:
        """Return the language in which this letter exists: the one asked for, else French."""
        return asked if f"{asked}/{name}" in self.files else "fr"

    def pieces(self, language: str) -> tuple[str, ...]:
        """Return the names of the pieces that letters of one language share."""
        return tuple(name.partition("/")[2] for name in self.files if name.startswith(f"{language}/_"))

    def page(self, facts: Mapping[str, object]) -> str:
        """Render the page around a letter's HTML."""
        try:
            return self.layout.render(facts)
        except TemplateError as error:
            line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
            raise BadTemplate(f"{self.folder.name}/{LAYOUT}, line {line}: {error}") from error

    @cached_property
    def layout(self) -> Template:
        """Return the page that all letters share."""
        return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined).from_string(self.files[LAYOUT])

    def unknown_names(self, name: str, language: str, known: frozenset[str]) -> Iterator[str]:
        """Yield a complaint for each name that the template uses and no letter of its kind has, taken branch or not."""
        for which in (name,) if name.startswith("_") else (name, f"{name}{SUBJECT}"):
            source = self.source(language, which)
            if not source:
                continue
            tree = self.sandboxes[language, False].parse(source[0], which, source[1])
            for name_used in sorted(meta.find_undeclared_variables(tree) - known):
                line = min(node.lineno for node in tree.find_all(nodes.Name) if node.name == name_used)
                yield f"{source[1]}, line {line}: {unknown_name(name_used, known)}"

    def complaint(self, error: Exception, name: str, language: str, facts: Mapping[str, object]) -> str:
        """Say what is wrong, in which file and line."""
        file = f"{self.folder.name}/{language}/{name.removesuffix(SUBJECT)}"
        if isinstance(error, TemplateSyntaxError):
            return f"{error.filename or file}, line {error.lineno}: {error.message}"
        where, line = template_line(error.__traceback__) or (file, 1)
        return f"{where}, line {line}: {reason(error, facts)}"


def reason(error: Exception, known: Mapping[str, object]) -> str:
    """Say in our words what is wrong, with the nearest known name where one is unknown."""
    words = str(error)
    if isinstance(error, TemplateNotFound):
        return f"there is no template `{words}` in this folder"
    if isinstance(error, UndefinedError) and words.endswith("is undefined"):
        return unknown_name(words.split("'")[1], known)
    return words


def unknown_name(name: str, known: Mapping[str, object] | frozenset[str]) -> str:
    """Say that a name is unknown, with the nearest that is known."""
    near = difflib.get_close_matches(name, known, n=1)
    return f"`{name}` is unknown" + (f"; did you mean `{near[0]}`?" if near else "")


def contents(path: Path) -> str:
    """Return a file's text."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadTemplate(f"{path}: larger than {LARGEST // 1024} kB; a letter is a page or two")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadTemplate(f"{path}: cannot be read ({error}); give a text in UTF-8") from error


def parts(text: str) -> tuple[str, str]:
    """Split a template at its first blank line."""
    head, _, body = text.partition("\n\n")
    return head, body


def subject_line(head: str, file: str) -> str:
    """Return the subject, on the line where it stands."""
    for number, line in enumerate(head.splitlines()):
        name, colon, value = line.partition(":")
        if name.strip().lower() == "subject" and colon and value.strip():
            return "\n" * number + value.strip()
    raise TemplateSyntaxError("no subject; begin the file with `Subject: ...` and a blank line", 1, filename=file)


def template_line(traceback: TracebackType | None) -> tuple[str, int] | None:
    """Return the template and line where an error arose: the last frame that Jinja gave a template's name."""
    found = None
    while traceback:
        file = traceback.tb_frame.f_code.co_filename
        if file.endswith(".md"):
            found = (file, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
