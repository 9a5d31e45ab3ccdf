"""Orders as people write them: what is understood, and what must never be."""

from datetime import date

import pytest

from greffier.model.dossier import Fault
from greffier.model.letter import Choice, ReviewKind
from greffier.model.mail import Environment
from greffier.staff.grammar import Context, meaning_of
from greffier.staff.orders import (
    Ask,
    Classify,
    Close,
    Decide,
    GivePen,
    Grant,
    Help,
    Order,
    Overview,
    Remind,
    Reopen,
    Resend,
    Show,
    Suspend,
    TakeNote,
    TakePen,
    Waive,
)

TODAY = date(2026, 11, 24)
ALONE = Context(TODAY)
ASKED = Context(TODAY, "7K3QX2", "Trajeo", ReviewKind.DOCUMENT)
YES = Decide("7K3QX2", Choice.ACCEPT)


@pytest.mark.parametrize(
    "line",
    [
        "accepter", "Accepter.", "ACCEPTER !", "j'accepte", "J’accepte, merci", "accepté", "Acceptée", "ok", "OK merci",
        "oui", "d'accord", "D’accord.", "c'est bon", "valider", "Bonjour, accepter svp", "accepter, merci beaucoup !",
        "accepter 7K3QX2", "7K3QX2 : accepter", "7K3QX2 accepter", "accepter la question 7K3QX2", "> accepter",
        "accepter Trajeo", "accept", "[7K3QX2] accepter", "n° 7K3QX2 : accepter", "question 7K3QX2 : accepter",
        "c'est validé", "OK pour moi", "- accepter",
    ],
)  # fmt: skip
def test_yes_is_said_in_many_ways(line: str):
    assert meaning_of(line, ASKED) == YES


@pytest.mark.parametrize(
    "line",
    [
        "je n'accepte pas", "ne pas accepter", "accepter pas", "accepter si le RIB est bon", "accepter sauf le RIB",
        "accepter seulement la page 1", "oui mais attention au titulaire", "ok pour un appel demain", "acceptation",
        "faut-il accepter ?", "surtout ne l'accepte pas",
    ],
)  # fmt: skip
def test_a_negation_a_condition_or_a_question_is_never_a_yes(line: str):
    assert not isinstance(meaning_of(line, ASKED), Decide)


