"""Make words that others wrote harmless in our Markdown: they stay words, whatever they contain.

A letter's template is ours; the operator's name, a file's name or a mail's sentence is not.
"""

import string
import unicodedata
from urllib.parse import quote

from markupsafe import Markup

LONGEST_VALUE = 1000
"""Characters of one value in a letter; a reason longer than that is a document."""
LONGEST_NAME = 80
"""Of an operator; a longer one is shortened in letters, and only there."""
LONGEST_MAIL_LINK = 2000
"""Of a `mailto:` with its subject and body: what the oldest Windows programs still open."""
LONGEST_QUOTE = 1200
MOST_QUOTED_LINES = 12
"""Of the operator's own words shown to staff; the mail itself has the rest."""

BACKSLASHED = {ord(sign): f"\\{sign}" for sign in string.punctuation}


def one_line(value: object, longest: int = LONGEST_VALUE) -> str:
    """Return the value as clean text on one line: no control or invisible signs, shortened with `…`."""
    text = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in str(value)[: 4 * longest])
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def without_links(text: str) -> str:
    """Break addresses of websites, so that no mail program makes a link of words that a stranger wrote."""
    return text.replace("://", "[:]//").replace("www.", "www[.]")


def escaped(value: object) -> Markup:
    """Return the value as Markdown that means just these words, without links; Markdown already stays as it is."""
    return value if isinstance(value, Markup) else words(without_links(one_line(value)))


def words(text: str) -> Markup:
    """Return clean text as Markdown that means just these words."""
    return Markup(text.translate(BACKSLASHED))  # noqa: S704 - escaped here


def quoted(value: object) -> Markup:
    """Return a stranger's words as a block quote, line by line, shortened."""
    lines = [one_line(line) for line in str(value)[:LONGEST_QUOTE].splitlines()]
    kept = [escaped(line) for line in lines if line][:MOST_QUOTED_LINES]
    return Markup("> " + "\\\n> ".join(kept or ["…"]))  # noqa: S704 - escaped line by line


def linked(value: object) -> Markup:
    """Return our own words with web addresses made links."""
    said = (link(word) if word.startswith("https://") else words(word) for word in one_line(value).split(" "))
    return Markup(" ").join(said)


def link(word: str) -> Markup:
    """Return a web address as a Markdown link, the punctuation that ends the sentence left outside."""
    address = word.rstrip(".,;:!?)»")
    return Markup(f"<{web_address(address)}>") + words(word[len(address) :])  # noqa: S704 - quoted by web_address


def web_address(value: object) -> Markup:
    """Return an https address that cannot end the link it stands in; empty where it is none."""
    text = one_line(value)
    if not text.lower().startswith("https://"):
        return Markup("")
    return Markup(quote(text, safe=":/?#@!$&+,;=%~-._"))  # noqa: S704 - quoted here


def mail_link(value: object) -> Markup:
    """Return a link that writes a mail, which cannot end the link it stands in; empty where it is none."""
    text = one_line(value, LONGEST_MAIL_LINK)
    return Markup(quote(text, safe=":?@&=%-._")) if text.startswith("mailto:") else Markup("")  # noqa: S704 - quoted here


def code(value: object) -> Markup:
    """Return the value in fixed width; signs that would end the code are left out."""
    return Markup(f"`{fixed(value)}`")  # noqa: S704 - cannot leave its backticks


def fixed(value: object) -> str:
    """Return the value without the signs that would end a piece of code or the cell it stands in."""
    return without_links(one_line(value)).replace("`", "").replace("|", "/").replace("\\", "/") or "…"


def key(value: object) -> Markup:
    """Return an identifier of ours for a command line: letters, digits, `-` and `_` only."""
    return Markup("".join(sign for sign in str(value) if sign.isalnum() or sign in "-_"))  # noqa: S704 - nothing else passes


def name(value: object) -> str:
    """Return a stranger's name, short and without links."""
    return without_links(one_line(value, LONGEST_NAME))


def host(value: object) -> str:
    """Return a web address without its `https://`, to be shown."""
    return one_line(value).removeprefix("https://")
