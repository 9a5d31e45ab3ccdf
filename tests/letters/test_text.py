"""The text part: what the same Markdown says in a mail program that shows no HTML."""

from greffier.letters.gadgets import as_text
from greffier.letters.markdown import read
from greffier.letters.text import as_plain_text


def text(markdown: str, language: str = "en") -> list[str]:
    return as_plain_text(read(markdown, language)).rstrip("\n").split("\n")


def test_paragraphs_are_wrapped() -> None:
    lines = text("word " * 40)

    assert max(map(len, lines)) <= 72
    assert " ".join(lines).split() == ["word"] * 40


def test_an_address_is_never_broken() -> None:
    address = "https://x.example/" + "long-" * 30

    assert f"<{address}>" in text(f"See [the page]({address}) now.")


def test_a_link_that_is_its_own_address_is_written_once() -> None:
    assert text("<https://x.example>") == ["https://x.example"]
    assert text("See [x.example](https://x.example)") == ["See https://x.example"]
    assert text("[a@x.example](mailto:a@x.example)") == ["a@x.example"]


def test_a_button_has_its_address_on_a_line_of_its_own() -> None:
    assert text("[Activate](https://x.example/a)") == ["→ Activate", "  https://x.example/a"]


def test_a_checklist_has_its_marks_for_bullets() -> None:
    assert text("- ✓ **Kbis**: fine\n- ✗ **RIB**: wrong\\\n  Send it again.") == [
        "✓ Kbis: fine",
        "✗ RIB: wrong",
        "  Send it again.",
    ]


def test_ordinary_lists_keep_dash_and_number() -> None:
    assert text("- one\n- two\n\n1. three\n2. four") == ["- one", "- two", "", "1. three", "2. four"]


def test_a_section_is_underlined() -> None:
    assert text("## Part")[:2] == ["Part", "────"]


def test_quotes_are_marked() -> None:
    assert text("> one\\\n> two") == ["> one", "> two"]


def test_columns_are_aligned_and_gadgets_are_columns() -> None:
    rows = "| **A** `note R1` | `bar 1/3` `marks ✓✗○` |\n| **Long name** `note R2` | `bar 3/3` `marks ✓✓✓` |"

    assert text(f"| | |\n|---|---|\n{rows}") == ["A          R1  █░░ 1/3  ✓✗○", "Long name  R2  ███ 3/3  ✓✓✓"]


def test_a_name_too_wide_for_its_column_is_cut_not_the_rest() -> None:
    lines = text(
        f"| | |\n|---|---|\n| {'Mobilité ' * 12} `note RPC-7K2M9Q` | `bar 3/9` |\n| B `note RPC-0A1B2C` | `bar 1/9` |"
    )

    assert all(len(line) <= 76 for line in lines)
    assert lines[0].endswith("RPC-7K2M9Q  ███░░░░░░ 3/9")
    assert lines[0].index("RPC-") == lines[1].index("RPC-")


def test_an_address_in_a_table_is_not_cut() -> None:
    address = "https://x.example/" + "long-" * 20

    assert address in text(f"| | |\n|---|---|\n| **Address** | <{address}> |")[0]


def test_wide_signs_count_for_two_columns() -> None:
    lines = text("| | |\n|---|---|\n| 日本 | x |\n| abcd | y |")

    assert lines == ["日本  x", "abcd  y"]


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert max(map(len, text("x" * 500))) <= 72


def test_a_long_bar_is_drawn_to_scale_and_never_empty_when_something_is_there() -> None:
    assert as_text("track 1/300") == "█" + "░" * 23
    assert as_text("track 300/300") == "█" * 24
    assert as_text("track 0/300") == "░" * 24


def test_answers_to_choose_from_stand_side_by_side() -> None:
    accept, refuse = ("mailto:a@x.example?subject=q&body=accepter", "mailto:a@x.example?subject=q&body=refuser%20:")

    assert text(f"[accepter]({accept}) [refuser : …]({refuse})") == ["→ accepter\N{NO-BREAK SPACE}· refuser : …"]
