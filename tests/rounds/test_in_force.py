"""A broken edit of rules or letters stops nothing: the last good one stays in force, and the digest says so."""

from pathlib import Path
from shutil import copytree

import pytest

from greffier.errors import BadTemplate
from greffier.letters.samples import NOW, samples
from greffier.model.letter import LetterKind
from greffier.rounds.in_force import in_force
from greffier.rounds.office import Office, open_office
from greffier.rounds.telling.health import health
from greffier.settings import Settings
from greffier.shipped import shipped
from offices import TUESDAY, settings_in

BROKEN = "Subject: Bonjour\n\nBonjour {{ operateur }},\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Rules and templates of one's own, as staff have them."""
    folders = {name: tmp_path / name for name in ("rules", "templates")}
    for name, folder in folders.items():
        copytree(shipped(name), folder)
    return settings_in(tmp_path, **folders)


def edit(settings: Settings, name: str, text: str) -> None:
    assert settings.templates
    (settings.templates / name).write_text(text, encoding="utf-8")


def handover(office: Office) -> str:
    """Return the letter that a question gets, as this office writes it."""
    return office.letters.write(samples(LetterKind.HANDOVER, "fr", office.rules.procedure)[0], NOW).text


def test_a_good_edit_comes_into_force_when_it_is_reread(settings: Settings):
    office = open_office(settings)
    edit(settings, "fr/handover.md", "Subject: On vous répond\n\nBonjour {{ operator }}, on vous répond.\n")

    again = office.with_rules_reread()

    assert again.refused == ""
    assert "on vous répond" in handover(again)


def test_a_broken_letter_is_refused_whole_and_the_former_stays(settings: Settings):
    office = open_office(settings)
    before = handover(office)
    edit(settings, "fr/handover.md", BROKEN)

    again = office.with_rules_reread()

    assert "fr/handover.md, line 3: `operateur` is unknown; did you mean `operator`?" in again.refused
    assert handover(again) == before


def test_a_start_with_a_broken_letter_takes_the_last_good_ones(settings: Settings):
    before = handover(open_office(settings))
    edit(settings, "fr/handover.md", BROKEN)

    again = open_office(settings)

    assert again.refused
    assert handover(again) == before


def test_a_start_with_broken_rules_takes_the_last_good_ones(settings: Settings):
    version = open_office(settings).rules.version
    assert settings.rules
    (settings.rules / "cadence.toml").write_text("last_call = 'demain'\n")

    again = open_office(settings)

    assert "cadence.toml" in again.refused
    assert again.rules.version == version


def test_a_mended_edit_comes_into_force(settings: Settings):
    open_office(settings)
    good = shipped("templates/fr/handover.md").read_text("utf-8")
    edit(settings, "fr/handover.md", BROKEN)
    assert open_office(settings).refused

    edit(settings, "fr/handover.md", good)

    assert open_office(settings).refused == ""


def test_the_digest_says_that_an_edit_was_refused_and_why(settings: Settings):
    open_office(settings)
    edit(settings, "fr/handover.md", BROKEN)
    office = open_office(settings)

    with office.database.reading() as session:
        ailing = [sign.words for sign in health(session, office, TUESDAY) if not sign.well]

    assert any("la précédente reste en vigueur" in words and "operateur" in words for words in ailing)


def test_a_first_start_with_a_broken_letter_says_what_to_mend(settings: Settings):
    edit(settings, "fr/handover.md", BROKEN)

    with pytest.raises(BadTemplate, match="did you mean `operator`"):
        open_office(settings)


def test_only_the_last_good_edit_is_kept(settings: Settings):
    in_force(settings)
    edit(settings, "fr/handover.md", "Subject: Bonjour\n\nBonjour {{ operator }}.\n")
    in_force(settings)

    assert len([path for path in (settings.store.folder / "in-force").iterdir() if path.is_dir()]) == 1


def test_a_disk_that_keeps_no_copy_stops_no_good_edit(settings: Settings):
    settings.store.folder.mkdir(parents=True)
    (settings.store.folder / "in-force").write_text("in the way")

    assert in_force(settings).refused == ""
