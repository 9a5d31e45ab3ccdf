"""Contacts laid out in columns: HTML tables, tables drawn with characters, rows pasted from a spreadsheet."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from greffier.model.mail import Role
from greffier.model.rules import Wordings
from greffier.reading.contacts.roles import ROLE_GROUPS
from greffier.reading.lexicon import Mark
from greffier.reading.sentences import Sentence, sentences_of

ROWS_LIMIT = 200
"""Rows looked at: a table of contacts has five."""

CELL_LIMIT = 80
"""Characters of a cell that may be a title."""

FIELD_GROUPS = {
    "field_family": "family",
    "field_given": "given",
    "field_full": "full",
    "field_email": "email",
    "field_phone": "phone",
}
COLON = re.compile(r"\.?\s{0,2}(?:\([^)\n]{0,30}\)\s{0,2})?[:=]")
OF = frozenset({"de", "du", "d", "la", "l", "le", "of", "the", "notre", "votre", "our"})
RULER = re.compile(r"[\s|+=:;_-]*\Z")

Title = str | tuple[Role, ...] | None
"""What a cell names: a field, roles, or nothing of the kind."""


@dataclass(frozen=True, slots=True)
class Row:
    """A person in a table: roles, and what the cells say, by field; `loose` where no header names the fields."""

    roles: tuple[Role, ...]
    fields: dict[str, str]


@dataclass(slots=True)
class Table:
    """The table being read: its header, or the people whose columns it fills."""

    wordings: Wordings
    rows: list[Row] = field(default_factory=list)
    header: list[Title] = field(default_factory=list)
    columns: dict[int, Row] = field(default_factory=dict)

    def take(self, cells: list[str]) -> bool:
        """Read a row; tell whether it belongs to a table of contacts."""
        cells = self._label_apart(cells)
        titles = [title_of(cell, self.wordings) for cell in cells]
        fields = [title for title in titles if isinstance(title, str)]
        roles = [title for title in titles if isinstance(title, tuple)]
        if len(fields) >= 2 and not roles:
            self.header = titles
        elif len(roles) >= 2 and not fields:
            self.columns = {place: Row(title, {}) for place, title in enumerate(titles) if isinstance(title, tuple)}
            self.rows += self.columns.values()
        elif self.columns and isinstance(titles[0], str):
            self._fill(titles[0], cells)
        elif roles:
            self.rows.append(self._row(cells, titles, roles[0]))
        else:
            return False
        return True

    def _label_apart(self, cells: list[str]) -> list[str]:
        """Part `DPO : Anne Roy`, a first cell that holds the title and the name."""
        label, colon, rest = cells[0].partition(":")
        is_label = colon and rest.strip() and isinstance(title_of(label, self.wordings), tuple)
        return [label, rest.strip(), *cells[1:]] if is_label else cells

    def _fill(self, name: str, cells: list[str]) -> None:
        for place, row in self.columns.items():
            if place < len(cells) and cells[place]:
                row.fields[name] = cells[place]

    def _row(self, cells: list[str], titles: list[Title], roles: tuple[Role, ...]) -> Row:
        named = {name: cell for name, cell in zip(self.header, cells, strict=False) if isinstance(name, str) and cell}
        loose = ", ".join(
            cell for cell, title in zip(cells, titles, strict=True) if cell and not isinstance(title, tuple)
        )
        return Row(roles, named or {"loose": loose})


def cells_of(line: str) -> list[str] | None:
    """Return the cells of a table row, or None where the line is none."""
    for separator, fewest in (("|", 1), ("\t", 1), (";", 3)):
        if line.count(separator) >= fewest:
            bare = line.strip(" ")
            framed = bare.startswith(separator) and bare.endswith(separator) and len(bare) > 1
            cells = [cell.strip() for cell in (bare[1:-1] if framed else bare).split(separator)]
            return cells if len(cells) > fewest else None
    return None


def rows_of(text: str, wordings: Wordings) -> tuple[list[Row], str]:
    """Return the people of the tables in a text, and the text without these tables."""
    table = Table(wordings)
    rest: list[str] = []
    for line in text.splitlines():
        cells = cells_of(line) if len(table.rows) < ROWS_LIMIT else None
        if RULER.match(line) and line.strip():
            continue
        if cells is None:
            table.header, table.columns = [], {}
        if cells is None or not table.take(cells):
            rest.append(line)
    return table.rows, "\n".join(rest)


def title_of(cell: str, wordings: Wordings) -> Title:
    """Return what a cell names."""
    if len(cell) > CELL_LIMIT or "@" in cell:
        return None
    for sentence in sentences_of(cell, wordings):
        roles = tuple(dict.fromkeys(ROLE_GROUPS[mark.group] for mark in sentence.spans(*ROLE_GROUPS)))
        if roles:
            return roles
        marks = sentence.spans(*FIELD_GROUPS)
        if marks and len(sentence.tokens) <= 5:
            return FIELD_GROUPS[max(marks, key=lambda mark: mark.last - mark.first).group]
    return None


def _is_part_of(mark: Mark, longer: Mark) -> bool:
    return mark.last - mark.first < longer.last - longer.first and longer.first <= mark.first < longer.last


def _is_of(sentence: Sentence, last: int, first: int) -> bool:
    """Tell whether a field's label goes on with whose it is: `nom du responsable technique :`."""
    return last < first <= last + 2 and OF.issuperset(token.word for token in sentence.tokens[last:first])


def fields_in(sentence: Sentence) -> dict[str, str]:
    """Return the labelled fields of a sentence (`Nom : X`, `Tél. : Y`)."""
    labels = []
    roles, marks = sentence.spans(*ROLE_GROUPS), sentence.spans(*FIELD_GROUPS)
    for mark in marks:
        if any(_is_part_of(mark, longer) for longer in (*roles, *marks)):
            continue  # the `contact` of `technical contact :`, the `prénom` of `nom et prénom :`
        last = next((role.last for role in roles if _is_of(sentence, mark.last, role.first)), mark.last)
        end = sentence.tokens[last - 1].end - sentence.offset
        colon = COLON.match(sentence.text, end)
        if colon:
            labels.append((sentence.tokens[mark.first].start - sentence.offset, colon.end(), FIELD_GROUPS[mark.group]))
    fields = {}
    for (_, start, name), (stop, _, _) in pairwise([*labels, (len(sentence.text), 0, "")]):
        value = sentence.text[start:stop].strip(" \t\n,;/|-–.")
        if value:
            fields[name] = value
    return fields
