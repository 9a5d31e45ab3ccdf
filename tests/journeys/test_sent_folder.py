"""People write to operators from their own mail clients: Greffier sees it in the Sent folder, and keeps silent."""

import asyncio
import imaplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from office_at_work import AUTHSERV, Operator, Work, file_in_sent, letter_of_claire

from greffier.model.event import PersonWrote
from greffier.rounds.office import Office, open_office
from greffier.service.shift import Shift
from greffier.settings import load_settings
from greffier.store import dossiers, journal, outbox, reviews
from greffier.store.outbox import Posted, State

pytestmark = pytest.mark.servers

ACCEPTANCE = "Bonjour,\n\nNous acceptons les CGU du registre de preuve de covoiturage.\n\nHélène Vasseur, SAS Trajeo\n"
QUESTION = "Bonjour,\n\nPourriez-vous nous dire comment sont traitées les données personnelles ?\n\nHélène Vasseur\n"


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def office(work: Work) -> Iterator[Office]:
    office = open_office(load_settings(work.config, {}))
    yield office
    office.database.close()


def round_of(office: Office, clock: Clock, *steps: str) -> None:
    async def live() -> None:
        shift = Shift(office, clock)
        for step in steps:
            await getattr(shift, step)()
        await shift.close()
        assert not shift.neighbours.now

    asyncio.run(live())


def written(work: Work, operator: Operator, text: str, subject: str = "Adhésion") -> str:
    """Let a mail come in, and return its Message-ID once it is there."""
    before = len(work.servers.mails(work.registry))
    message_id = operator.write(text, subject=subject)
    work.servers.wait_for_mails(work.registry, before + 1)
    return message_id


def letters(office: Office) -> tuple[Posted, ...]:
    with office.database.reading() as session:
        return outbox.of_operator(session, dossiers.all_dossiers(session)[0].id)


def shown(work: Work) -> str:
    return work.cli("dossier", work.asked("dossiers")[0]["reference"])


def persons(office: Office) -> list[PersonWrote]:
    with office.database.reading() as session:
        history = journal.history(session, dossiers.all_dossiers(session)[0].id)
    return [one.event for one in history if isinstance(one.event, PersonWrote)]


def test_a_persons_letter_in_sent_takes_back_the_reminder_and_moves_the_next(
    work: Work, office: Office, operator: Operator
):
    clock = Clock()
    written(work, operator, ACCEPTANCE)
    round_of(office, clock, "receive")
    operator.next_letter(1)
    clock.now += timedelta(days=6)
    round_of(office, clock, "remind")
    assert [one.state for one in letters(office) if one.kind == "reminder"] == [State.QUEUED]

    file_in_sent(work, letter_of_claire(work, operator.address).as_bytes())
    round_of(office, clock, "receive", "remind", "send")

    assert [one.state for one in letters(office) if one.kind == "reminder"] == [State.CANCELLED]
    assert len(operator.letters()) == 1
    assert persons(office) == [PersonWrote("Claire Martin", operator.address, "Votre question")]
    with office.database.reading() as session:
        assert dossiers.all_dossiers(session)[0].asked_at == clock.now
    assert f"Claire Martin a écrit à {operator.address} : Votre question" in shown(work)
    assert "Claire Martin a écrit à" in " ".join(work.cli("digest").split())


def test_a_persons_answer_closes_the_question_that_it_answers_and_no_other(
    work: Work, office: Office, operator: Operator
):
    clock = Clock()
    written(work, operator, ACCEPTANCE)
    question = written(work, operator, QUESTION, "Une question")
    written(work, operator, QUESTION, "Une autre question")
    round_of(office, clock, "receive")
    with office.database.reading() as session:
        before = [one for one in reviews.open_reviews(session) if one.review.kind == "question"]
    assert len(before) == 2

    file_in_sent(work, letter_of_claire(work, operator.address, answers=question).as_bytes())
    round_of(office, clock, "receive")

    with office.database.reading() as session:
        after = [one for one in reviews.open_reviews(session) if one.review.kind == "question"]
    assert len(after) == 1


