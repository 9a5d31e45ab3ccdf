"""What a single line shows: that its author talks, takes leave, signs, or says who holds a role."""

import re

from greffier.reading.phrases import first_in, phrases

LETTERS = re.compile(r"[a-z]+")
WORDS = re.compile(r"\w[\w'-]*")
_CLOSING_LENGTH = 160


def talks(text: str) -> bool:
    """Tell whether somebody speaks to somebody."""
    words = LETTERS.findall(text)
    return len(words) > 2 and (matters(text) or not set(phrases("talking")).isdisjoint(words))


def matters(text: str) -> bool:
    """Tell whether a line may bear on what the author accepts."""
    return any(word.startswith(phrases("matters")) for word in LETTERS.findall(text))


def in_first_person(text: str) -> bool:
    """Tell whether the author speaks of themselves."""
    return not {"je", "j", "nous", "on", "i", "we"}.isdisjoint(LETTERS.findall(text))


def names_a_role(text: str) -> bool:
    """Tell whether a line answers who is what: 'DPO : ...'; below a formula too this is no signature."""
    label, mark, said = text.lstrip("-*\u2022> ").partition(":" if ":" in text else "=")
    return bool(mark and said.strip()) and label.startswith(phrases("role_labels"))


def is_closing(text: str) -> bool:
    """Tell whether a line takes leave."""
    if len(text) > _CLOSING_LENGTH:
        return False
    return any(
        text.startswith(words) and not text[len(words) : len(words) + 1].isalnum() for words in phrases("closings")
    )


def looks_like_name(written: str, fewest: int = 2) -> bool:
    """Tell whether a line is two to four capitalised words and no more."""
    words = re.findall(r"[^\W\d_][\w'.-]*", written)
    return fewest <= len(words) <= 4 and ":" not in written and all(word[0].isupper() for word in words)


def is_title(text: str) -> bool:
    """Tell whether a short line above a name belongs to it: 'Le trésorier,'."""
    greets = text.startswith(("bonjour", "bonsoir", "madame", "monsieur", "hello", "dear", "cher"))
    return text.endswith(",") and len(WORDS.findall(text)) <= 4 and not greets


def speaks_of_people(text: str) -> bool:
    """Tell whether a line is about who holds a role, or how to reach somebody: a name near it is an answer."""
    return first_in(text, "role_labels_within") is not None
