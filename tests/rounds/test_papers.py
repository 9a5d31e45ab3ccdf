"""From a mail's bytes to the dossier and the questions to staff: real PDFs through reading, checks and the round."""

from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from greffier.model.dossier import Dossier, Fault, ItemState
from greffier.model.letter import Review
from greffier.model.mail import Verdict
from greffier.model.proof import Proof
from greffier.reading.read import read
from greffier.rounds.incoming.examined import Examined
from greffier.rounds.incoming.receive import file_reading
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox, reviews
from kept import hash_of
from offices import TUESDAY, office_in
from reading.documents.sheets import Words, columns, sheet

KBIS = [
    ("Immatriculation au RCS, numéro", "892 480 328 R.C.S. Nantes"),
    ("Date d'immatriculation", "28/02/2012"),
    ("Dénomination ou raison sociale", "TRAJEO"),
    ("Forme juridique", "Société par actions simplifiée"),
]
RIB = [
    ("Titulaire du compte", "TRAJEO"),
    ("IBAN", "FR76 3000 1000 6449 1900 9562 088"),
    ("BIC", "BDFEFRPPCCT"),
    ("Nom de la banque", "Banque de France"),
]
FILE = (
    "Le passager réserve une place dans l'application.",
    "La position GPS du conducteur est horodatée au départ et à l'arrivée.",
    "Nous ne relevons pas la position du passager.",
)


def kbis(fields: Sequence[tuple[str, str]] = KBIS, issued: str = "12/11/2026") -> bytes:
    title = [Words(50, 40, "Greffe du Tribunal de Commerce de Nantes"), Words(200, 80, "Extrait Kbis", 18)]
    return sheet(*title, Words(50, 120, f"à jour au {issued}"), *columns(fields))


def rib(fields: Sequence[tuple[str, str]] = RIB) -> bytes:
    return sheet(Words(150, 60, "RELEVÉ D'IDENTITÉ BANCAIRE", 16), *columns(fields))


def technical_file() -> bytes:
    return sheet(Words(50, 60, "Dossier technique", 18), *(Words(50, 120 + 20 * n, one) for n, one in enumerate(FILE)))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def receive(office: Office, number: int, text: str, **papers: bytes) -> None:
    """Let a mail come with these papers, be read and be filed."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Hélène <h@trajeo.example>", "contact@registre.test", "Dossier"
    message["Message-ID"] = f"<{number}@trajeo.example>"
    message.set_content(text)
    for name, content in papers.items():
        message.add_attachment(content, maintype="application", subtype="pdf", filename=f"{name}.pdf")
    raw = message.as_bytes()
    sha256 = hash_of(f"mail {number}")
    with office.database.transaction() as session:
        place = {"account": "contact", "folder": "INBOX", "uidvalidity": 1, "uid": number}
        inbox.record_arrival(session, **place, sha256=sha256, size=len(raw), now=TUESDAY)
    said, _ = read(raw, office.rules.wordings, office.registry)
    file_reading(office, sha256, Examined(said, ()), Proof(Verdict.PASS), TUESDAY)


def kept(office: Office) -> tuple[Dossier, list[Review]]:
    with office.database.reading() as session:
        (dossier,) = dossiers.all_dossiers(session)
        return dossier, [one.review for one in reviews.open_reviews(session)]


ACCEPTED = "Bonjour, nous acceptons les conditions générales d'utilisation du registre. Hélène, TRAJEO SAS"


def test_a_kbis_names_and_numbers_the_operator(office: Office):
    receive(office, 1, ACCEPTED, kbis=kbis())

    dossier, asked = kept(office)
    assert (dossier.name, dossier.siren, dossier.person_type) == ("TRAJEO", "892480328", "legal")
    assert dossier.item("registration").state is ItemState.RECEIVED
    assert [one.item for one in asked] == ["registration"]


def test_an_old_kbis_goes_back_with_the_age_that_the_rules_allow(office: Office):
    receive(office, 1, ACCEPTED, kbis=kbis(issued="12/05/2026"))

    item = kept(office)[0].item("registration")
    assert (item.state, item.fault) == (ItemState.REJECTED, Fault.OUTDATED)
    assert "plus de 3 mois" in item.words


def test_another_companys_number_is_told_to_staff_only(office: Office):
    receive(office, 1, ACCEPTED, kbis=kbis())
    receive(
        office,
        2,
        "Bonjour, voici un autre extrait.",
        sirene=kbis([(KBIS[0][0], "732 829 320 R.C.S. Nantes"), *KBIS[1:]]),
    )

    dossier, asked = kept(office)
    assert dossier.siren == "892480328"
    assert any("Le SIREN du document n'est pas celui du dossier" in one.evidence for one in asked)


def test_what_the_registrys_api_would_refuse_is_told_to_staff_only(office: Office):
    german = [("Titulaire du compte", "TRAJEO"), ("IBAN", "DE89 3704 0044 0532 0130 00"), ("BIC", "COBADEFFXXX")]
    receive(office, 1, ACCEPTED, rib=rib(german))

    dossier, (asked,) = kept(office)
    assert dossier.item("rib").state is ItemState.RECEIVED
    assert "moins de 27 caractères" in asked.evidence
    assert "Nom de la banque non trouvé" in asked.evidence
    assert "DE89" not in asked.evidence


def test_a_second_rib_after_validation_waits_for_a_person(office: Office):
    receive(office, 1, ACCEPTED, kbis=kbis(), rib=rib())
    first = kept(office)[0].item("rib").papers
    other = [RIB[0], ("IBAN", "FR14 2004 1010 0505 0001 3M02 606"), ("BIC", "PSSTFRPPPAR"), RIB[3]]

    receive(office, 2, "Bonjour, voici nos nouvelles coordonnées bancaires.", rib=rib(other))

    dossier, asked = kept(office)
    assert dossier.item("rib").papers[: len(first)] == first
    assert [one.item for one in asked].count("rib") >= 1


def test_a_technical_file_proposes_a_class_with_its_sentences(office: Office):
    receive(office, 1, ACCEPTED, dossier=technical_file())

    (asked,) = kept(office)[1]
    assert "Proposée : B." in asked.evidence
    assert FILE[1].rstrip(".") in asked.evidence
    assert "trajet du passager" in asked.evidence.partition("Non évoqués")[2]
