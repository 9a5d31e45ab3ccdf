"""Every template with every sample, in both languages; and what a broken edit is answered."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from _pytest.mark import ParameterSet
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from greffier.errors import BadTemplate, NotFound
from greffier.letters import Letters
from greffier.letters.envelope import Written
from greffier.letters.facts import facts_of
from greffier.letters.samples import NOW, samples
from greffier.model.dossier import ItemState
from greffier.model.letter import STAFF_KINDS, Letter, LetterFacts, LetterKind
from greffier.rules import load_rules
from greffier.shipped import shipped

Write = Callable[[Letter], Written]
Edit = Callable[[str, str], Letters]
BOTH = ("fr", "en")
TO_OPERATORS = tuple(kind for kind in LetterKind if kind not in STAFF_KINDS)


def every_letter(kinds: Iterable[LetterKind]) -> list[ParameterSet]:
    procedure = load_rules(shipped("rules")).procedure
    return [
        pytest.param(letter, id=f"{kind.value}-{language}-{number}")
        for kind in kinds
        for language in (BOTH if kind in TO_OPERATORS else ("fr",))
        for number, letter in enumerate(samples(kind, language, procedure))
    ]


ASKING = (LetterKind.WELCOME, LetterKind.RECEIPT, LetterKind.REMINDER, LetterKind.LAST_CALL)
all_letters = pytest.mark.parametrize("letter", every_letter(LetterKind))
letters_that_ask = pytest.mark.parametrize("letter", every_letter(ASKING))


@all_letters
def test_the_text_is_narrow_enough_and_nothing_is_left_unrendered(written: Write, letter: Letter) -> None:
    text = written(letter).text

    assert all(len(line) <= 78 or "://" in line for line in text.splitlines())
    assert not re.search(r"\{\{|\}\}|\{%|\\[!-/]|\*\*|\]\(", text)


@all_letters
def test_the_page_fetches_nothing_and_runs_nothing(written: Write, letter: Letter) -> None:
    html = written(letter).html

    page = HTMLParser(html)
    assert not page.css("script, img, link, iframe, object, embed, form, base, [src], [background], [onclick]")
    assert "url(" not in html
    assert "@import" not in html
    assert {(link.attributes["href"] or "").split(":")[0] for link in page.css("a")} <= {"https", "mailto"}


@all_letters
def test_the_page_is_one_that_screen_readers_can_read(written: Write, letter: Letter) -> None:
    page = HTMLParser(written(letter).html)

    assert [root.attributes["lang"] for root in page.css("html")] == [letter.language]
    assert [title.text().strip() for title in page.css("title")] == [written(letter).subject]
    drawings = page.css("[role=img]")
    assert all(drawn.attributes.get("aria-label") or drawn.attributes.get("title") for drawn in drawings)
    ranks = [int(heading.tag[1]) for heading in page.css("h1, h2, h3")]
    assert ranks[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(ranks))


@all_letters
def test_no_letter_is_so_long_that_a_mail_program_cuts_it(written: Write, letter: Letter) -> None:
    assert len(written(letter).html.encode()) < 100_000


@letters_that_ask
def test_all_that_is_awaited_is_named_with_how_to_send_it(written: Write, letter: Letter) -> None:
    assert isinstance(letter.facts, LetterFacts)

    text = flat(written(letter).text)

    for line in letter.facts.awaited:
        assert flat(line.title) in text
        assert flat(line.ask) in text


@letters_that_ask
def test_a_refusal_stands_in_the_letter_once_with_its_reason(written: Write, letter: Letter) -> None:
    assert isinstance(letter.facts, LetterFacts)

    text = flat(written(letter).text)

    for line in letter.facts.only(ItemState.REJECTED):
        assert text.count(flat(line.words)) == 1


@pytest.mark.parametrize("kind", TO_OPERATORS)
def test_the_reference_of_the_dossier_is_in_every_letter(letters: Letters, kind: LetterKind) -> None:
    for language in BOTH:
        assert b"RPC-7K2M9Q" in letters.preview(kind, language)


def test_the_shipped_templates_have_no_problem(letters: Letters) -> None:
    assert letters.check() == ()


def test_staff_letters_are_french_whatever_is_asked(letters: Letters) -> None:
    assert b"Content-Language: fr" in letters.preview(LetterKind.DIGEST, "fr")


def test_a_misspelt_name_is_told_with_its_file_line_and_mend(edited: Edit, letters: Letters) -> None:
    changed = edited("fr/handover.md", "Subject: Bonjour\n\nMerci,\n\n{{ operateur }}\n")
    letter = samples(LetterKind.HANDOVER, "fr", letters.rules.procedure)[0]

    with pytest.raises(BadTemplate, match=r"templates/fr/handover\.md, line 5: .*did you mean `operator`"):
        changed.render(letter, message_id="m@x", now=NOW)


def test_a_misspelt_name_in_a_branch_not_taken_is_found_by_the_check(edited: Edit) -> None:
    changed = edited(
        "en/handover.md", "Subject: Hello\n\n{% if question and promissed_until %}{{ promissed_until }}{% endif %}\n"
    )

    assert changed.check() == (
        "templates/en/handover.md, line 3: `promissed_until` is unknown; did you mean `promised_until`?",
    )


def test_a_misspelt_name_in_a_shared_piece_is_found_too(edited: Edit) -> None:
    changed = edited(
        "en/_help.md", "{% macro help(item, procedure) %}{% if item == 'x' %}{{ refrence }}{% endif %}{% endmacro %}"
    )

    assert changed.check() == ("templates/en/_help.md, line 1: `refrence` is unknown; did you mean `reference`?",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Subject: Bonjour\n\n{% if question %}\nOui\n", r"handover\.md, line \d: Unexpected end of template"),
        ("Subject: Bonjour\n\nDe {{ operator ~ reference }}\n", r"handover\.md, line 3: `~` cannot be used"),
        ("Subject: {{ opérateur }}\n\nBonjour\n", r"handover\.md, line 1: .*is unknown"),
        ("Bonjour\n\nsans sujet\n", r"handover\.md, line 1: no subject"),
        ("Subject: Bonjour\n\n{{ reference.__class__ }}\n", r"handover\.md, line 3: .*unsafe"),
        ("Subject: Bonjour\n\n{{ reference | safe }}\n", r"handover\.md, line 3: No filter named 'safe'"),
        ("Subject: Bonjour\n\n{{ lines | lenght }}\n", r"handover\.md, line 3: No filter named 'lenght'"),
        ('Subject: Bonjour\n\n{% include "../../secret" %}\n', r"handover\.md, line 3: .*secret"),
        ("Subject: Bonjour\n\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}\n", r"handover\.md, line 3: .*recursion"),
        ("Subject: Bonjour\n\n{{ 1 / 0 }}\n", r"handover\.md, line 3: division by zero"),
        ("Subject: Bonjour\n\n{% for i in range(10000000) %}x{% endfor %}\n", r"handover\.md, line 3: .*range"),
    ],
)
def test_a_broken_edit_is_told_with_its_file_and_line(edited: Edit, text: str, complaint: str) -> None:
    changed = edited("fr/handover.md", text)

    assert re.search(complaint, changed.check()[0])


def test_a_missing_template_is_told(edited: Edit) -> None:
    changed = edited("fr/handover.md", "Subject: Bonjour\n\nBonjour\n")
    (changed.templates.folder / "en/receipt.md").unlink()

    again = Letters(changed.templates.folder, changed.registry, changed.rules)

    assert again.check() == ("templates/en/receipt.md: missing; copy the shipped one",)


def test_an_edit_after_the_templates_were_read_changes_nothing(edited: Edit) -> None:
    changed = edited("fr/handover.md", "Subject: Bonjour\n\nBonjour\n")
    (changed.templates.folder / "fr/handover.md").write_text("{{ broken")

    assert changed.check() == ()


def test_a_template_as_large_as_a_mistake_is_refused(edited: Edit) -> None:
    with pytest.raises(BadTemplate, match="larger than 64 kB"):
        edited("fr/handover.md", "x" * 70_000)


def flat(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def test_the_guide_for_staff_names_every_name_that_templates_may_use(letters: Letters) -> None:
    guide = shipped("templates/LISEZMOI.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)(?:\.[a-z_]+)?`", guide))

    for kind in LetterKind:
        facts = facts_of(samples(kind, "fr", letters.rules.procedure)[0], letters.registry, letters.rules, NOW.date())
        assert set(facts) <= told, f"templates/LISEZMOI.md does not tell of {sorted(set(facts) - told)}"


@pytest.mark.parametrize("kind", TO_OPERATORS)
def test_the_english_twin_says_the_same_things(letters: Letters, kind: LetterKind) -> None:
    """The same facts, the same branches, the same headings and addresses: only the words differ."""
    twins = [Twin.of(letters.templates.files[f"{language}/{kind.value}.md"]) for language in BOTH]

    assert twins[0] == twins[1]


@dataclass(frozen=True)
class Twin:
    """What two languages of one letter have in common."""

    tags: tuple[str, ...]
    headings: int
    addresses: frozenset[str]

    @classmethod
    def of(cls, template: str) -> "Twin":
        tags = re.findall(r"\{%-? *((?:if|elif|for|else|endif|endfor)\b[^%]*?) *%\}", template)
        told = tuple(tag for tag in tags if '"' not in tag)
        return cls(told, template.count("\n## "), frozenset(re.findall(r"https://[\w./-]+", template)))


def test_every_sample_can_be_previewed_and_one_too_many_is_told(letters: Letters) -> None:
    first, second = (letters.preview(LetterKind.WELCOME, "fr", number) for number in (1, 2))

    assert b"RPC-7K2M9Q" in first
    assert b"RPC-0A1B2C" in second
    with pytest.raises(NotFound, match=r"sample 99 of welcome: there are \d"):
        letters.preview(LetterKind.WELCOME, "fr", 99)


def test_an_expression_within_backquotes_shows_backslashes_and_is_told(edited: Edit) -> None:
    changed = edited("fr/handover.md", "Subject: Bonjour\n\n`Dossier {{ operator }}`\n")

    assert any("stands within backquotes" in complaint for complaint in changed.check())


def test_outlook_gets_the_width_and_the_fonts_that_it_understands(written: Write, letters: Letters) -> None:
    html = written(samples(LetterKind.DIGEST, "fr", letters.rules.procedure)[0]).html

    assert html.count("<!--[if mso]>") == 3
    assert html.count("<![endif]-->") == 3
    assert "background-image" not in html
    assert not re.search(r"display: ?(flex|grid)|position: ?(absolute|fixed)", html)
    assert 'bgcolor="#ffffff"' in html
