"""The rules that staff edit: shipped ones hold, wrong ones are told with file, key and mend, all are read aloud."""

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from greffier.errors import BadRule
from greffier.model.mail import PersonType
from greffier.rules import aloud, load_rules
from greffier.shipped import shipped

ITEMS = ["terms", "identity", "registration", "technical_file", "dpo", "controller", "technical", "rib", "logo"]
Edited = Callable[[str, str, str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    folder = tmp_path / "rules"
    shutil.copytree(shipped("rules"), folder)

    def edit(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return edit


def complaint(folder: Path) -> str:
    with pytest.raises(BadRule) as told:
        load_rules(folder)
    return str(told.value)


def test_the_page_devenir_partenaire_is_asked_in_its_order() -> None:
    procedure = load_rules(shipped("rules")).procedure

    assert list(procedure.items) == ITEMS
    legal = [name for name, item in procedure.items.items() if item.concerns(PersonType.LEGAL)]
    natural = [name for name, item in procedure.items.items() if item.concerns(PersonType.NATURAL)]
    assert legal == [name for name in ITEMS if name != "identity"]
    assert natural == [name for name in ITEMS if name != "registration"]


def test_what_binds_or_pays_or_opens_access_needs_a_proven_sender() -> None:
    items = load_rules(shipped("rules")).procedure.items

    assert {name for name, item in items.items() if item.binding} == {"terms", "technical", "rib"}


WRONG = {
    "a reminder at once": (
        "cadence.toml",
        "[3, 7, 15, 30]",
        "[0, 7]",
        "rules/cadence.toml: reminders.1 is 0; give at least 1",
    ),
    "reminders in disorder": (
        "cadence.toml",
        "[3, 7, 15, 30]",
        "[7, 3]",
        "rules/cadence.toml: reminders is [7, 3]; give days that grow",
    ),
    "a last call before the last reminder": (
        "cadence.toml",
        "last_call = 45",
        "last_call = 20",
        "last_call is 20 days; give more than the last reminder, 30",
    ),
    "asleep before the last call": (
        "cadence.toml",
        "asleep = 60",
        "asleep = 45",
        "asleep is 45 days; give more than last_call, 45",
    ),
    "hours that never come": (
        "cadence.toml",
        "last_hour = 17:00:00",
        "last_hour = 08:00:00",
        "last_hour is 08:00:00; give an hour after first_hour, 09:00:00",
    ),
    "an hour in words": (
        "cadence.toml",
        "first_hour = 09:00:00",
        'first_hour = "9h"',
        "rules/cadence.toml: first_hour is '9h'; give an hour such as 09:00:00",
    ),
    "a zone nobody knows": ("cadence.toml", "Europe/Paris", "Europe/Pari", "is no IANA time zone"),
    "a question nobody asks": (
        "cadence.toml",
        '["question"]',
        '["questions"]',
        "reviews_at_once holds 'questions'; give some of terms, document",
    ),
    "a key misspelt": (
        "cadence.toml",
        "last_call =",
        "lastcall =",
        "rules/cadence.toml: lastcall: no such key; did you mean last_call?",
    ),
    "an item's key misspelt": (
        "procedure.toml",
        "needed_for",
        "neded_for",
        "rules/procedure.toml: items.terms.neded_for: no such key; did you mean items.terms.needed_for?",
    ),
    "a language left out": (
        "procedure.toml",
        'en = "Logo"',
        'de = "Logo"',
        "rules/procedure.toml: items.logo.title.en is missing",
    ),
    "somebody who is nobody": (
        "procedure.toml",
        '"everyone"',
        '"all"',
        "rules/procedure.toml: items.terms.needed_for is 'all'; give one of 'everyone', 'legal' or 'natural'",
    ),
    "two items for one document": (
        "procedure.toml",
        'document = "logo"',
        'document = "rib"',
        "items.logo is answered by the same thing as items.rib",
    ),
    "a contact of whom nothing is asked": (
        "procedure.toml",
        'fields = ["family_name", "given_name", "email"]',
        "fields = []",
        "items.dpo.fields is empty",
    ),
    "terms without TLS": (
        "procedure.toml",
        "https://registre",
        "http://registre",
        "give an address that starts with https://",
    ),
    "a budget of nothing": (
        "budgets.toml",
        "total = 500",
        "total = 0",
        "rules/budgets.toml: total is 0; give at least 1",
    ),
    "words without freemail": (
        "wordings.toml",
        "freemail =",
        "fremail =",
        "rules/wordings.toml: fremail: no such key; did you mean freemail?",
    ),
    "no TOML": ("budgets.toml", "total = 500", "total = ", "rules/budgets.toml: no TOML:"),
}


@pytest.mark.parametrize(("name", "old", "new", "told"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_rule_is_told_with_its_file_its_key_and_its_mend(
    edited: Edited, name: str, old: str, new: str, told: str
) -> None:
    folder = edited(name, old, new)

    assert told in complaint(folder)


def test_wrong_files_are_told_together(edited: Edited) -> None:
    edited("budgets.toml", "total = 500", "total = 0")
    folder = edited("cadence.toml", "asleep = 60", "asleep = 0")

    assert [line.partition(":")[0] for line in complaint(folder).splitlines()] == [
        "rules/cadence.toml",
        "rules/budgets.toml",
    ]


def test_a_missing_file_is_told(edited: Edited) -> None:
    folder = edited("budgets.toml", "total = 500", "total = 501")
    (folder / "budgets.toml").unlink()

    assert complaint(folder).startswith("rules/budgets.toml: No such file or directory")


def test_the_version_changes_with_every_byte_and_with_nothing_else(edited: Edited) -> None:
    before = load_rules(shipped("rules")).version
    folder = edited("budgets.toml", "# En tout.", "# En tout !")
    (folder / "notes.txt").write_text("nobody reads this")

    assert load_rules(folder).version != before
    edited("budgets.toml", "# En tout !", "# En tout.")
    assert load_rules(folder).version == before


def test_the_rules_are_read_aloud_in_french() -> None:
    said = [sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in aloud(load_rules(shipped("rules")))]

    assert any(sentence.startswith("Une personne morale doit envoyer un extrait Kbis") for sentence in said)
    assert any(sentence.startswith("Une personne physique doit envoyer une copie") for sentence in said)
    assert "Sans nouvelles, l'opérateur est relancé après 3, 7, 15 et 30 jours." in said
    assert any("de 9 h à 17 h (Europe/Paris)" in sentence for sentence in said)
    assert any("8 h 30" in sentence for sentence in said)
    assert sum("doit envoyer" in sentence for sentence in said) == len(ITEMS)


@pytest.mark.parametrize("path", sorted(shipped("rules").glob("*.toml")), ids=lambda path: path.name)
def test_a_comment_in_the_staffs_words_stands_above_every_key(path: Path) -> None:
    for paragraph in path.read_text("utf-8").split("\n\n"):
        lines = paragraph.strip("\n").splitlines()
        if any(" = " in line and line.partition(" = ")[0].isidentifier() for line in lines):
            assert lines[0].startswith("# "), f"{path.name}: {lines[0]}"


@pytest.mark.parametrize("name", ["procedure", "cadence", "budgets"])
def test_each_key_of_the_procedure_and_the_calendar_has_a_comment_of_its_own(name: str) -> None:
    lines = shipped(f"rules/{name}.toml").read_text("utf-8").splitlines()

    for above, line in pairwise(lines):
        if not line.startswith("#") and " = " in line:
            assert above.startswith("# "), line
