"""Other bank details: held, told to whom we know, and decided by people after a call."""

from dataclasses import replace

from cases import MONDAY, blank, case, document, reading, told
from greffier.dossier.history import evolve
from greffier.model.decision import Decision
from greffier.model.dossier import Conversation, Dossier, ItemState
from greffier.model.event import AddressFailed, ItemMoved, OperatorHeard
from greffier.model.letter import Letter, LetterKind
from greffier.model.mail import DocumentType, Verdict

HELENE, PAUL = "helene@trajeo.example", "paul@trajeo.example"
OLD, NEW = (document(DocumentType.RIB, sign * 64, facts={"holder": "TRAJEO", "iban": "FR76"}) for sign in "35")


def with_rib(state: ItemState, *more: object) -> Dossier:
    heard = (OperatorHeard(address, "", Conversation("m@x", (), "Adhésion")) for address in (HELENE, PAUL))
    return evolve(blank(), (*heard, ItemMoved("rib", state, paper=OLD.sha256), *more), MONDAY)


def sent_by(sender: str, before: Dossier, verdict: Verdict = Verdict.PASS) -> tuple[Dossier, Decision]:
    return told(reading(sender=sender, documents=(NEW,)), before, verdict=verdict)


def caution(decision: Decision) -> Letter:
    return next(letter for letter in decision.letters if letter.kind is LetterKind.CAUTION)


def test_another_rib_changes_nothing_even_from_a_proven_sender():
    for state in (ItemState.ACCEPTED, ItemState.RECEIVED):
        before = with_rib(state)

        after, decision = sent_by(PAUL, before)

        assert after.item("rib") == before.item("rib")
        assert "Appelez d'abord" in decision.reviews[0].question


def test_whoever_else_we_know_is_told_and_not_the_sender():
    _, decision = sent_by(PAUL, with_rib(ItemState.ACCEPTED))

    assert caution(decision).to == (HELENE,)


def test_an_address_met_in_this_very_mail_is_not_on_record():
    _, decision = sent_by("nouveau@trajeo.example", with_rib(ItemState.ACCEPTED))

    assert set(caution(decision).to) == {HELENE, PAUL}


def test_the_only_address_known_is_told_itself():
    _, decision = sent_by(PAUL, with_rib(ItemState.ACCEPTED, AddressFailed(HELENE)))

    assert caution(decision).to == (PAUL,)


def test_the_letter_joins_the_conversation_we_had_not_the_new_one():
    _, decision = sent_by(PAUL, with_rib(ItemState.ACCEPTED))

    assert caution(decision).conversation == Conversation("m@x", (), "Adhésion")


def test_staff_read_what_is_missing_and_no_bank_number():
    at_desk = case(reading(documents=(NEW,)), with_rib(ItemState.ACCEPTED), verdict=Verdict.UNKNOWN)

    _, decision = told(at_desk.reading, at_desk.dossier, verdict=Verdict.UNKNOWN, lacks="aucune signature")

    assert "rien ne prouve l'expéditeur : aucune signature" in decision.reviews[0].evidence
    assert "FR76" not in decision.reviews[0].evidence


def test_the_first_rib_and_the_same_again_alarm_nobody():
    _, first = told(reading(documents=(NEW,)), blank())
    _, again = told(reading(documents=(OLD,)), with_rib(ItemState.ACCEPTED))

    assert all(letter.kind is not LetterKind.CAUTION for letter in (*first.letters, *again.letters))


def test_a_person_who_has_the_pen_tells_them_in_their_own_words():
    before = replace(with_rib(ItemState.ACCEPTED), taken_over_by="Claire")

    assert not sent_by(PAUL, before)[1].letters
