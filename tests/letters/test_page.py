"""The HTML part: what Markdown lacks is drawn with tables, since Outlook knows nothing else."""

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from greffier.letters.markdown import read
from greffier.letters.page import as_html_fragment


def page(markdown: str) -> HTMLParser:
    return HTMLParser(as_html_fragment(read(markdown, "fr"), "fr"))


def test_a_paragraph_of_links_becomes_buttons_the_bold_one_in_full_colour() -> None:
    shown = page("**[Oui](mailto:a@x.example?body=oui)** [Non](mailto:a@x.example?body=non)")

    buttons = shown.css("table.button td")
    assert [cell.attributes["class"] for cell in buttons] == ["first", "other"]
    assert [cell.text() for cell in buttons] == ["Oui", "Non"]
    assert not shown.css("strong")


def test_among_equals_no_button_is_the_main_one_and_one_alone_is() -> None:
    equals = page("[A](mailto:a@x.example?body=a) [B](mailto:a@x.example?body=b)").css("table.button td")
    alone = page("[Activer](https://x.example)").css("table.button td")

    assert [cell.attributes["class"] for cell in (*equals, *alone)] == ["other", "other", "first"]


def test_links_among_words_and_bare_addresses_stay_links() -> None:
    for words in ("Voir [ici](https://x.example).", "[a@x.example](mailto:a@x.example)", "<https://x.example>"):
        assert not page(words).css("table.button"), words


def test_a_quotation_stands_in_a_table_and_is_still_a_quotation() -> None:
    quoted = page("> des mots").css_first("table.quote blockquote")

    assert quoted is not None
    assert quoted.text(strip=True) == "des mots"


def test_a_chart_is_a_table_that_says_its_numbers() -> None:
    chart = page("| | |\n|---|---|\n| Demandes | `columns 0,2,4` |").css_first("table.columns")

    assert chart is not None
    assert chart.attributes["aria-label"] == "0, 2, 4"
    assert [cell.attributes["height"] for cell in chart.css("table.column td")] == ["18", "36"]
    assert [cell.text() for cell in chart.css("tr.told td")] == ["·", "2", "4"]


def test_marks_say_which_items_they_stand_for() -> None:
    marks = page("| | |\n|---|---|\n| Trajeo | `marks ✓✗ accepté : Logo ; à corriger : RIB` |").css_first("div.marks")

    assert marks is not None
    assert marks.attributes["title"] == "accepté : Logo ; à corriger : RIB"
    assert marks.text() == "✓✗"
