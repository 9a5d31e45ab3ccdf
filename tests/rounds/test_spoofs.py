"""Nobody is fooled: every trick goes through the real round, and changes nothing in any dossier."""

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from greffier.model.dossier import Dossier, ItemState
from greffier.model.letter import Choice, ReviewKind
from greffier.rounds.office import Office
from greffier.rounds.people import desk
from greffier.staff.orders import Decide
from greffier.store import dossiers, inbox, outbox, reviews
from greffier.store.reviews import Pending
from nameserver import name_server
from offices import TUESDAY, office_in, receive_mail
from rounds.spoofs import (
    HELENE,
    LEAD,
    NOTHING,
    OURS,
    SPOOFS,
    STAFF,
    Conversation,
    mail,
    passing,
    with_rib,
)
from signing import record, signed_by

HOUR = timedelta(hours=1)
PROVEN = passing("trajeo.test")


@dataclass(frozen=True)
class Outcome:
    """What one mail brought about."""

    before: tuple[Dossier, ...]
    after: tuple[Dossier, ...]
    asked: tuple[Pending, ...]
    told: tuple[str, ...]
    letters: tuple[tuple[str, tuple[str, ...]], ...]
    """Kind and recipients."""


def all_dossiers(office: Office) -> tuple[Dossier, ...]:
    with office.database.reading() as session:
        return dossiers.all_dossiers(session)


def letters(office: Office) -> list[tuple[str, tuple[str, ...]]]:
    assert office.database.file
    with closing(sqlite3.connect(office.database.file)) as database:
        rows = database.execute("select kind, recipients from letters order by number")
        return [(kind, tuple(json.loads(recipients))) for kind, recipients in rows]


def questions(office: Office) -> tuple[Pending, ...]:
    with office.database.reading() as session:
        return reviews.open_reviews(session)


async def tried(office: Office, raw: bytes, now: object) -> Outcome:
    """Let one mail go through the round, and return what it brought about."""
    before, asked, queued = all_dossiers(office), questions(office), len(letters(office))
    await receive_mail(office, raw, now)
    with office.database.reading() as session:
        told = tuple(one.outcome for one in inbox.left_to_people(session, now - HOUR / 2))
    fresh = tuple(one for one in questions(office) if one.id not in {old.id for old in asked})
    return Outcome(before, all_dossiers(office), fresh, told, tuple(letters(office)[queued:]))


async def joined(office: Office) -> Conversation:
    """Let Hélène join by proven mails: terms accepted, her RIB accepted by staff."""
    author = ("From", f"Hélène Vasseur <{HELENE}>")
    await receive_mail(office, mail(PROVEN, author, ("Message-ID", "<un@trajeo.test>")), TUESDAY)
    await receive_mail(office, with_rib(PROVEN, author, text="Bonjour, voici notre RIB.\n\nHélène"), TUESDAY + HOUR)
    asked = next(one for one in questions(office) if one.review.item == "rib")
    desk.act(office, Decide(asked.id, Choice.ACCEPT), "Claire", TUESDAY + HOUR)
    with office.database.transaction() as session:
        (dossier,) = dossiers.all_dossiers(session)
        letter = outbox.of_operator(session, dossier.id)[0]
    return Conversation(dossier.reference, letter.message_id, "un@trajeo.test")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_in(tmp_path_factory.mktemp("spoofs"), f'authserv_id = "{OURS}"')


@pytest.fixture(scope="module")
def outcomes(office: Office) -> dict[str, Outcome]:
    """Let every spoof arrive at one registry, an hour apart."""

    async def day() -> dict[str, Outcome]:
        known = await joined(office)
        hours = ((name, spoof, TUESDAY + (number + 2) * HOUR) for number, (name, spoof) in enumerate(SPOOFS.items()))
        return {name: await tried(office, spoof(known), now) for name, spoof, now in hours}

    return asyncio.run(day())


def test_the_dossier_that_is_attacked_is_a_real_one(outcomes: dict[str, Outcome]):
    (trajeo,) = next(iter(outcomes.values())).before

    assert trajeo.name == "Trajeo"
    assert trajeo.item("terms").state is ItemState.ACCEPTED
    assert trajeo.item("rib").state is ItemState.ACCEPTED
    assert [(address.email, address.proven) for address in trajeo.addresses] == [(HELENE, True)]


@pytest.mark.parametrize("name", SPOOFS)
def test_a_spoof_changes_nothing_and_a_person_hears_of_it(outcomes: dict[str, Outcome], name: str):
    outcome = outcomes[name]

    assert outcome.after == outcome.before
    assert outcome.asked or outcome.told
    assert all(one.review.kind is ReviewKind.SENDER for one in outcome.asked)
    assert {recipient for _, recipients in outcome.letters for recipient in recipients} <= {STAFF}


def test_the_same_words_of_hers_do_count_once_they_are_proven(office: Office, outcomes: dict[str, Outcome]):
    genuine = mail(PROVEN, ("From", HELENE), text=LEAD.replace("evil.test", "trajeo.test"))

    outcome = asyncio.run(tried(office, genuine, TUESDAY + 1000 * HOUR))

    assert outcome.after[0].item("technical").state is not outcome.before[0].item("technical").state


def test_there_are_enough_tricks():
    assert len(SPOOFS) >= 40


async def first_met(office: Office) -> None:
    """Let an operator join whom nothing has ever proven."""
    await receive_mail(office, mail(NOTHING, ("From", HELENE), ("Message-ID", "<un@trajeo.test>")), TUESDAY)


@pytest.mark.parametrize(
    ("item", "raw"),
    [
        ("terms", mail(NOTHING, ("From", HELENE))),
        ("technical", mail(NOTHING, ("From", HELENE), text=LEAD)),
        ("rib", with_rib(NOTHING, ("From", HELENE))),
    ],
)
def test_whom_nothing_ever_proved_binds_nobody_without_a_person(tmp_path: Path, item: str, raw: bytes):
    office = office_in(tmp_path, f'authserv_id = "{OURS}"')

    async def day() -> None:
        await first_met(office)
        await receive_mail(office, raw, TUESDAY + HOUR)

    asyncio.run(day())

    (trajeo,) = all_dossiers(office)
    asked = [one.review for one in questions(office) if one.review.item == item]
    assert trajeo.item(item).state is ItemState.RECEIVED
    assert trajeo.contacts == ()
    assert any("aucune signature (DKIM) au nom de trajeo.test" in f"{one.question} {one.evidence}" for one in asked)


def test_a_server_that_says_nothing_is_replaced_by_our_own_look_at_the_signature(tmp_path: Path):
    genuine = mail(("From", f"Hélène <{HELENE}>"))

    async def day(office: Office) -> None:
        await receive_mail(office, signed_by("trajeo.test", genuine), TUESDAY)

    with name_server() as dns:
        dns.records = record("trajeo.test")
        office = replace(office_in(tmp_path, 'proven_by = "signatures"'), lookup=dns.keys())
        asyncio.run(day(office))

    (trajeo,) = all_dossiers(office)
    assert trajeo.item("terms").state is ItemState.ACCEPTED
    assert trajeo.addresses[0].proven


def test_without_a_name_server_nothing_is_known_and_a_person_is_asked(tmp_path: Path):
    async def day(office: Office) -> None:
        await receive_mail(office, signed_by("trajeo.test", mail(("From", HELENE))), TUESDAY)

    with name_server() as dns:
        dns.silent = True
        office = replace(office_in(tmp_path, 'proven_by = "signatures"'), lookup=dns.keys(timeout=0.1))
        asyncio.run(day(office))

    assert "DNS muet" in questions(office)[0].review.question
