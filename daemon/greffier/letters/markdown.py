"""Read the light Markdown of our letters into the tokens from which both the text and the HTML are written.

What mails must not hold (raw HTML, images) is switched off here, once.
"""

from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from greffier.letters.gadgets import CLASSES, is_gadget
from greffier.letters.phrases import typeset


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """Return a reader of CommonMark and tables, deaf to HTML and images."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def read(markdown: str, language: str) -> list[Token]:
    """Return the tokens, typeset; checklists (`mark`), buttons and drawings (`role`) are told apart in their `meta`."""
    tokens = without_empty_heads(reader().parse(markdown))
    opened: list[Token] = []
    for place, token in enumerate(tokens):
        if token.type == "inline":
            set_words(token, language)
        elif token.nesting == 1:
            note_meaning(tokens[place : place + 4])
            opened.append(token)
        elif token.nesting == -1:
            token.meta = opened.pop().meta
    return tokens


def set_words(inline: Token, language: str) -> None:
    """Typeset the words of a paragraph, heading or cell; code and addresses stay as they are."""
    for child in inline.children or ():
        if child.type == "text" and "://" not in child.content:
            child.content = typeset(child.content, language)


def note_meaning(tokens: Sequence[Token]) -> None:
    """Note on the first token what the few that follow make of it."""
    first = tokens[0]
    if first.type == "bullet_list_open":
        first.meta["checklist"] = bool(mark_of(tokens[3]))
    elif first.type == "list_item_open":
        first.meta["mark"] = take_mark(tokens[2])
    elif first.type == "paragraph_open":
        first.meta["role"] = role_of(tokens[1].children or [])


def mark_of(inline: Token) -> str:
    """Return the mark that begins these words, or nothing."""
    words = inline.children[0].content if inline.type == "inline" and inline.children else ""
    return words[0] if words[:1] in CLASSES and words[1:2] == " " else ""


def take_mark(inline: Token) -> str:
    """Take the mark off the words that it begins, and return it."""
    mark = mark_of(inline)
    if mark and inline.children:
        inline.children[0].content = inline.children[0].content[2:]
    return mark


def role_of(children: Sequence[Token]) -> str:
    """Tell whether a paragraph is nothing but links (`buttons`) or nothing but gadgets (`drawing`)."""
    said = [child for child in children if child.type == "code_inline" or child.content.strip()]
    if said and all(child.type == "code_inline" and is_gadget(child.content) for child in said):
        return "drawing"
    return "buttons" if all_links(children) else ""


def all_links(children: Sequence[Token]) -> bool:
    """Tell whether these are links with words of their own, blanks between them; they become buttons.

    One alone, or in bold, is the main one: a choice among equals has none.
    """
    links: list[Token] = []
    inside = bold = 0
    for child in children:
        inside += child.nesting if child.type.startswith("link") else 0
        bold += child.nesting if child.type.startswith("strong") else 0
        if child.type == "link_open":
            child.meta["main"] = bool(bold)
            links.append(child)
        elif not inside and child.content.strip():
            return False
    if not links or not all(link.info != "auto" and leads_somewhere(str(link.attrs["href"])) for link in links):
        return False
    for child in children:
        child.hidden = child.type.startswith("strong")
    for link in links:
        link.meta["button"] = "first" if link.meta["main"] or len(links) == 1 else "other"
    return True


def leads_somewhere(address: str) -> bool:
    """Tell whether this opens a page, or begins a mail that is written already; a bare address is only told."""
    return address.startswith("https:") or (address.startswith("mailto:") and "?" in address)


def without_empty_heads(tokens: list[Token]) -> list[Token]:
    """Leave out the heads of tables that have nothing in them; Markdown demands one, readers do not."""
    kept: list[Token] = []
    head: list[Token] | None = None
    for token in tokens:
        if token.type == "thead_open":
            head = []
        (kept if head is None else head).append(token)
        if token.type == "thead_close" and head is not None:
            kept += head if any(part.content for part in head) else []
            head = None
    return kept
