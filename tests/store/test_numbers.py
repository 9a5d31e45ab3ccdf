"""Numbers read on documents rest sealed, and come back to those who hold the key."""

from pathlib import Path

from greffier.model.mail import Document, DocumentType
from greffier.store.keys import new_key
from greffier.store.numbers import open_numbers, seal_numbers
from kept import reading
from sealing import keyring

IBAN = "FR7630006000011234567890189"
RIB = Document("rib.pdf", "3" * 64, "application/pdf", DocumentType.RIB, 0.9, {"iban": IBAN, "holder": "TRAJEO"})
SAID = reading(documents=(RIB,))


def test_a_number_is_sealed_and_opened_again(tmp_path: Path):
    sealed = seal_numbers(SAID, keyring(tmp_path))

    assert IBAN not in repr(sealed)
    assert sealed.documents[0].facts["holder"] == "TRAJEO"
    assert open_numbers(sealed, keyring(tmp_path)) == SAID


def test_what_an_older_key_sealed_is_opened_after_a_new_one_came(tmp_path: Path):
    old, new = new_key(), new_key()

    sealed = seal_numbers(SAID, keyring(tmp_path, old))

    assert open_numbers(sealed, keyring(tmp_path, new, old)) == SAID
    assert "iban" not in open_numbers(sealed, keyring(tmp_path / "elsewhere", new)).documents[0].facts
