"""What a receipt says that we read on each document: enough to see a mistake, no number that serves a thief."""

import pytest

from cases import accepting, contact, document, told
from greffier.dossier.sightings import seen_on
from greffier.model.dossier import ItemState
from greffier.model.letter import LetterFacts
from greffier.model.mail import DocumentType, Role

KBIS = {"register": "kbis", "issued_on": "2026-10-12", "name": "TRAJEO", "siren": "892480328"}
RIB = {"iban": "FR7630001000644919009562088", "bic": "BDFEFRPPCCT", "holder": "TRAJEO SAS", "bank": "Banque de France"}
CARD = {
    "family_name": "Petit",
    "given_names": "Jean",
    "expires_on": "2031-05-02",
    "number": "X4RTBPFW4",
    "mrz": ["IDFRA"],
}


@pytest.mark.parametrize(
    ("kind", "facts", "french", "english"),
    [
        (
            DocumentType.REGISTRATION,
            KBIS,
            "extrait Kbis du 12/10/2026, au nom de TRAJEO",
            "Kbis extract of 12/10/2026, in the name of TRAJEO",
        ),
        (
            DocumentType.RIB,
            RIB,
            "au nom de TRAJEO SAS, Banque de France",
            "in the name of TRAJEO SAS, Banque de France",
        ),
        (
            DocumentType.IDENTITY,
            CARD,
            "au nom de Jean Petit, valable jusqu'au 02/05/2031",
            "in the name of Jean Petit, valid until 02/05/2031",
        ),
        (DocumentType.LOGO, {"width": 512, "height": 256, "vector": False}, "512 × 256 pixels", "512 × 256 pixels"),
        (DocumentType.LOGO, {"vector": True}, "image vectorielle", "vector image"),
        (DocumentType.TECHNICAL_FILE, {"title": "Dossier"}, "", ""),
        (DocumentType.REGISTRATION, {"issued_on": "hier"}, "justificatif", "proof"),
        (DocumentType.RIB, {}, "", ""),
    ],
)
def test_names_and_days_are_told_and_no_number(kind: DocumentType, facts: dict, french: str, english: str):
    assert seen_on(document(kind, facts=facts), "fr") == french
    assert seen_on(document(kind, facts=facts), "en") == english


def test_a_receipt_shows_what_was_read_and_whom_we_understood():
    dossier, decision = told(
        accepting(documents=(document(DocumentType.RIB, facts=RIB),), contacts=(contact(Role.DPO),))
    )

    (letter,) = decision.letters

    assert isinstance(letter.facts, LetterFacts)
    said = {line.item: line.words for line in letter.facts.arrived}
    assert said["rib"] == "au nom de TRAJEO SAS, Banque de France"
    assert said["dpo"] == "Zoé Lam, zoe@trajeo.example, +33639980012"
    assert "FR76" not in str(letter.facts)
    assert dossier.item("rib").state is ItemState.RECEIVED