def test_a_letter_met_in_sent_and_in_copy_is_filed_once(work: Work, office: Office, operator: Operator):
    clock = Clock()
    written(work, operator, ACCEPTANCE)
    round_of(office, clock, "receive")
    copy = letter_of_claire(work, operator.address, sender=work.staff)
    copy["Cc"] = work.registry
    file_in_sent(work, copy.as_bytes())
    proof = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=registre.test\r\n".encode()
    work.servers.inject(proof + copy.as_bytes(), work.staff, work.registry)
    work.servers.wait_for_mails(work.registry, 2)

    round_of(office, clock, "receive")

    assert len(persons(office)) == 1


def test_a_copy_whose_sender_is_not_proven_changes_nothing(work: Work, office: Office, operator: Operator):
    clock = Clock()
    written(work, operator, ACCEPTANCE)
    round_of(office, clock, "receive")
    forged = letter_of_claire(work, operator.address, sender=work.staff)
    forged["Cc"] = work.registry
    work.servers.inject(forged.as_bytes(), work.staff, work.registry)
    work.servers.wait_for_mails(work.registry, 2)

    round_of(office, clock, "receive")

    assert persons(office) == []


def test_seen_stays_as_people_left_it_in_sent(work: Work, office: Office, operator: Operator):
    with work.servers.reader(work.registry) as client:
        client.create("Sent")
        client.append(
            "Sent", "", imaplib.Time2Internaldate(datetime.now(UTC)), letter_of_claire(work, "x@y.example").as_bytes()
        )

    round_of(office, Clock(), "receive")

    with work.servers.reader(work.registry) as client:
        client.select("Sent", readonly=True)
        assert client.search(None, "UNSEEN")[1] == [b"1"]


def made_uncertain(office: Office, clock: Clock) -> Posted:
    """Take the next letter in hand, and lose the answer of the server."""
    with office.database.transaction() as session:
        taken = outbox.claim(session, clock.now)
        assert taken
        outbox.uncertain(session, taken.id, taken.token, "silence après le point final", clock.now)
        return outbox.find(session, taken.id)


def uncertain_reminder(work: Work, office: Office, operator: Operator) -> Posted:
    clock = Clock()
    written(work, operator, ACCEPTANCE)
    round_of(office, clock, "receive")
    clock.now += timedelta(days=6)
    round_of(office, clock, "remind")
    return made_uncertain(office, clock)


def copy_of(office: Office, letter: Posted) -> bytes:
    with office.database.reading() as session:
        return outbox.raw(session, letter.id)


def test_the_sent_folder_resolves_an_uncertain_letter(work: Work, office: Office, operator: Operator):
    doubtful = uncertain_reminder(work, office, operator)
    file_in_sent(work, copy_of(office, doubtful))

    round_of(office, Clock(), "receive", "send")

    resolved = next(one for one in letters(office) if one.id == doubtful.id)
    assert resolved.state == State.SENT
    assert len(operator.letters()) == 1
    assert len(work.servers.mails(work.registry, "Sent")) == 2


def test_a_message_id_that_the_provider_rewrote_is_learned(work: Work, office: Office, operator: Operator):
    doubtful = uncertain_reminder(work, office, operator)
    rewritten = copy_of(office, doubtful).replace(doubtful.message_id.encode(), b"0102abc@provider.example")
    file_in_sent(work, rewritten)

    round_of(office, Clock(), "receive")

    assert next(one for one in letters(office) if one.id == doubtful.id).state == State.SENT
    with office.database.reading() as session:
        assert dossiers.by_letter(session, ["0102abc@provider.example"], of_theirs=False) == {
            "0102abc@provider.example": doubtful.operator
        }


def test_an_uncertain_letter_waits_for_a_persons_word_and_never_leaves_by_itself(
    work: Work, office: Office, operator: Operator
):
    doubtful = uncertain_reminder(work, office, operator)
    round_of(office, Clock(), "receive", "send")
    assert len(operator.letters()) == 1

    listed = work.cli("outbox", "list")
    told = work.cli("outbox", "sent", doubtful.id[:8], "--by", "Claire")

    assert doubtful.id[:8] in listed
    assert "départ incertain" in listed
    assert "partie (partie, d'après Claire)" in told
    assert "Aucune lettre" in work.cli("outbox", "list")
    assert "note de Claire : lettre reminder" in shown(work)
