"""Which lines of a mail are the author's own, and which are history: quoted, forwarded, or answered between the lines.

Works line by line, in one pass and bounded look-ahead; knows nothing of what the words mean.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from greffier.reading.folding import folded
from greffier.reading.lines import Line
from greffier.reading.phrases import first_in, phrases
from greffier.reading.signature_lines import LETTERS

_FROM, _DATE, _TO, _SUBJECT = "from", "date", "to", "subject"
_LABELS = {
    _FROM: "de from von da van expediteur od fra fran remitente",
    _DATE: "envoye envoye-le date sent date-d'envoi gesendet datum enviado enviado-el fecha inviato data verzonden le",
    _TO: "a to pour an para aan destinataire cc copie copie-a reply-to repondre-a importance kopie",
    _SUBJECT: "objet subject sujet betreff asunto oggetto onderwerp assunto re",
}
_LABEL_KINDS = {label.replace("-", " "): kind for kind, labels in _LABELS.items() for label in labels.split()}
_LABEL = re.compile(r"^[\s*_>|]{0,8}([a-z][a-z' -]{0,14}?)[\s*_]{0,3}:")
_MOMENT = re.compile(r"\d{1,2}\s?[:h.]\s?\d{2}|\d{4}|\d{1,2}/\d{1,2}/\d{2}")
_HOUR = re.compile(r"\d\s?[:h]\s?\d{2}")
_RULE = re.compile(r"[-_=*]{5,200}")
_HEADER_LINES = 12
_TORN_HEADER_LINES = 2
_ATTRIBUTION_LINES = 4
_LOOKED_AT = 400
"""Characters of a line: an attribution with two long addresses has 200."""
_VERB_AT_END = 160
_WRAP_WIDTH = 60
_COLOURS = {"rouge": "red", "red": "red", "bleu": "blue", "blue": "blue", "vert": "green", "green": "green"}


def quoted_flags(lines: Sequence[Line]) -> list[bool]:
    """Tell of each line whether it is history."""
    return _Page(lines, [folded(line.text[:_LOOKED_AT]) for line in lines]).flags()


@dataclass(frozen=True, slots=True)
class _Page:
    """A mail's lines, and the same folded."""

    lines: Sequence[Line]
    texts: list[str]

    def flags(self) -> list[bool]:
        start = next((index for index in range(len(self.lines)) if self._opens_history(index)), len(self.lines))
        start = self._with_rule_above(start) if start < len(self.lines) else start
        flags = [line.depth > 0 or index >= start for index, line in enumerate(self.lines)]
        for index in range(start):
            end = 0 if flags[index] else self._attribution_end(index)
            if end and self._next_depth(end) != 0:
                flags[index:end] = [True] * (end - index)
        self._take_torn_lines(flags)
        self._give_back_coloured(flags)
        return flags

    def _give_back_coloured(self, flags: list[bool]) -> None:
        """Give the author the lines of the colour in which they say that their answers stand in the quoted letter."""
        if not any(line.colour for line in self.lines):
            return
        own = [text for text, quoted in zip(self.texts, flags, strict=True) if not quoted]
        said = next((text for text in own if first_in(text, "answers_within")), "")
        meant = {colour for word, colour in _COLOURS.items() if word in LETTERS.findall(said)}
        for index, line in enumerate(self.lines):
            flags[index] = flags[index] and line.colour not in meant

    def _opens_history(self, index: int) -> bool:
        """Tell whether from this line on all is history, quote marks or not."""
        text = self.texts[index]
        if not text or self.lines[index].depth:
            return False
        if text.strip("-_*=: ") in phrases("separators") or text.startswith(phrases("forwards")):
            return not self._next_depth(index + 1)
        if self._is_header_block(index):
            return True
        end = self._attribution_end(index)
        attribution = " ".join(self.texts[index:end])
        is_dated = "@" in attribution or _HOUR.search(attribution) is not None
        return bool(end) and is_dated and self._next_depth(end) == 0

    def _is_header_block(self, index: int) -> bool:
        """Tell whether the header of a quoted mail begins here: its author and two things more, wrapped or not."""
        kinds = _label_kinds(self.texts[index])
        torn = 0
        for text in self.texts[index + 1 : index + _HEADER_LINES] if kinds else ():
            found = _label_kinds(text)
            torn = 0 if found else torn + 1
            if not text or torn > _TORN_HEADER_LINES:
                break
            kinds |= found
        return _FROM in kinds and len(kinds) > 2

    def _attribution_end(self, index: int) -> int:
        """Return the line after 'Le ... a écrit :', which clients wrap over four lines; 0 where none begins here."""
        if self.lines[index].depth or not _may_attribute(self.texts[index]):
            return 0
        gathered = ""
        for position in range(index, min(index + _ATTRIBUTION_LINES, len(self.lines))):
            if not self.texts[position] or self.lines[position].depth:
                return 0
            gathered = f"{gathered} {self.texts[position]}"
            if gathered.endswith(":"):
                return position + 1 if _is_attribution(gathered.strip()) else 0
        return 0

    def _next_depth(self, index: int) -> int | None:
        """Return how deep the next line with words is quoted; None where there is none."""
        return next((self.lines[at].depth for at in range(index, len(self.lines)) if self.texts[at]), None)

    def _with_rule_above(self, start: int) -> int:
        """Take in the rule and the blank lines that stand above a header block."""
        while start and (not self.texts[start - 1] or _RULE.fullmatch(self.texts[start - 1])):
            start -= 1
        return start

    def _take_torn_lines(self, flags: list[bool]) -> None:
        """Take in the end of a quoted line that was wrapped once more and bears no mark, between two marked ones."""
        for index in range(1, len(self.lines) - 1):
            above, line, below = self.lines[index - 1 : index + 2]
            is_torn = above.depth and below.depth and not line.depth and len(above.text) >= _WRAP_WIDTH > len(line.text)
            if is_torn and line.text[:1].islower() and above.text.rstrip()[-1:] not in ".;:!?":
                flags[index] = True


def _label_kinds(text: str) -> set[str]:
    """Return the kinds of labels in a line: the one it begins with; where that is the author, those that follow too."""
    label = _LABEL.match(text)
    kind = _LABEL_KINDS.get(label[1].strip()) if label else None
    if label is None or kind is None:
        return set()
    rest = text[label.end() :]
    if kind != _FROM or rest.count(":") < 2:
        return {kind}
    return {kind} | {other for name, other in _LABEL_KINDS.items() if f" {name} :" in rest or f" {name}:" in rest}


def _may_attribute(text: str) -> bool:
    begins = text.startswith(phrases("attribution_begins")) or text[:1].isdigit()
    return begins or "@" in text or first_in(text, "wrote") is not None


def _is_attribution(text: str) -> bool:
    if len(text) > _LOOKED_AT:
        return False
    ending = f"{text[-_VERB_AT_END:].rstrip(': ')} "
    is_said = any(f" {verb} " in ending for verb in phrases("wrote"))
    is_dated = _MOMENT.search(text) is not None
    begins = text.startswith(phrases("attribution_begins"))
    return (is_said and (begins or is_dated or "@" in text)) or (is_dated and text.endswith(">:"))
