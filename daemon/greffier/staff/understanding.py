"""A mail's own words read as orders, line by line, down to the signature; and what could not be read, with help."""

from collections.abc import Iterator
from dataclasses import dataclass

from greffier.reading.folding import folded
from greffier.reading.phrases import phrases
from greffier.reading.words import tokens_of
from greffier.staff.grammar import Context, Meaning, meaning_of
from greffier.staff.orders import Order
from greffier.staff.saying import is_only_courtesy, nearest, taken_apart

MOST_UNCLEAR = 3
"""Lines not understood, after which we stop: the mail is no list of orders, and should not be read as one."""
MOST_ORDERS = 20
"""Orders of one mail: nobody types more, and each may send a letter."""
WRAPPED_AT = 60
"""Signs from which a line may have been broken by the mail program (RFC 3676 wraps at 78, some at 65)."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One line, and what it orders; without an order, `why` says what is missing, or is empty."""

    said: str
    order: Order | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """All the lines that were looked at; `stopped` says in French why the rest was not."""

    heard: tuple[Heard, ...] = ()
    stopped: str = ""

    @property
    def orders(self) -> tuple[Order, ...]:
        """Return what is ordered."""
        return tuple(one.order for one in self.heard if one.order)

    @property
    def looks_like_orders(self) -> bool:
        """Tell whether a mail that answers nothing was meant for us: its first line orders, or almost."""
        first = next(iter(self.heard), None)
        return first is not None and (first.order is not None or (len(self.heard) <= 2 and bool(nearest(first.said))))


def understand(text: str, context: Context, author: str = "") -> Understood:
    """Read the author's own words as orders; `author` is their name, which ends the mail where it stands alone."""
    heard: list[Heard] = []
    for line in lines_of(text, author):
        heard.append(heard_in(line, context))
        if sum(one.order is None for one in heard) == MOST_UNCLEAR:
            return Understood(tuple(heard), f"arrêt après {MOST_UNCLEAR} lignes incomprises")
        if len(heard) == MOST_ORDERS:
            return Understood(tuple(heard), f"arrêt après {MOST_ORDERS} lignes, le plus qui soit lu d'un coup")
    return Understood(tuple(heard))


def heard_in(line: str, context: Context) -> Heard:
    """Return what one line orders."""
    meaning: Meaning = meaning_of(line, context)
    if meaning is None:
        near = nearest(line)
        return Heard(line, why=f"vouliez-vous écrire « {near.example} » ?" if near else "")
    return Heard(line, why=meaning) if isinstance(meaning, str) else Heard(line, meaning)


def lines_of(text: str, author: str) -> Iterator[str]:
    """Yield the lines that may order something: unwrapped, without greetings, down to the signature."""
    current = ""
    for line in (*text.splitlines(), ""):
        stripped = line.strip()
        if current and is_wrapped(current, stripped):
            current = f"{current} {stripped}"
            continue
        if current:
            yield current
        current = ""
        if ends_here(stripped, author):
            return
        if stripped and not is_only_courtesy(stripped):
            current = stripped


def is_wrapped(above: str, line: str) -> bool:
    """Tell whether a line goes on with the one above, which the mail program broke."""
    if not line or len(above.rsplit("\n", 1)[-1]) < WRAPPED_AT or taken_apart(line) or nearest(line):
        return False
    saying = taken_apart(above)
    return saying is not None and saying.words is not None and not ends_here(line, "")


def ends_here(line: str, author: str) -> bool:
    """Tell whether the signature begins: its mark, a closing formula, or the author's name alone."""
    if line.startswith(("--", "__")):
        return True
    if folded(line).startswith(phrases("closings")) and not is_only_courtesy(line) and taken_apart(line) is None:
        return True
    own = {token.word for token in tokens_of(author)}
    names = {token.word for token in tokens_of(line) if token.word.isalnum()}
    return bool(names) and names <= own
