"""The door of this room: `Letters` turns a letter and its facts into the bytes of a mail, or into a preview."""

from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from greffier.errors import NotFound
from greffier.letters.checking import problems
from greffier.letters.envelope import Written, enveloped
from greffier.letters.facts import ROOMS, Room, facts_of
from greffier.letters.markdown import read
from greffier.letters.page import as_html_fragment, with_styles
from greffier.letters.samples import NOW, samples
from greffier.letters.templates import Templates
from greffier.letters.text import as_plain_text
from greffier.model.letter import Letter, LetterKind
from greffier.model.rules import Registry, Rules

FOOTER = "_footer.md"
LARGEST = 96 * 1024
"""Bytes of a letter's HTML: Gmail hides what lies beyond 102 kB, the decisions of the day among it."""
SIGNATURE = "-- \n"
"""What begins a signature: mail programs leave what follows out of answers (RFC 3676, 4.3)."""


class Letters:
    """All templates of a folder, as they were when it was opened."""

    def __init__(self, folder: Path, registry: Registry, rules: Rules) -> None:
        self.templates = Templates.read(folder)
        self.registry = registry
        self.rules = rules

    def render(self, letter: Letter, *, message_id: str, now: datetime) -> bytes:
        """Return the mail; raises BadTemplate with file and line, or Never where a recipient is no address."""
        local = now.astimezone(self.rules.cadence.clock)
        return enveloped(letter, self.write(letter, local), self.registry, message_id, local)

    def write(self, letter: Letter, now: datetime) -> Written:
        """Return the letter's subject, text and HTML, short enough for every mail program; `now` is local time."""
        written = self.fill(letter, now, ROOMS[0])
        for room in ROOMS[1:] if letter.kind is LetterKind.DIGEST else ():
            if len(written.html.encode()) <= LARGEST:
                break
            written = self.fill(letter, now, room)
        return written

    def fill(self, letter: Letter, now: datetime, room: Room) -> Written:
        """Write it with this much room."""
        name = f"{letter.kind.value}.md"
        language = self.templates.language_of(name, letter.language)
        facts = facts_of(letter, self.registry, self.rules, now.date(), room)
        subject = self.templates.subject(name, language, facts)
        body, footer = (read(self.templates.body(file, language, facts), language) for file in (name, FOOTER))
        page = self.templates.page(
            {
                "language": language,
                "title": subject,
                "registry": self.registry.name,
                "titled": any(token.type == "heading_open" and token.tag == "h1" for token in body),
                "body": Markup(as_html_fragment(body, language)),  # noqa: S704 - written by our own renderer
                "footer": Markup(as_html_fragment(footer, language)),  # noqa: S704 - written by our own renderer
            }
        )
        text = f"{as_plain_text(body)}\n{SIGNATURE}{as_plain_text(footer)}"
        return Written(language, subject, text, with_styles(page))

    def preview(self, kind: LetterKind, language: str = "fr", number: int = 1) -> bytes:
        """Return a letter of this kind from sample facts; raises NotFound where there are not so many samples."""
        letters = samples(kind, language, self.rules.procedure)
        if not 1 <= number <= len(letters):
            raise NotFound(f"sample {number} of {kind.value}: there are {len(letters)}; give a number from 1 on")
        letter = letters[number - 1]
        return self.render(letter, message_id=f"{kind.value}@{self.registry.id_domain}", now=NOW)

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the templates, a sentence each."""
        return problems(self.templates, self.write, self.registry, self.rules)
