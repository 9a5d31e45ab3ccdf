"""Write the tokens of a letter as plain text: wrapped, aligned, links written out; good in any mail program."""

import re
import textwrap
from collections.abc import Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from rich.cells import cell_len, set_cell_size

from greffier.letters.gadgets import as_text, is_gadget
from greffier.letters.phrases import NO_BREAK

WIDTH = 72
"""Leaves room for the quotation marks of two answers within the 78 columns of RFC 5322, 2.1.1."""
TABLE_WIDTH = 76
"""Of tables; they are for staff, who do not quote them twice."""
NARROWEST_FIRST = 16
"""The first column is a name, of which the beginning is enough; the others are what one looks for."""
NARROWEST_COLUMN = 8
GAP = "  "


def as_plain_text(tokens: Sequence[Token]) -> str:
    """Return the letter's text part."""
    return "\n".join(blocks(SyntaxTreeNode(tokens).children, WIDTH)) + "\n"


def blocks(nodes: Sequence[SyntaxTreeNode], width: int, tight: bool = False) -> list[str]:
    """Return the lines of blocks that follow each other, a blank line between two unless they are `tight`."""
    lines: list[str] = []
    for node in nodes:
        if lines and not tight:
            lines += [""] * (2 if node.type == "heading" and node.tag == "h2" else 1)
        lines += block(node, width)
    return lines


def block(node: SyntaxTreeNode, width: int) -> list[str]:
    """Return the lines of one block."""
    match node.type:
        case "blockquote":
            return [f"> {line}".rstrip() for line in blocks(node.children, width - 2)]
        case "fence" | "code_block":
            return [f"  {line}" for line in node.content.splitlines()]
        case "hr":
            return ["─" * width]
        case _:
            return WRITERS.get(node.type, paragraph)(node, width)


def heading(node: SyntaxTreeNode, width: int) -> list[str]:
    """Return a heading, underlined where it opens a section."""
    lines = wrapped(inline(node.children[0]), width)
    return [*lines, "─" * min(width, max(map(cell_len, lines)))] if node.tag in {"h1", "h2"} else lines


def paragraph(node: SyntaxTreeNode, width: int) -> list[str]:
    """Return a paragraph; buttons have their addresses on lines of their own, or are lines to answer with."""
    if node.meta.get("role") != "buttons":
        return wrapped(inline(node.children[0]), width)
    links = [child for child in node.walk() if child.type == "link"]
    answers = [inline(link, bare=True) for link in links if str(link.attrs["href"]).startswith("mailto:")]
    pages = [link for link in links if not str(link.attrs["href"]).startswith("mailto:")]
    named = [(wrapped(f"→ {inline(link, bare=True)}", width), f"  {link.attrs['href']}") for link in pages]
    lines = [line for words, address in named for line in (*words, address)]
    return lines + (wrapped(f"→ {f'{NO_BREAK}· '.join(answers)}", width) if answers else [])


def bullets(node: SyntaxTreeNode, width: int) -> list[str]:
    """Return a list; a line of a checklist has its mark for a bullet."""
    lines: list[str] = []
    first = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, first):
        sign = item.meta.get("mark") or ("-" if node.type == "bullet_list" else f"{number}.")
        tight = item.children[0].hidden
        body = blocks(item.children, width - len(sign) - 1, tight)
        hung = [f"{sign} {body[0]}", *(f"{' ' * (len(sign) + 1)}{line}".rstrip() for line in body[1:])]
        lines += hung if tight or not lines else ["", *hung]
    return lines


def table(node: SyntaxTreeNode, width: int) -> list[str]:
    """Return a table with aligned columns, shortened until it fits."""
    rows = [row_cells(row) for part in node.children for row in part.children]
    rows = [row for row in rows if any(row)]
    count = max((len(row) for row in rows), default=0)
    rows = [[*row, *[""] * (count - len(row))] for row in rows]
    columns = list(zip(*rows, strict=True))
    widths = fitting([max(map(cell_len, column)) for column in columns], width + TABLE_WIDTH - WIDTH)
    widths = [0 if "://" in "".join(column) else size for column, size in zip(columns, widths, strict=True)]
    return [GAP.join(fitted(cell, size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in rows]


def row_cells(row: SyntaxTreeNode) -> list[str]:
    """Return the columns of a row; each gadget of a cell is a column of its own."""
    columns: list[str] = []
    for cell in row.children:
        children = cell.children[0].children if cell.children else []
        words = " ".join("".join(piece(child) for child in children if not is_drawn(child)).split(" ")).strip()
        drawn = [piece(child) for child in children if is_drawn(child)]
        columns += [*([words] if words or not drawn else []), *drawn]
    return columns


def fitting(widths: list[int], width: int) -> list[int]:
    """Return column widths of which the sum fits, taken from the first column, then from the widest."""
    room = width - len(GAP) * (len(widths) - 1)
    spare = min(max(0, sum(widths) - room), max(0, widths[0] - NARROWEST_FIRST))
    widths = [widths[0] - spare, *widths[1:]]
    while sum(widths) > room and max(widths) > NARROWEST_COLUMN:
        widest = widths.index(max(widths))
        widths = [size - (place == widest) for place, size in enumerate(widths)]
    return widths


def fitted(cell: str, size: int) -> str:
    """Return the cell filled up, or cut with `…`, to `size` columns; one of size 0 stays as it is."""
    if not size:
        return cell
    return (
        set_cell_size(cell, size)
        if cell_len(cell) <= size
        else set_cell_size(set_cell_size(cell, size - 1).rstrip() + "…", size)
    )


def inline(node: SyntaxTreeNode, bare: bool = False) -> str:
    """Return the words within a block; `bare` leaves the addresses of links out."""
    return "".join(piece(child, bare) for child in node.children)


def piece(node: SyntaxTreeNode, bare: bool = False) -> str:
    """Return the words of one piece of a line."""
    match node.type:
        case "text":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "code_inline":
            return as_text(node.content) if is_gadget(node.content) else node.content
        case "link":
            return link_words(node, bare)
        case _:
            return inline(node, bare)


def link_words(node: SyntaxTreeNode, bare: bool) -> str:
    """Return a link as its words and its address; as its words where they say it, or where it writes a mail."""
    words, address = inline(node, bare), str(node.attrs["href"])
    writes_a_mail = address.startswith("mailto:") and "?" in address
    return (
        words
        if bare or writes_a_mail or address in {words, f"mailto:{words}"}
        else address
        if address == f"https://{words}"
        else f"{words} <{address}>"
    )


def is_drawn(node: SyntaxTreeNode) -> bool:
    """Tell whether this piece is a gadget."""
    return node.type == "code_inline" and is_gadget(node.content)


def wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` columns; only an address may be longer."""
    lines: list[str] = []
    for part in text.split("\n"):
        safe = " ".join(chopped(word, width) for word in part.split(" "))
        lines += textwrap.wrap(safe, width, break_long_words=False, break_on_hyphens=False) or [""]
    return lines


def chopped(word: str, width: int) -> str:
    """Return a word that is longer than a line in pieces; an address stays whole, or it would lead nowhere."""
    if len(word) <= width or "://" in word:
        return word
    return " ".join(re.findall(f".{{1,{width}}}", word))


WRITERS = {"heading": heading, "bullet_list": bullets, "ordered_list": bullets, "table": table, "paragraph": paragraph}
