"""From an unknown sender to two open accesses: five mails, real servers, the real process killed and restarted."""

import signal
from email.message import EmailMessage

import pytest
from office_at_work import Operator, Work, until

from greffier.demo import papers

pytestmark = pytest.mark.servers

CONTACTS = (
    "Bonjour,\n\nNotre déléguée à la protection des données est Ana Roy (ana.roy@trajeo.example), le responsable de "
    "traitement est Luc Bon (luc.bon@trajeo.example) et la responsable technique Zoé Lam, zoe.lam@trajeo.example, "
    "06 39 98 00 12.\n\nCordialement,\nHélène Vasseur\n"
)


def accept_all(work: Work) -> None:
    """Let staff accept every question but the opening, one by one."""
    for review in work.asked("review", "list"):
        if review["kind"] in {"document", "contact"}:
            work.cli("review", "decide", review["id"], "accept", "--by", "Claire")


def state_of(work: Work, item: str) -> str:
    dossier = work.asked("dossiers")[0]
    return next(one["state"] for one in dossier["items"] if one["name"] == item)


def stage(work: Work) -> str:
    return str(work.asked("dossiers")[0]["stage"])


def threads(letter: EmailMessage, message_id: str) -> bool:
    return letter["In-Reply-To"] == message_id and message_id in letter["References"]


def test_five_mails_lead_from_an_unknown_sender_to_open(work: Work, operator: Operator):
    work.start()

    first = operator.write(
        "Bonjour,\n\nNous souhaitons rejoindre le registre. Au nom de la SAS Trajeo, j'accepte les conditions "
        "générales d'utilisation du registre de preuve de covoiturage.\n\nHélène Vasseur\nPrésidente, Trajeo SAS\n"
    )
    welcome = operator.next_letter(1)
    assert threads(welcome, first)
    assert state_of(work, "terms") == "accepted"

    work.stop(signal.SIGKILL)
    work.start()
    second = operator.write(
        "Bonjour,\n\nVoici notre Kbis et notre RIB.\n\nHélène Vasseur\n",
        answers=welcome,
        papers={
            "Kbis.pdf": papers.kbis("TRAJEO", papers.siren(7), None),
            "RIB.pdf": papers.rib("TRAJEO SAS", papers.iban(7), "BDFEFRPPCCT", "Banque de France"),
        },
    )
    receipt = operator.next_letter(2)
    assert threads(receipt, second)
    accept_all(work)

    work.stop()
    work.start()
    operator.write(CONTACTS, answers=receipt)
    named = operator.next_letter(3)
    assert {state_of(work, role) for role in ("dpo", "controller", "technical")} == {"accepted"}

    work.stop(signal.SIGKILL)
    work.start()
    operator.write(
        "Bonjour,\n\nEt voici le logo et le dossier technique.\n\nHélène\n",
        answers=named,
        papers={"logo.png": papers.logo(), "dossier technique.pdf": papers.technical_file("Trajeo")},
    )
    complete = operator.next_letter(4)
    assert "complet" in complete.get_body(("plain",)).get_content()
    accept_all(work)
    opening = next(review for review in work.asked("review", "list") if review["kind"] == "opening")
    work.cli("review", "decide", opening["id"], "accept", "--by", "Claire")
    for environment in ("preproduction", "production"):
        work.cli(
            "open", "trajeo", environment, "--login", "zoe.lam@trajeo.example", "--link", "https://app.example/activer"
        )
    access = operator.next_letter(5)
    assert "https://app.example/activer" in access.get_body(("plain",)).get_content()

    operator.write("Bonjour,\n\nLa préproduction fonctionne, merci.\n\nHélène\n", answers=access)
    production = operator.next_letter(6)

    assert "https://app.covoiturage.beta.gouv.fr" in production.get_body(("plain",)).get_content()
    assert until(lambda: stage(work) == "open", what="the dossier is open")
    assert work.stop() == 0
    letters = operator.letters()
    assert len(letters) == 6
    assert len({letter["Message-ID"] for letter in letters}) == 6
    assert all(letter["Auto-Submitted"].startswith("auto-") for letter in letters)
    assert all(letter["Content-Language"] == "fr" for letter in letters)
    flags = work.flags()
    assert len(flags) == 5
    assert not any("\\Seen" in seen for seen in flags)
    assert all("$Greffier" in seen for seen in flags)