@pytest.mark.parametrize(
    ("line", "words", "fault"),
    [
        ("refuser : illisible", "", Fault.ILLEGIBLE),
        ("Refusé: ILLISIBLE.", "", Fault.ILLEGIBLE),
        ("refuser illisible", "", Fault.ILLEGIBLE),
        ("refuser : Kbis de plus de trois mois", "Kbis de plus de trois mois", Fault.OUTDATED),
        ("refuser - le scan est flou en bas", "le scan est flou en bas", Fault.ILLEGIBLE),
        ("je refuse : il manque le verso, merci", "il manque le verso", Fault.INCOMPLETE),
        ("non : ce n'est pas le bon RIB", "ce n'est pas le bon RIB", Fault.INCORRECT),
        ("refuser : périmé", "", Fault.OUTDATED),
        ("refuser 7K3QX2 : expire", "", Fault.OUTDATED),
        ("refuser : voir https://exemple.fr/aide : page 2", "voir https://exemple.fr/aide : page 2", Fault.INCORRECT),
        ("refuser :", "", None),
        ("Refusé car illisible", "", Fault.ILLEGIBLE),
        ("refuser parce que le RIB est périmé", "le RIB est périmé", Fault.OUTDATED),
    ],
)
def test_a_refusal_carries_its_reason_and_the_fault(line: str, words: str, fault: Fault | None):
    assert meaning_of(line, ASKED) == Decide("7K3QX2", Choice.REJECT, words, fault)


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("classe C", Classify("7K3QX2", "C")),
        ("Classe : b", Classify("7K3QX2", "B")),
        ("classe de preuve A, merci", Classify("7K3QX2", "A")),
        ("accepter en classe C", Decide("7K3QX2", Choice.ACCEPT, proof_class="C")),
        ("accepter : classe B", Decide("7K3QX2", Choice.ACCEPT, proof_class="B")),
        ("demander : pouvez-vous renvoyer la page 2 ?", Ask("7K3QX2", "pouvez-vous renvoyer la page 2 ?")),
        ("suspendre jusqu'au 15/01/2027", Suspend("7K3QX2", date(2027, 1, 15))),
        ("Suspendre jusqu’au 15 janvier 2027", Suspend("7K3QX2", date(2027, 1, 15))),
        ("suspendre jusqu'a 2027-01-15", Suspend("7K3QX2", date(2027, 1, 15))),
        ("note : appelé le DPO", TakeNote("7K3QX2", "appelé le DPO")),
        ("je reprends la main", TakePen("7K3QX2")),
        ("Reprendre la main, merci", TakePen("7K3QX2")),
        ("rendre la main", GivePen("7K3QX2")),
        ("répondu", Decide("7K3QX2", Choice.ANSWERED)),
        ("Répondu par téléphone", Decide("7K3QX2", Choice.ANSWERED, "par téléphone")),
        ("demande-lui : quel est votre SIREN ?", Ask("7K3QX2", "quel est votre SIREN ?")),
        ("à part", Decide("7K3QX2", Choice.APART)),
        ("lever la suspension", Suspend("7K3QX2", None)),
        ("accepter : vu au téléphone", Decide("7K3QX2", Choice.ACCEPT, "vu au téléphone")),
    ],
)
def test_answers_to_a_question(line: str, order: Order):
    assert meaning_of(line, ASKED) == order


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("dossier Trajeo", Show("Trajeo")),
        ("Dossier « Covoit'Sud »", Show("Covoit'Sud")),
        ("peux-tu me montrer Trajeo", None),
        ("montre le dossier RPC-7K3QX2 stp", Show("RPC-7K3QX2")),
        ("état", Overview()),
        ("ETAT", Overview()),
        ("aide", Help()),
        ("où en est Trajeo ?", Show("Trajeo")),
        ("Trajeo ?", None),
        ("renvoyer la dernière lettre à Trajeo", Resend("Trajeo")),
        (
            "ouvrir préprod Trajeo lea@trajeo.fr https://app.example/a",
            Grant("Trajeo", Environment.PREPRODUCTION, "lea@trajeo.fr", "https://app.example/a"),
        ),
        ("merci de relancer Trajeo", Remind("Trajeo")),
        ("Peux-tu relancer Trajeo ?", Remind("Trajeo")),
        ("relance Mobilités du Haut-Jura", Remind("Mobilités du Haut-Jura")),
        ("fermer Trajeo : l'opérateur renonce", Close("Trajeo", "l'opérateur renonce")),
        ("fermer Trajeo", "un dossier se ferme avec un motif : écrivez-le après deux-points"),
        ("rouvrir Trajeo", Reopen("Trajeo")),
        ("renvoyer à Trajeo", Resend("Trajeo")),
        ("note Trajeo : rappeler lundi à 14:30", TakeNote("Trajeo", "rappeler lundi à 14:30")),
        ("dispenser Trajeo : logo", Waive("Trajeo", "logo")),
        ("dispenser Trajeo du logo", Waive("Trajeo", "logo")),
        ("suspendre Trajeo jusqu'au 15/01/2027", Suspend("Trajeo", date(2027, 1, 15))),
        ("suspendre Trajeo", "jusqu'à quel jour ? Écrivez par exemple « jusqu'au 15/01/2027 », un jour à venir"),
        ("reprendre la main sur Trajeo", TakePen("Trajeo")),
        ("rendre la main à Trajeo", GivePen("Trajeo")),
        ("classe Trajeo : C", Classify("Trajeo", "C")),
        ("refuser Trajeo : illisible", Decide("Trajeo", Choice.REJECT, "", Fault.ILLEGIBLE)),
        ("refuser 7K3QX2 illisible", Decide("7K3QX2", Choice.REJECT, "", Fault.ILLEGIBLE)),
        ("accepter", "à quelle question répondez-vous ? Ajoutez son numéro, ou le nom du dossier"),
        (
            "ouvrir Trajeo pré-production lea@trajeo.fr https://app.example/a 15/01/2027",
            Grant("Trajeo", Environment.PREPRODUCTION, "lea@trajeo.fr", "https://app.example/a", date(2027, 1, 15)),
        ),
        (
            "ouvrir Trajeo production : lea@trajeo.fr, https://app.example/a",
            Grant("Trajeo", Environment.PRODUCTION, "lea@trajeo.fr", "https://app.example/a"),
        ),
    ],
)
def test_free_orders_name_their_dossier(line: str, order: Order | str | None):
    assert meaning_of(line, ALONE) == order


def test_the_question_of_opening_is_answered_by_the_word_itself():
    asked = Context(TODAY, "7K3QX2", "Trajeo", ReviewKind.OPENING)

    assert meaning_of("ouvrir", asked) == YES


def test_an_order_about_another_dossier_is_never_taken_for_the_one_asked_about():
    assert meaning_of("note Roulons : rappeler", ASKED) == TakeNote("Roulons", "rappeler")


@pytest.mark.parametrize(
    "line", ["Je regarde demain.", "Le Kbis me semble bon", "relencer Trajeo", "", "…", "x" * 9000]
)
def test_prose_orders_nothing(line: str):
    assert meaning_of(line, ASKED) is None


def test_a_sentence_that_begins_like_an_order_is_none():
    told = meaning_of("Dossier Trajeo bien reçu, je m'en occupe dès mon retour de congés lundi", ALONE)

    assert isinstance(told, str)


@pytest.mark.parametrize("number", ["D7K3Q2", "A12S3N", "L4A5D6", "7K3Q2S", "N0N0N0", "123456"])
def test_a_number_is_read_whole_though_it_begins_or_ends_like_a_word(number: str):
    assert meaning_of(f"accepter {number}", ALONE) == Decide(number, Choice.ACCEPT)
    assert meaning_of(f"refuser la question {number} : illisible", ALONE) == Decide(
        number, Choice.REJECT, "", Fault.ILLEGIBLE
    )
    assert meaning_of(f"{number} : accepter", ALONE) == Decide(number, Choice.ACCEPT)
