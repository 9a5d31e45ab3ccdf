"""Where an author's words end and the rest begins: signature, disclaimer, 'sent from my telephone'.

Takes lines that are the author's own; gives each a layer. Nothing is thrown away.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from greffier.reading.folding import folded
from greffier.reading.lines import Line, Zone
from greffier.reading.phrases import first_in, phrases
from greffier.reading.signature_lines import (
    WORDS,
    in_first_person,
    is_closing,
    is_title,
    looks_like_name,
    matters,
    names_a_role,
    speaks_of_people,
    talks,
)

_POSTSCRIPT = re.compile(r"^(p\.?\s?-?s\.?|ps|nb|n\.b\.|post-scriptum|edit)\s?[:.,-]", re.IGNORECASE)
_PICTURE = re.compile(r"^\[?(cid:|image:|inline image|image inline)[^\]]{0,200}\]?$")
_DELIMITER = "--"
_RULES = {"\u2014", "__", "---"}
"""Rules that sign for some, and for others only part what they say."""
_COURTESY_TITLES = {"mme", "mlle", "maitre", "madame", "monsieur"}
_SENT_FROM_LENGTH = 90
_LONGEST_SIGNATURE_LINE = 100
_WORDS_OF_A_SENTENCE = 7
_TALLEST_SIGNATURE = 15
_TALLEST_CARD = 7
_NUMBER = re.compile(r"\d(?:[ .-]?\d){8}")
_ENDING = 100
"""Lines of a stretch that are looked at, its last ones: a signature and the longest disclaimers have 60."""
_LOOKED_AT = 400
"""Characters of a line: whether it is a signature's shows in fewer."""


class Layer(Enum):
    """What a line of the author's is."""

    WORDS = auto()
    SIGNATURE = auto()
    BOILERPLATE = auto()


class Place(Enum):
    """Where a stretch of own lines stands among quotes."""

    TOP = auto()
    BETWEEN = auto()
    BOTTOM = auto()


def layers_of(lines: Sequence[Line], sender_name: str, place: Place = Place.TOP) -> list[Layer]:
    """Give each line of one stretch of own lines its layer. Between quotes stand answers, and nobody signs each."""
    body = max(0, len(lines) - _ENDING)
    ending = lines[body:]
    stretch = _Stretch(
        [line.text for line in ending],
        [folded(line.text[:_LOOKED_AT]) for line in ending],
        [Layer.SIGNATURE if line.zone is Zone.SIGNATURE else Layer.WORDS for line in ending],
        frozenset(word for word in WORDS.findall(folded(sender_name)) if len(word) > 2),
    )
    stretch.mark_devices_and_banners()
    stretch.mark_below_delimiter()
    if place is not Place.BETWEEN:
        stretch.mark_disclaimers(spare_first=place is Place.TOP)
        stretch.mark_below_closing()
        stretch.mark_from_name()
        stretch.mark_card()
    return [Layer.WORDS] * body + stretch.layers


def speaks_of_terms(signature: str, boilerplate: str) -> bool:
    """Tell whether what was taken off speaks of what matters: then the cut may have been wrong."""
    signed = any(matters(text) for text in map(folded, signature.split("\n")))
    return signed or any(matters(text) and in_first_person(text) for text in map(folded, boilerplate.split("\n")))


