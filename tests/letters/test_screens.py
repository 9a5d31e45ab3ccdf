"""Letters and digests in a real browser: on a wide screen, on a telephone, in the dark."""

from pathlib import Path

import pytest

import chromium
from conftest import not_here
from greffier.letters import Letters
from greffier.letters.samples import NOW, samples
from greffier.model.letter import LetterKind

WIDE, PHONE = 700, 380
ENOUGH = 4.5
"""The contrast that RGAA 3.2 asks of words (WCAG 2.1, 1.4.3)."""
DIGESTS = {12: 0, 0: 1, 1: 2, 300: 3}
"""Dossiers, and which sample shows as many."""


@pytest.fixture(scope="module")
def pages(letters: Letters) -> list[tuple[str, str, int]]:
    """Every letter once in each language, and every digest, on both screens."""
    if not chromium.program():
        not_here("Chromium is not installed (apt-get install chromium)")
    shown = {f"digest of {count}": (LetterKind.DIGEST, "fr", number) for count, number in DIGESTS.items()}
    for kind in LetterKind:
        for language in ("fr", "en"):
            shown[f"{kind} {language}"] = (kind, language, 0)
    written = {}
    for name, (kind, language, number) in shown.items():
        letter = samples(kind, language, letters.rules.procedure)[number]
        written[name] = letters.write(letter, NOW).html
    return [(f"{name}, {width} px", html, width) for name, html in written.items() for width in (WIDE, PHONE)]


@pytest.mark.parametrize("dark", [False, True], ids=["by day", "in the dark"])
def test_no_page_is_wider_than_its_screen_and_all_words_stand_out(
    pages: list[tuple[str, str, int]], tmp_path: Path, dark: bool
) -> None:
    told = chromium.measured(pages, tmp_path, dark=dark)

    assert set(told) == {name for name, _, _ in pages}
    assert {name: told[name]["width"] for name, _, width in pages if told[name]["width"] > width} == {}
    assert {name: said for name, said in told.items() if said["ratio"] < ENOUGH} == {}
