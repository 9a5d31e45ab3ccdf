"""The one mail that staff read: right at a glance, and never longer than it must be."""

from dataclasses import replace
from datetime import date

import pytest

from greffier.letters import Letters
from greffier.letters.digest_samples import digest, notices, row
from greffier.letters.samples import NOW
from greffier.letters.writing import LARGEST
from greffier.model.digest import Concern, News, Vital
from greffier.model.letter import Digest, Letter, LetterKind
from greffier.model.transcript import OneClick

ON = date(2026, 11, 24)
NEWS = News("Trajeo", "RPC-7K2M9Q", ("nouvelle demande d'adhésion",))
SECTIONS = (
    "À décider",
    "En retard, ou presque",
    "Du nouveau",
    "Relances",
    "À surveiller",
    "Santé",
    "Dossiers",
    "Chiffres",
)


def written(letters: Letters, told: Digest) -> tuple[str, str]:
    letter = letters.write(Letter("t", LetterKind.DIGEST, ("equipe@x.example",), told), NOW)
    return letter.subject, letter.text


@pytest.mark.parametrize(
    ("told", "subject"),
    [
        (Digest(ON, notices(3), (row(1),)), "Greffier : 3 décisions, 1 dossier en retard — mardi 24 novembre"),
        (Digest(ON, notices(1)), "Greffier : 1 décision — mardi 24 novembre"),
        (Digest(ON, late=(row(1), row(3))), "Greffier : 1 dossier en retard, 1 réponse urgente — mardi 24 novembre"),
        (Digest(ON, watch=(Concern("x"), Concern("y"))), "Greffier : 2 points à surveiller — mardi 24 novembre"),
        (Digest(ON, news=(NEWS,)), "Greffier : du nouveau dans 1 dossier — mardi 24 novembre"),
        (Digest(ON, health=(Vital("x", well=False),)), "Greffier : 1 alerte — mardi 24 novembre"),
        (Digest(ON), "Greffier : rien à décider — mardi 24 novembre"),
    ],
)
def test_the_subject_says_the_essence(letters: Letters, told: Digest, subject: str) -> None:
    assert written(letters, told)[0] == subject


def test_only_sections_with_content_are_there(letters: Letters) -> None:
    _, full = written(letters, digest(12))
    _, bare = written(letters, Digest(ON, news=(NEWS,)))

    assert [section for section in SECTIONS if section in full.splitlines()] == list(SECTIONS)
    assert [section for section in SECTIONS if section in bare.splitlines()] == ["Du nouveau"]


@pytest.mark.parametrize("dossiers", [0, 1, 12])
def test_every_dossier_has_its_row(letters: Letters, dossiers: int) -> None:
    _, text = written(letters, digest(dossiers))

    assert all(line.reference in text for line in digest(dossiers).dossiers)


def test_the_most_urgent_dossiers_come_first(letters: Letters) -> None:
    _, text = written(letters, Digest(ON, dossiers=(row(0), row(3), row(1))))

    assert text.index(row(1).reference) < text.index(row(3).reference) < text.index(row(0).reference)


def test_three_hundred_dossiers_are_cut_and_the_rest_is_counted(letters: Letters) -> None:
    _, text = written(letters, digest(300))

    shown = sum(line.startswith(f"{number}. ") for number in range(1, 31) for line in text.splitlines())
    rows = sum("/8 · " in line for line in text.splitlines())
    assert f"Et {300 - rows} autres dossiers : greffier status" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert f"Et {30 - shown} autres décisions : greffier review list" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_decision_shows_the_lines_that_make_it_and_links_that_write_them(letters: Letters) -> None:
    told = letters.write(Letter("t", LetterKind.DIGEST, ("equipe@x.example",), Digest(ON, notices(1))), NOW)

    lines = told.text.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert "→ Accepter · Refuser : … · Demander : …" in lines
    assert "Question AE7C41" in lines
    assert 'href="mailto:contact@registre.example?subject=' in told.html


def test_a_line_without_a_link_stands_as_it_is_written(letters: Letters) -> None:
    asked = replace(notices(1)[0], answers=(OneClick("répondu", "répondu", ""),))

    _, text = written(letters, Digest(ON, (asked,)))

    assert text.splitlines()[text.splitlines().index("répondu") + 2] == "Question AE7C41"


def test_the_longest_identifier_still_fits_a_line(letters: Letters) -> None:
    asked = replace(notices(1)[0], id="f" * 32)

    _, text = written(letters, Digest(ON, (asked,)))

    assert max(map(len, text.splitlines())) <= 78


def test_a_digest_of_long_words_everywhere_is_still_short_enough_for_gmail(letters: Letters) -> None:
    long = "Une structure dont le nom ne finit pas " * 8
    told = replace(
        digest(300),
        to_decide=tuple(replace(one, review=replace(one.review, evidence=long * 4)) for one in notices(60)),
        news=tuple(News(long, f"RPC-{number}", (long,) * 4) for number in range(200)),
        watch=tuple(Concern(long, long, long) for _ in range(200)),
    )

    html = letters.write(Letter("t", LetterKind.DIGEST, ("equipe@x.example",), told), NOW).html

    assert len(html.encode()) <= LARGEST
