"""New rules are tried on the mails of the past: what would be otherwise is told, and nothing is changed."""

import asyncio
import shutil
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest

from greffier.cli.replay import gone_through
from greffier.rounds.incoming.replay import Replayed, past, replay
from greffier.rounds.office import Office, open_office
from greffier.shipped import shipped
from greffier.store import dossiers, outbox
from greffier.store.backup import silently
from offices import TUESDAY, mail_with, receive_mail, settings_in

ACCEPTANCE = (
    "Bonjour,\n\nAu nom de la SAS Trajeo, nous acceptons les CGU du registre de preuve de covoiturage.\n\nHélène\n"
)
DPO = "Bonjour,\n\nNotre déléguée à la protection des données est Ana Roy (ana.roy@trajeo.example).\n\nHélène\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with rules of its own, in which two mails were handled."""
    shutil.copytree(shipped("rules"), tmp_path / "rules")
    office = open_office(settings_in(tmp_path, rules=tmp_path / "rules"))

    async def live() -> None:
        for number, words in enumerate((ACCEPTANCE, DPO), 1):
            await receive_mail(office, mail_with({}, words, number), TUESDAY + timedelta(hours=number))

    asyncio.run(live())
    return office


def replayed(office: Office) -> list[Replayed]:
    async def live() -> list[Replayed]:
        return [await replay(office, mail) for mail in past(office, TUESDAY)]

    return asyncio.run(live())


def with_rules(office: Office, name: str, old: str, new: str) -> Office:
    assert office.settings.rules
    file = office.settings.rules / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return open_office(office.settings)


def test_under_the_same_rules_nothing_would_be_otherwise(office: Office):
    results = replayed(office)

    assert [one.unread for one in results] == [None, None]
    assert [asdict(one) for one in results if one.differs] == []


def test_a_rule_that_changes_a_decision_is_told_with_what_was_and_would_be(office: Office):
    fields = 'fields = ["family_name", "given_name", "email"]'
    stricter = with_rules(office, "procedure.toml", fields, fields.replace("]", ', "phone"]'))

    first, second = replayed(stricter)

    assert not first.differs
    items = next(change for change in second.decision if change.field == "items")
    assert (items.then, items.now) == (("dpo: accepted",), ("dpo: rejected (incomplete)",))


def test_nothing_is_changed(office: Office):
    with office.database.reading() as session:
        before = dossiers.all_dossiers(session), outbox.counts(session)

    replayed(office)

    with office.database.reading() as session:
        assert (dossiers.all_dossiers(session), outbox.counts(session)) == before


def test_a_mail_that_is_not_kept_any_more_is_told_and_the_next_one_read(office: Office):
    first, _ = past(office, TUESDAY)
    office.spool.remove(first.sha256)

    gone, second = replayed(office)

    assert "not kept here" in (gone.unread or "")
    assert second.unread is None


def test_what_was_gone_through_is_not_read_again(office: Office, tmp_path: Path):
    begun = tmp_path / "begun.jsonl"
    results = asyncio.run(gone_through(office, TUESDAY, begun, silently))
    begun.write_text(begun.read_text("utf-8").splitlines(keepends=True)[0] + '{"half', "utf-8")
    first, _ = past(office, TUESDAY)
    office.spool.remove(first.sha256)

    again = asyncio.run(gone_through(office, TUESDAY, begun, silently))

    assert [one["mail"] for one in again] == [one["mail"] for one in results]
    assert again[0]["unread"] is None