@dataclass(slots=True)
class _Stretch:
    """Neighbouring lines of the author's, as written and folded, and the layer of each so far."""

    written: list[str]
    texts: list[str]
    layers: list[Layer]
    names: frozenset[str]

    def mark_devices_and_banners(self) -> None:
        """Mark what telephones, pictures and gateways leave."""
        for index, text in enumerate(self.texts):
            from_device = len(text) < _SENT_FROM_LENGTH and text.startswith(phrases("sent_from"))
            if text and (from_device or _PICTURE.match(text)):
                self.layers[index] = Layer.BOILERPLATE
        for paragraph in self._paragraphs()[:1]:
            if self.texts[paragraph[0]].strip("#- ").startswith(phrases("banners")):
                self._mark(paragraph, Layer.BOILERPLATE)

    def mark_below_delimiter(self) -> None:
        """Mark what stands below `-- ` (RFC 3676, 4.3), but for an afterthought."""
        start = next((index for index, text in enumerate(self.texts) if self._delimits(index, text)), None)
        if start is None or (not any(self.texts[:start]) and len(self.texts) - start > _TALLEST_SIGNATURE):
            return
        end = next(
            (index for index in range(start, len(self.texts)) if _POSTSCRIPT.match(self.texts[index])), len(self.texts)
        )
        self._mark(range(start, end), Layer.SIGNATURE)

    def _delimits(self, index: int, text: str) -> bool:
        """Tell whether a signature begins below a line: always below `-- `, below a rule where nobody talks on."""
        if text not in _RULES:
            return text == _DELIMITER
        below = itertools.dropwhile(lambda at: not self.texts[at], range(index + 1, len(self.texts)))
        paragraph = " ".join(itertools.takewhile(bool, (self.texts[at] for at in below)))
        return not (len(WORDS.findall(paragraph)) >= _WORDS_OF_A_SENTENCE and paragraph[-1] in ".!?:,;")

    def mark_disclaimers(self, *, spare_first: bool) -> None:
        """Mark each last paragraph from the line on where a disclaimer begins; the first words are never one."""
        for paragraph in reversed(self._paragraphs()[1 if spare_first else 0 :]):
            cue = next((index for index in paragraph if self._disclaims(index, paragraph)), None)
            if cue is not None:
                self._mark(range(cue, paragraph[-1] + 1), Layer.BOILERPLATE)
            elif any(self._is_sentence(index) for index in paragraph):
                return

    def mark_below_closing(self) -> None:
        """Mark what stands below the topmost formula of politeness that only a signature follows."""
        for index, text in enumerate(self.texts):
            if self.layers[index] is Layer.WORDS and is_closing(text):
                block = self._block_below(index)
                if block and self._is_signature(text, block):
                    self._mark(block, Layer.SIGNATURE)
                    return

    def mark_from_name(self) -> None:
        """Mark the last paragraphs from the one that begins with the sender's name, where no formula stands above."""
        below: list[int] = []
        for paragraph in reversed(self._paragraphs()):
            start = self._signature_start(paragraph)
            if start is None and any(self._is_sentence(index) for index in paragraph):
                return
            below = [*paragraph, *below]
            if start is not None:
                self._mark([index for index in below if index >= start], Layer.SIGNATURE)
                below = []
                if start != paragraph[0]:
                    return

    def mark_card(self) -> None:
        """Mark a last paragraph that is a name and what its bearer does: the header names somebody else, or nobody."""
        *above, last = self._paragraphs() or [[]]
        if not above or Layer.SIGNATURE in self.layers or not 2 <= len(last) <= _TALLEST_CARD:
            return
        has_ended = self.texts[above[-1][-1]][-1] in {".", "!", "?", ","}
        spoken_of = any(speaks_of_people(self.texts[index]) for index in (*above[-1], *last))
        reaches = any("@" in self.texts[index] or _NUMBER.search(self.texts[index]) for index in last)
        is_name = looks_like_name(self.written[last[0]], fewest=1 if reaches else 2)
        is_card = is_name and not any(self._is_sentence(index) for index in last)
        if has_ended and is_card and not spoken_of:
            self._mark(last, Layer.SIGNATURE)

    def _mark(self, indices: Iterable[int], layer: Layer) -> None:
        for index in indices:
            if self.layers[index] is Layer.WORDS:
                self.layers[index] = layer

    def _paragraphs(self) -> list[list[int]]:
        """Return the indices of words, paragraph by paragraph."""
        paragraphs: list[list[int]] = [[]]
        for index, text in enumerate(self.texts):
            if not text:
                paragraphs.append([])
            elif self.layers[index] is Layer.WORDS:
                paragraphs[-1].append(index)
        return [paragraph for paragraph in paragraphs if paragraph]

    def _disclaims(self, index: int, paragraph: list[int]) -> bool:
        text = self.texts[index]
        if first_in(text, "disclaimers"):
            return True
        return bool(first_in(text, "disclaimer_hints")) and any(
            first_in(self.texts[near], "mail_words") for near in paragraph
        )

    def _block_below(self, closing: int) -> list[int]:
        """Return the lines below a formula up to where the author goes on: an afterthought, a paragraph that talks."""
        block: list[int] = []
        in_signature = False
        for index in range(closing + 1, len(self.texts)):
            text = self.texts[index]
            if not text or self.layers[index] is not Layer.WORDS:
                in_signature = bool(text)
                continue
            goes_on = not in_signature and not is_closing(text) and self._is_sentence(index)
            if goes_on or _POSTSCRIPT.match(text) or names_a_role(text):
                break
            in_signature = True
            block.append(index)
        return block

    def _is_signature(self, closing: str, block: list[int]) -> bool:
        first = self.texts[block[0]]
        if len(block) > _TALLEST_SIGNATURE:
            return False
        if not closing.startswith(phrases("weak_closings")):
            return True
        return self._is_named(block[0]) or is_closing(first) or looks_like_name(self.written[block[0]])

    def _signature_start(self, paragraph: list[int]) -> int | None:
        """Return the line of a paragraph from which on it is a signature: one that begins with the sender's name."""
        position = next((position for position, index in enumerate(paragraph) if self._is_named(index)), None)
        if position is None:
            return None
        index = paragraph[position]
        above = next((self.texts[above] for above in range(index - 1, -1, -1) if self.texts[above]), "")
        if above.endswith(":") or (position and not self._may_sign_below(paragraph[:position], paragraph[position:])):
            return None
        return paragraph[0] if position == 1 and is_title(self.texts[paragraph[0]]) else index

    def _may_sign_below(self, above: list[int], below: list[int]) -> bool:
        """Tell whether a name in the midst of a paragraph signs it: what stands above has ended, nobody talks below."""
        has_ended = self.texts[above[-1]][-1] in {".", "!", "?", ",", ")", "_", "-", "="} or self._is_sentence(
            above[-1]
        )
        return has_ended and not any(self._is_sentence(index) for index in below)

    def _is_named(self, index: int) -> bool:
        """Tell whether a line begins with one of the sender's names, an initial or a courtesy title aside."""
        text = self.texts[index]
        if ":" in text or "=" in text or self._is_sentence(index):
            return False
        words = [word.strip("'-") for word in WORDS.findall(text)[:3]]
        while words and (len(words[0]) <= 2 or words[0] in _COURTESY_TITLES):
            words = words[1:]
        return bool(words) and (words[0] in self.names or words[0].split("-")[0] in self.names)

    def _is_sentence(self, index: int) -> bool:
        """Tell whether a line goes on talking: long, in the first or second person, or ending as a sentence does."""
        text = self.texts[index]
        words = WORDS.findall(text)
        ends = len(words) >= _WORDS_OF_A_SENTENCE and text[-1:] in {".", "!", "?", ";", ":", ","}
        return len(text) > _LONGEST_SIGNATURE_LINE or ends or talks(text)
