"""The seal of a one-click answer: one question, one choice, one person, a time; and what is said where it fails."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from greffier.errors import NotAllowed
from greffier.model.letter import Review, ReviewKind
from greffier.staff.links import Desk, offers
from greffier.staff.seals import CONFIRMATION_LIVES, LIVES, Sealed, opened, seal, seal_in, without_seal

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
KEYS = (b"new" * 11, b"old" * 11)
CLAIRE, PAUL = "Claire@registre.test", "paul@registre.test"
STAFF = (CLAIRE, PAUL)
YES = Sealed("7K3QX2", "accept")


def sealed(person: str = CLAIRE, what: Sealed = YES, keys: tuple[bytes, ...] = KEYS) -> str:
    found = seal_in(f"Trajeo : accepter {seal(what, person, keys, NOW)}")
    assert found
    return found


def test_it_says_what_was_sealed_however_the_address_is_written():
    assert opened(sealed(), "claire@REGISTRE.test", STAFF, KEYS, NOW + LIVES - timedelta(seconds=1)) == YES


def test_a_confirmation_is_told_apart():
    confirming = Sealed("7K3QX2", "reject", confirms=True)

    assert opened(sealed(what=confirming), CLAIRE, STAFF, KEYS, NOW) == confirming


def test_a_key_that_was_replaced_still_proves():
    assert opened(sealed(keys=KEYS[1:]), CLAIRE, STAFF, KEYS, NOW) == YES


@pytest.mark.parametrize(
    ("what", "lives"), [(YES, LIVES), (Sealed("7K3QX2", "accept", confirms=True), CONFIRMATION_LIVES)]
)
def test_it_ends_and_says_of_when_it_was(what: Sealed, lives: timedelta):
    with pytest.raises(NotAllowed, match="du 24/11/2026 n'est plus valable"):
        opened(sealed(what=what), CLAIRE, STAFF, KEYS, NOW + lives + timedelta(seconds=2))


def test_somebody_elses_is_refused_as_such():
    with pytest.raises(NotAllowed, match="quelqu'un d'autre"):
        opened(sealed(PAUL), CLAIRE, STAFF, KEYS, NOW)


@pytest.mark.parametrize("change", [("7K3QX2", "7K3QX3"), ("accept", "reject"), ("accept", "accept.again")])
def test_one_that_was_changed_is_none_of_ours(change: tuple[str, str]):
    with pytest.raises(NotAllowed, match="pas de Greffier"):
        opened(sealed().replace(*change), CLAIRE, STAFF, KEYS, NOW)


def test_a_stranger_cannot_make_one():
    with pytest.raises(NotAllowed, match="pas de Greffier"):
        opened(sealed(keys=(b"guessed",)), CLAIRE, STAFF, KEYS, NOW)


def test_no_address_stands_in_it_and_a_subject_is_rid_of_it():
    subject = f"Trajeo : accepter {seal(YES, CLAIRE, KEYS, NOW)}"

    assert "laire" not in subject
    assert without_seal(subject) == "Trajeo : accepter"


def test_a_link_writes_the_line_and_the_sealed_subject():
    review = Review("c", ReviewKind.DOCUMENT, "?", "registration")

    links = Desk("contact@registre.test", CLAIRE, KEYS, NOW).links("7K3QX2", review, "Covoit'Sud & Cie")

    assert [link.label for link in links] == [
        "accepter", "refuser : illisible", "refuser : Kbis de plus de trois mois", "refuser : …", "demander : …",
    ]  # fmt: skip
    written = parse_qs(urlsplit(links[1].url).query)
    assert urlsplit(links[1].url).path == "contact@registre.test"
    assert written["body"] == ["refuser : illisible"]
    assert written["subject"][0].startswith("Covoit'Sud & Cie : refuser : illisible [7K3QX2.reject.")


def test_without_a_key_the_lines_stand_without_links():
    review = Review("c", ReviewKind.QUESTION, "?")

    answers = Desk("contact@registre.test", CLAIRE, (), NOW).links("7K3QX2", review, "Trajeo")

    assert [(one.label, one.url) for one in answers] == [("répondu", ""), ("reprendre la main", "")]


def test_a_technical_file_is_accepted_by_its_class():
    lines = [offer.line for offer in offers(Review("c", ReviewKind.DOCUMENT, "?", "technical_file"))]

    assert lines[:3] == ["classe A", "classe B", "classe C"]
    assert "accepter" not in lines
