"""Several mails within ten minutes get one receipt, and it tells of all of them."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from cases import PAPERS, PEOPLE, accepting, contact, document, reading
from greffier.model.mail import DocumentType, Reading, Role, Verdict
from greffier.model.proof import Proof
from greffier.rounds.incoming.examined import Examined
from greffier.rounds.incoming.receive import file_reading
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox, outbox
from kept import hash_of
from offices import TUESDAY, office_in

PROVEN = Proof(Verdict.PASS)
MINUTE = timedelta(minutes=1)
LOGO = document(DocumentType.LOGO, "4" * 64)
KBIS = document(DocumentType.REGISTRATION, "1" * 64)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def receive(office: Office, minute: float, said: Reading) -> None:
    """Let a mail come and be handled at this minute; letters that are due leave right after."""
    now, sha256 = TUESDAY + minute * MINUTE, hash_of(f"mail at {minute}")
    place = {"account": "contact", "folder": "INBOX", "uidvalidity": 1, "uid": int(minute * 100) + 1}
    with office.database.transaction() as session:
        inbox.record_arrival(session, **place, sha256=sha256, size=1, now=now)
    file_reading(office, sha256, Examined(said, ()), PROVEN, now)
    send(office, now)


def send(office: Office, now: datetime) -> list[str]:
    """Let what is due leave, and return its texts."""
    texts = []
    with office.database.transaction() as session:
        while letter := outbox.claim(session, now):
            outbox.sent(session, letter.id, letter.token, "250 OK", now)
            if letter.operator and letter.kind != "review":
                body = message_from_bytes(letter.raw, policy=policy.default).get_body(("plain",))
                texts.append(body.get_content().replace("’", "'").replace("\N{NO-BREAK SPACE}", " "))
    return texts


def left(office: Office) -> list[tuple[str, int]]:
    """Return the letters to the operator that left: kind, and minute."""
    with office.database.reading() as session:
        (trajeo,) = dossiers.all_dossiers(session)
        letters = [letter for letter in outbox.of_operator(session, trajeo.id) if letter.kind != "review"]
    return [(one.kind, int((one.left_at - TUESDAY) / MINUTE)) for one in letters if one.left_at]


def test_the_first_mail_is_answered_at_once_and_those_that_follow_together(office: Office):
    receive(office, 0, accepting())
    receive(office, 2, reading(message_id="m2@x", documents=(LOGO,)))
    receive(office, 4, reading(message_id="m3@x", documents=(KBIS,)))
    receive(office, 6, reading(message_id="m4@x", contacts=(contact(Role.DPO),)))

    early = send(office, TUESDAY + 9.9 * MINUTE)
    (receipt,) = send(office, TUESDAY + 10 * MINUTE)

    assert early == []
    arrived = receipt.partition("Ce qu'il nous faut encore")[0]
    assert all(title in arrived for title in ("Logo", "Justificatif d'inscription", "Délégué à la protection"))
    assert "Acceptation des CGU" not in arrived
    assert left(office) == [("welcome", 0), ("receipt", 10)]


def test_a_mail_after_the_window_is_answered_at_once_again(office: Office):
    receive(office, 0, accepting())
    receive(office, 2, reading(message_id="m2@x", documents=(LOGO,)))
    send(office, TUESDAY + 10 * MINUTE)

    receive(office, 21, reading(message_id="m3@x", documents=(KBIS,)))

    assert left(office) == [("welcome", 0), ("receipt", 10), ("receipt", 21)]


def test_a_restart_in_between_loses_nothing(office: Office, tmp_path: Path):
    receive(office, 0, accepting())
    receive(office, 2, reading(message_id="m2@x", documents=(LOGO,)))
    office.database.close()

    again = office_in(tmp_path)
    receive(again, 4, reading(message_id="m3@x", documents=(KBIS,)))
    (receipt,) = send(again, TUESDAY + 10 * MINUTE)

    assert "Logo" in receipt.partition("Ce qu'il nous faut encore")[0]


def test_a_complete_dossier_does_not_wait_and_takes_the_waiting_receipts_place(office: Office):
    receive(office, 0, accepting())
    receive(office, 2, reading(message_id="m2@x", documents=(LOGO,)))
    receive(office, 4, reading(message_id="m3@x", documents=PAPERS, contacts=PEOPLE))

    send(office, TUESDAY + 60 * MINUTE)

    assert left(office) == [("welcome", 0), ("complete", 4)]


def test_a_question_of_the_first_mail_is_not_forgotten_by_the_receipt_that_replaces_its_answer(office: Office):
    receive(office, 0, accepting())
    receive(office, 2, reading(message_id="m2@x", needs_human=True, reply_text="Combien cela coûte-t-il ?"))
    receive(office, 4, reading(message_id="m3@x", documents=(LOGO,)))

    (receipt,) = send(office, TUESDAY + 10 * MINUTE)

    assert "une personne de l'équipe vous répond" in " ".join(receipt.split())
    assert "Logo" in receipt.partition("Ce qu'il nous faut encore")[0]


def test_thanks_alone_change_nothing_and_the_waiting_receipt_leaves(office: Office):
    receive(office, 0, accepting())
    receive(office, 2, reading(message_id="m2@x", documents=(LOGO,)))
    receive(office, 4, reading(message_id="m3@x", reply_text="Merci !"))

    assert len(send(office, TUESDAY + 10 * MINUTE)) == 1
