"""The author's own new words, told apart from quotes, signatures and disclaimers.

What is taken off is kept beside the rest; where the cut is uncertain the reply says so, and nothing may then rest on
what is absent.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter

from greffier.model.mail import Mail
from greffier.reading.folding import folded
from greffier.reading.hypertext import Hypertext, read_hypertext
from greffier.reading.lines import Line, joined, plain_lines
from greffier.reading.phrases import first_in
from greffier.reading.quotes import quoted_flags
from greffier.reading.signature import Layer, Place, layers_of, speaks_of_terms

_SHOWN_BEFORE = 300
_DOUBLED_ADDRESS = re.compile(r"<(?:mailto|tel|callto):([^<>\s]{1,300})>|\[(?:mailto|tel):([^\[\]\s]{1,300})\]")


@dataclass(frozen=True, slots=True)
class Reply:
    """A mail's text in its layers. What is taken off is kept beside the rest."""

    text: str
    """The author's own new words, line by line as written; an HTML table is one line a row, cells joined by ` | `."""
    quoted: str = ""
    """The quoted history, without quote marks."""
    signature: str = ""
    boilerplate: str = ""
    """Disclaimers, 'sent from my telephone', environment lines."""
    answered: tuple[tuple[str, str], ...] = ()
    """Answers written between quoted lines: (the quoted lines just above, the answer)."""
    doubtful: bool = False
    """Whether the cut is uncertain: then nothing may be concluded from what is absent in `text`."""
    links: tuple[str, ...] = ()
    """Web addresses behind the author's own words, which only HTML has."""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbouring lines that are all history, or all the author's in their layers."""

    quoted: str = ""
    words: str = ""
    signature: str = ""
    boilerplate: str = ""
    links: tuple[str, ...] = ()


def own_words(mail: Mail) -> Reply:
    """Separate a mail's text into its layers. HTML is read where there is some: clients mark quotes better in it."""
    page = read_hypertext(mail.html) if mail.html else Hypertext()
    has_words = any(not line.blank for line in page.lines)
    reply = _separated(page.lines if has_words else plain_lines(_bare(mail.text)), mail.sender_name)
    return replace(reply, problems=("too-deep",)) if page.cut else reply


def _separated(lines: Sequence[Line], sender_name: str) -> Reply:
    stretches = _stretches(lines, sender_name)
    text = _paragraphs(stretch.words for stretch in stretches)
    quoted = _paragraphs(stretch.quoted for stretch in stretches)
    boilerplate = _paragraphs(stretch.boilerplate for stretch in stretches)
    signature = _paragraphs(stretch.signature for stretch in stretches)
    return Reply(
        text,
        quoted=quoted,
        signature=signature,
        boilerplate=boilerplate,
        answered=tuple(
            (above.quoted, below.words) for above, below in pairwise(stretches) if above.quoted and below.words
        ),
        doubtful=_is_doubtful(text, quoted) or speaks_of_terms(signature, boilerplate),
        links=tuple(dict.fromkeys(link for stretch in stretches for link in stretch.links)),
    )


def _stretches(lines: Sequence[Line], sender_name: str) -> list[_Stretch]:
    """Group lines and take each group apart; a blank line goes with what stands above it."""
    flags = quoted_flags(lines)
    for index in range(1, len(lines)):
        flags[index] = flags[index - 1] if lines[index].blank else flags[index]
    groups = [
        (quoted, [line for _, line in group])
        for quoted, group in groupby(zip(flags, lines, strict=True), key=itemgetter(0))
    ]
    filled = [(quoted, group) for quoted, group in groups if any(not line.blank for line in group)]
    return [
        _Stretch(quoted=joined(group)) if quoted else _layered(group, sender_name, _place(number, len(filled)))
        for number, (quoted, group) in enumerate(filled)
    ]


def _place(number: int, count: int) -> Place:
    if number == 0:
        return Place.TOP
    return Place.BOTTOM if number == count - 1 else Place.BETWEEN


def _layered(lines: Sequence[Line], sender_name: str, place: Place) -> _Stretch:
    layers = layers_of(lines, sender_name, place)

    def of(wanted: Layer) -> list[Line]:
        return [line for line, layer in zip(lines, layers, strict=True) if layer is wanted]

    words = of(Layer.WORDS)
    return _Stretch(
        words=_tidy(joined(words)),
        signature=_tidy(joined(of(Layer.SIGNATURE))),
        boilerplate=joined(of(Layer.BOILERPLATE)),
        links=tuple(link for line in words for link in line.links),
    )


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def _is_doubtful(text: str, quoted: str) -> bool:
    """Tell whether words may be missing: nothing is left above history, or answers are announced that no mark shows."""
    return (not text and bool(quoted)) or first_in(folded(text), "answers_within") is not None


def _tidy(text: str) -> str:
    """Drop the second copy that Outlook writes of an address; keep it where the words beside it hide the address."""
    if "mailto:" not in text and "tel:" not in text and "callto:" not in text:
        return text
    return "\n".join(_DOUBLED_ADDRESS.sub(_second_copy, line) for line in text.split("\n"))


def _second_copy(found: re.Match[str]) -> str:
    address = found[1] or found[2]
    shown = found.string[max(0, found.start() - _SHOWN_BEFORE) : found.start()].lower()
    return "" if "@" not in address or address.lower() in shown else f" <{address}>"


def _bare(text: str) -> str:
    """Take off the armour of a clear-signed PGP text (RFC 9580, 7)."""
    if "-----BEGIN PGP SIGNED MESSAGE-----" not in text:
        return text
    before, _, armoured = text.partition("-----BEGIN PGP SIGNED MESSAGE-----")
    _, _, body = armoured.partition("\n\n")
    signed, _, after = body.partition("-----BEGIN PGP SIGNATURE-----")
    _, _, after = after.partition("-----END PGP SIGNATURE-----")
    return before + "\n".join(line.removeprefix("- ") for line in signed.split("\n")) + after
