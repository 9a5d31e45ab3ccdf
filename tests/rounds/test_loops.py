"""Two machines facing each other: ours writes one letter, whatever the other answers, and then is silent."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from greffier.rounds.office import Office
from greffier.rounds.outgoing import send
from greffier.sending.gate import Leave
from greffier.store import outbox
from offices import TUESDAY, office_in, receive_mail
from rounds.spoofs import HELENE, OURS, mail, passing, results

TURNS = 12
ACCEPTS = "Bonjour,\n\nAu nom de Trajeo, nous acceptons les CGU du registre.\n\nHélène Vasseur\nTrajeo SAS\n"
ANSWERS = {
    "it received it": "Bonjour,\n\nVotre message a bien été reçu sous le numéro {n}.\n\nLe support\n",
    "it asks back": "Bonjour,\n\nAvez-vous lu notre foire aux questions ? Que voulez-vous savoir ?\n\nLe support\n",
    "it promises": "Bonjour,\n\nNous vous enverrons les pièces avant le {day:%d/%m/%Y}.\n\nLe support\n",
    "it accepts again": ACCEPTS,
    "it accepts with a reserve": "Bonjour,\n\nNous acceptons les CGU sous réserve d'un accord interne.\n\nHélène\n",
    "it complains": "Bonjour,\n\nC'est inadmissible, je souhaite parler à un responsable. Dossier {n}.\n\nHélène\n",
}


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


def leaving(office: Office, now: object) -> list[bytes]:
    """Let every letter that is due pass the gate and leave, and return those to the operator."""
    left = []
    while outgoing := send.claim(office, now):
        if isinstance(send.at_gate(office, outgoing, now), Leave):
            with office.database.transaction() as session:
                outbox.sent(session, outgoing.id, outgoing.token, "250 OK", now)
            left += [outgoing.raw] if HELENE in outgoing.recipients else []
    return left


def answer(letter: bytes, text: str, number: int, *, proven: bool) -> bytes:
    """Answer as a machine does that bears no sign of being one."""
    read = message_from_bytes(letter, policy=policy.default)
    proof = passing("trajeo.test") if proven else results("dkim=none")
    words = text.format(n=number, day=TUESDAY + timedelta(days=number + 3))
    fields = [("Subject", f"Re: {re.sub('^Re: ', '', str(read['Subject']))}"), ("In-Reply-To", str(read["Message-ID"]))]
    return mail(proof, ("From", HELENE), *fields, ("Message-ID", f"<{number}@trajeo.test>"), text=words)


@pytest.mark.anyio
@pytest.mark.parametrize("proven", [True, False], ids=["proven", "unproven"])
@pytest.mark.parametrize("text", ANSWERS.values(), ids=ANSWERS.keys())
async def test_a_machine_that_answers_every_letter_gets_one_answer_at_most(tmp_path: Path, text: str, proven: bool):
    office = office_in(tmp_path, f'authserv_id = "{OURS}"')
    proof = passing("trajeo.test") if proven else results("dkim=none")
    await receive_mail(office, mail(proof, ("From", HELENE), ("Message-ID", "<0@trajeo.test>"), text=ACCEPTS), TUESDAY)
    (waiting,) = leaving(office, TUESDAY)

    answers = 0
    for turn in range(1, TURNS):
        now = TUESDAY + turn * timedelta(minutes=20)
        await receive_mail(office, answer(waiting, text, turn, proven=proven), now)
        left = leaving(office, now + timedelta(minutes=19))
        answers += len(left)
        waiting = (left or [waiting])[-1]

    assert answers <= 1
