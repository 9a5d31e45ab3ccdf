"""A person decides six questions by mail and one by writing to the operator, on real servers; a forger decides none."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from office_at_work import Operator, Work, file_in_sent, letter_of_claire

from clicks import written_by
from greffier.demo import papers
from greffier.dossier.calendar import next_opening
from greffier.model.dossier import Dossier, ItemState, Stage
from greffier.rounds.office import Office, open_office
from greffier.service.shift import Shift
from greffier.settings import load_settings
from greffier.store import dossiers, reviews
from greffier.store.reviews import Pending

pytestmark = pytest.mark.servers

JOINING = (
    "Bonjour,\n\nNous souhaitons rejoindre le registre. Au nom de la SAS Trajeo, j'accepte les conditions générales "
    "d'utilisation du registre de preuve de covoiturage.\n\nNotre déléguée à la protection des données est Ana Roy "
    "(ana.roy@trajeo.example), le responsable de traitement est Luc Bon (luc.bon@trajeo.example) et la responsable "
    "technique Zoé Lam, zoe.lam@trajeo.example, 06 39 98 00 12.\n\nCordialement,\nHélène Vasseur\n"
)


@dataclass
class Morning:
    """The service on a working morning, one round at a time."""

    office: Office
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def comes(self) -> None:
        """Let the next working day begin, and its digest leave."""
        self.now = next_opening(self.now + timedelta(hours=16), self.office.rules.cadence) + timedelta(hours=1)
        asyncio.run(self.rounds(report=True))

    def passes(self) -> None:
        """Let what came be handled, and what is due leave."""
        asyncio.run(self.rounds(report=False))

    async def rounds(self, *, report: bool) -> None:
        shift = Shift(self.office, self)
        await shift.receive()
        if report:
            await shift.report()
        await shift.send()
        await shift.close()

    def dossier(self) -> Dossier:
        with self.office.database.reading() as session:
            (dossier,) = dossiers.all_dossiers(session)
        return dossier

    def number(self, about: str) -> str:
        """Return the number of the question about an item, or of a kind."""
        return next(one.id for one in self.waiting() if about in {one.review.item, one.review.kind})

    def waiting(self) -> tuple[Pending, ...]:
        """Return the questions that wait."""
        with self.office.database.reading() as session:
            return reviews.open_reviews(session)


@dataclass
class Claire:
    """A person of staff with a mail program of her own."""

    work: Work
    morning: Morning

    @property
    def program(self) -> Operator:
        return Operator(self.work, self.work.staff, "Claire Petit")

    def letters(self, beginning: str) -> list[EmailMessage]:
        return [letter for letter in self.program.letters() if str(letter["Subject"]).startswith(beginning)]

    def transcripts(self) -> list[str]:
        answers = (letter for letter in self.program.letters() if letter["Auto-Submitted"] == "auto-replied")
        texts = (letter.get_body(("plain",)).get_content() for letter in answers)
        return [" ".join(text.replace("’", "'").split()) for text in texts]

    def clicks(self, line: str, number: str) -> str:
        """Follow a link of the newest digest, send the mail, and return what answers it."""
        subject, body = written_by(self.letters("Greffier : ")[-1], line, number)
        return self.writes(f"{body}\n\n-- \nClaire Petit\n", subject=subject)

    def writes(self, text: str, subject: str = "Pour Greffier", answers: EmailMessage | None = None) -> str:
        self.program.write(text, subject=subject, answers=answers)
        self.morning.passes()
        return self.transcripts()[-1]


def test_six_questions_are_decided_by_mail_one_from_the_sent_folder_and_none_by_a_forger(
    work: Work, operator: Operator
):
    morning = Morning(open_office(load_settings(work.config, {})))
    claire = Claire(work, morning)
    operator.write(
        JOINING,
        papers={
            "Kbis.pdf": papers.kbis("TRAJEO", papers.siren(7), None),
            "RIB.pdf": papers.rib("TRAJEO SAS", papers.iban(7), "BDFEFRPPCCT", "Banque de France"),
            "dossier technique.pdf": papers.technical_file("Trajeo"),
            "logo.png": papers.logo(),
        },
    )
    morning.passes()
    operator.write("Bonjour,\n\nQuand pourrons-nous commencer ? Pouvez-vous nous appeler ?\n\nHélène\n")
    morning.passes()
    morning.comes()

    rib = morning.number("rib")
    assert "refusé ; l'opérateur en reçoit la raison" in claire.clicks("refuser : illisible", rib)
    assert f"a déjà répondu « refusé » à la question {rib}" in claire.clicks("accepter", rib)
    assert "classe C" in claire.clicks("classe C", morning.number("technical_file"))

    before = morning.dossier()
    claire.program.write("fermer Trajeo : faux\ndossier Trajeo\n", proven=False)
    morning.passes()
    assert morning.dossier() == before
    assert len(claire.transcripts()) == 3

    kbis = morning.number("registration")
    told = claire.writes(f"Bonjour,\n\naccepter {kbis}\nnote trajeo : DPO appelé\nrelencer Trajeo\n\nMerci\nClaire\n")
    assert "→ accepté" in told
    assert "vouliez-vous écrire « relancer Trajeo » ?" in told
    (asked,) = claire.letters("Greffier : Question")
    assert "→ répondu" in claire.writes("C'est répondu, merci.\n\nClaire", answers=asked)

    again = papers.rib("TRAJEO SAS", papers.iban(7), "BDFEFRPPCCT", "Banque de France, Nantes")
    operator.write("Bonjour,\n\nVoici notre RIB, lisible cette fois.\n\nHélène\n", papers={"RIB.pdf": again})
    morning.passes()
    assert "RIB à valider. → accepté" in claire.writes("accepter Trajeo")
    morning.comes()
    assert "Ouvrir ses accès ? → accepté" in claire.clicks("accepter", morning.number("opening"))

    asked_again = operator.write("Bonjour,\n\nPouvons-nous avoir deux comptes de préproduction ?\n\nHélène\n")
    morning.passes()
    assert morning.number("question")
    file_in_sent(work, letter_of_claire(work, operator.address, answers=asked_again).as_bytes())
    morning.passes()
    assert not morning.waiting()

    after = morning.dossier()
    assert (after.stage, after.proof_class) == (Stage.OPENING, "C")
    assert all(item.state is ItemState.ACCEPTED for item in after.items)
    assert len(claire.transcripts()) == 7
    assert len({letter["Message-ID"] for letter in claire.program.letters()}) == len(claire.program.letters())
