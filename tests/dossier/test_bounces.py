"""A letter came back: the next contact of the same operator is written to, and staff are told."""

from dataclasses import replace

import pytest

from cases import MONDAY, PEOPLE, accepting, after, contact, everything, rules, told
from greffier.dossier.bounces import undelivered
from greffier.dossier.digest import Material, build
from greffier.model.decision import Decision
from greffier.model.dossier import Address, Dossier
from greffier.model.event import AddressFailed, Recorded
from greffier.model.letter import LetterKind
from greffier.model.mail import Role

HELENE = "helene@trajeo.example"


def bounced(dossier: Dossier, address: str) -> Decision:
    return undelivered(dossier, (address,), rules(), f"bounce:{address}", MONDAY)


def with_people(*people) -> Dossier:
    dossier, _ = told(accepting(contacts=people))
    return dossier


def test_the_next_contact_is_told_what_is_awaited_and_why_we_write_to_them():
    dossier = with_people(contact(Role.DPO, email="dpo@trajeo.example"), contact(Role.TECHNICAL))

    decision = bounced(dossier, HELENE)

    (letter,) = decision.letters
    assert letter.to == ("zoe@trajeo.example",)
    assert letter.kind is LetterKind.REMINDER
    assert letter.facts.instead_of == HELENE
    assert after(dossier, decision).recipient == Address("zoe@trajeo.example", "Zoé Lam")


def test_somebody_else_who_wrote_comes_before_whoever_was_only_named():
    dossier = with_people(contact(Role.TECHNICAL))
    two = replace(dossier, addresses=(Address("paul@trajeo.example"), *dossier.addresses))

    (letter,) = bounced(two, HELENE).letters

    assert letter.to == ("paul@trajeo.example",)


def test_each_contact_is_tried_once_and_then_nobody_is_left():
    dossier, tried = with_people(*PEOPLE), [HELENE]

    while letters := (decision := bounced(dossier, tried[-1])).letters:
        dossier = after(dossier, decision)
        tried.append(letters[0].to[0])
    dossier = after(dossier, decision)

    assert tried == [HELENE, "zoe@trajeo.example"]
    assert dossier.recipient is None


def test_an_old_address_that_fails_moves_nothing():
    dossier = with_people(contact(Role.TECHNICAL))
    two = replace(dossier, addresses=(Address("paul@trajeo.example"), *dossier.addresses))

    decision = bounced(two, "paul@trajeo.example")

    assert decision.letters == ()
    assert after(two, decision).recipient == two.recipient


def test_an_address_that_is_not_in_the_dossier_changes_nothing():
    assert bounced(with_people(), "stranger@elsewhere.example").events == ()


def test_a_complete_dossier_asks_nothing_of_the_next_contact():
    dossier, _ = told(everything())

    assert bounced(dossier, HELENE).letters == ()


@pytest.mark.parametrize("people", [(), (contact(Role.TECHNICAL),)])
def test_the_digest_tells_staff_who_is_written_to_from_now_on(people):
    dossier = with_people(*people)
    decision = bounced(dossier, HELENE)
    dossier = after(dossier, decision)
    recorded = tuple((dossier.id, Recorded(MONDAY, event, "bounce:1")) for event in decision.events)

    watch = build(Material((dossier,), (), recorded), rules(), MONDAY).watch

    assert any(isinstance(event, AddressFailed) for event in decision.events)
    expected = "nous écrivons désormais à zoe@trajeo.example" if people else "plus aucune adresse ne reçoit nos lettres"
    assert expected in watch[0].what
