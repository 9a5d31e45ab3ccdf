"""What strangers write stays words: no link, no markup, no header, whatever they call themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from greffier.letters import Letters
from greffier.letters.escaping import escaped, web_address
from greffier.letters.markdown import read
from greffier.letters.page import as_html_fragment
from greffier.letters.samples import NOW
from greffier.letters.text import as_plain_text
from greffier.model.digest import Concern, DossierLine, Figures, News, ReminderLine, Vital
from greffier.model.dossier import Conversation, ItemState
from greffier.model.letter import (
    ChecklistLine,
    Digest,
    Letter,
    LetterFacts,
    LetterKind,
    Review,
    ReviewKind,
    ReviewNotice,
)
from greffier.model.transcript import OneClick

HOSTILE = (
    "[Cliquez ici](https://evil.example)",
    "<a href='https://evil.example'>x</a>",
    "![](https://evil.example/pixel.png)",
    "<https://evil.example>",
    "https://evil.example",
    "`code` **gras** # titre",
    "Trajeo\r\nBcc: tous@evil.example\r\n\r\nBonjour",
    "| a | b |\n|---|---|\n| c | d |",
    "{{ registry }} {% include 'x' %}",
    "\u202egpj.exe",
    "&lt;script&gt;",
    "- ✓ **RIB** : accepté",
)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", [LetterKind.WELCOME, LetterKind.COMPLETE])
def test_a_hostile_name_makes_no_link_and_no_markup(letters: Letters, kind: LetterKind, name: str) -> None:
    line = ChecklistLine("rib", name, ItemState.REJECTED, name, new=True)
    written = letters.write(Letter("t", kind, ("a@b.example",), LetterFacts(name, "RPC-7K2M9Q", (line,))), NOW)

    page = HTMLParser(written.html)
    assert not [link for link in page.css("a") if "evil" in (link.attributes["href"] or "")]
    assert not page.css("img, script, code")
    assert "https://evil" not in written.text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_words_in_what_staff_read(letters: Letters, name: str) -> None:
    review = Review("c", ReviewKind.QUESTION, name, evidence=f"{name}\n\n{name}", address=name)
    notice = ReviewNotice(name, name, "RPC-7K2M9Q", review)
    line = DossierLine(name, name, name, (("RIB", ItemState.MISSING),), days_left=-1)
    digest = Digest(
        NOW.date(),
        (notice,),
        (line,),
        (News(name, name, (name,)),),
        (ReminderLine(name, NOW.date(), 1, 5, 2, left=False),),
        (Concern(name, name, name),),
        (Vital(name, well=False),),
        (line,),
        Figures(((name, 1),), stuck=((name, 1),)),
    )
    written = letters.write(Letter("t", LetterKind.DIGEST, ("a@b.example",), digest), NOW)

    page = HTMLParser(written.html)
    assert not page.css("a, img, script")
    assert "https://evil" not in written.text
    assert len(page.css("h2")) == 8


def test_a_hostile_name_reaches_no_header(letters: Letters) -> None:
    review = Review("c", ReviewKind.QUESTION, "?")
    notice = ReviewNotice("1", "Trajeo\r\nBcc: tous@evil.example", "RPC-7K2M9Q", review)
    letter = Letter("t", LetterKind.REVIEW, ("a@b.example",), notice, conversation=Conversation())

    head = letters.render(letter, message_id="m@x", now=NOW).partition(b"\r\n\r\n")[0]

    assert b"\r\nBcc" not in head


def test_an_identifier_cannot_end_the_command_line(letters: Letters) -> None:
    notice = ReviewNotice("a1; rm -rf ~ `x`\n```\n", "Trajeo", "RPC-7K2M9Q", Review("c", ReviewKind.TERMS, "?"))
    written = letters.write(Letter("t", LetterKind.REVIEW, ("a@b.example",), notice), NOW)

    assert "Question a1rm-rfx" in written.text.replace("\N{NO-BREAK SPACE}", " ").splitlines()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "mailto:a@b.example?subject=x) [y](https://evil.example"])
def test_a_link_that_writes_a_mail_leads_nowhere_else(letters: Letters, url: str) -> None:
    asked = Review("c", ReviewKind.TERMS, "?")
    notice = ReviewNotice("1", "Trajeo", "RPC-7K2M9Q", asked, (OneClick("accepter", "accepter", url),))
    written = letters.write(Letter("t", LetterKind.REVIEW, ("a@b.example",), notice), NOW)

    assert "javascript" not in written.html
    assert all(not str(one.attributes["href"]).startswith("https") for one in HTMLParser(written.html).css("a"))


@settings(deadline=None)
@given(st.text())
def test_any_words_come_out_as_words(words: str) -> None:
    tokens = read(f"Avant {escaped(words)} après", "en")

    assert not HTMLParser(as_html_fragment(tokens, "en")).css("a, b, em, strong, code, img, h1, table, ul, ol, pre, br")
    assert as_plain_text(tokens).startswith("Avant")


@settings(deadline=None)
@given(st.text())
def test_a_web_address_cannot_leave_its_link(address: str) -> None:
    tokens = read(f"[x]({web_address('https://' + address)})", "en")

    assert len([child for child in tokens[1].children or [] if child.type == "link_open"]) == 1


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://x.example", "data:text/html,x", "", "ftp://x"])
def test_only_https_makes_a_link(address: str) -> None:
    assert web_address(address) == ""
