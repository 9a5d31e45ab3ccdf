"""Mails of staff: who may order, what is done, what each is told; and what a forger never gets."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from registry_at_work import CLAIRE, MONDAY, PAUL, AtWork, clicked, mail, text_of

from greffier.model.dossier import Dossier, Fault, ItemState, Stage
from greffier.rounds.telling.report import report_due
from greffier.staff.seals import LIVES
from greffier.store import dossiers

OPERATOR = "helene@trajeo.example"
NAMED = f"Claire Petit <{CLAIRE}>"


def digest(work: AtWork, of: str = CLAIRE) -> EmailMessage:
    """Let the digest be written, and return one person's."""
    assert report_due(work.office, work.now)
    return work.letters(of, "digest")[-1]


def order(text: str, **said: str) -> EmailMessage:
    return mail(NAMED, text, **said)


def test_a_click_in_the_digest_decides_and_is_answered_by_one_transcript(work: AtWork):
    work.arrives(clicked(digest(work), "refuser : illisible", work.question("rib").id))

    rib = work.dossier().item("rib")
    assert (rib.state, rib.fault, rib.words) == (ItemState.REJECTED, Fault.ILLEGIBLE, "le document n'est pas lisible")
    assert len(work.letters(CLAIRE, "transcript")) == 1
    assert "RIB à valider. → refusé ; l'opérateur en reçoit la raison" in work.transcript()
    assert "pas lisible" in text_of(work.letters(OPERATOR, "receipt")[-1])
    assert work.letters(PAUL, "transcript") == []


def test_a_class_is_given_by_a_click_and_kept_in_the_dossier(work: AtWork):
    work.arrives(clicked(digest(work), "classe C"))

    assert work.dossier().item("technical_file").state is ItemState.ACCEPTED
    assert work.dossier().proof_class == "C"


def test_the_first_answer_holds_and_the_second_hears_who_and_when(work: AtWork):
    rib = work.question("rib").id
    first, second = digest(work), work.letters(PAUL, "digest")[-1]
    work.arrives(clicked(first, "accepter", rib))

    work.arrives(clicked(second, "refuser : illisible", rib, f"Paul <{PAUL}>"))

    assert work.dossier().item("rib").state is ItemState.ACCEPTED
    assert f"{CLAIRE} a déjà répondu « accepté » à la question" in work.transcript(PAUL)
    assert "le 23/11/2026 à" in work.transcript(PAUL)


def test_a_mail_of_several_orders_is_told_line_by_line(work: AtWork):
    number = work.question("rib").id
    work.arrives(
        order(
            f"Bonjour,\n\nrefuser {number} : Kbis de plus de trois mois\nnote trajeo : appelé le DPO\n"
            "relancer Voisinage\nrelencer Trajeo\n\nMerci\nClaire\n"
        )
    )

    told = work.transcript()
    assert "note prise dans le dossier de TRAJEO" in told
    assert "aucun dossier ne répond au nom « Voisinage »" in told
    assert "vouliez-vous écrire « relancer Trajeo » ?" in told
    assert "Ce que vous pouvez écrire" in told
    assert work.dossier().item("rib").words == "Kbis de plus de trois mois"


def test_a_line_refused_leaves_the_others_done(work: AtWork):
    work.arrives(order("fermer Trajeo : essai\nfermer Trajeo : encore\nrouvrir Trajeo\n"))

    assert work.dossier().stage is Stage.COLLECTING
    assert "déjà clos" in work.transcript()


def test_doubt_about_a_name_lists_the_candidates(work: AtWork):
    with work.office.database.transaction() as session:
        dossiers.save(session, Dossier("d2", "RPC-2K3QX2", "Trajeo Sud", MONDAY))

    work.arrives(order("relancer traj"))

    assert "plusieurs dossiers répondent à « traj »" in work.transcript()
    assert work.transcript().count("RPC-") == 2


@pytest.mark.parametrize("proof", ["", "fail"])
def test_a_forged_order_changes_nothing_and_is_not_answered(work: AtWork, proof: str):
    before, letters = work.dossier(), len(work.letters(CLAIRE))

    work.arrives(order("dossier Trajeo\nfermer Trajeo : faux\n"), proof=proof)

    assert work.dossier() == before
    assert len(work.letters(CLAIRE)) == letters
    assert "rien n'a été fait" in work.told()[-1]


def test_a_link_without_proof_asks_its_owner_to_confirm_and_tells_nothing_of_the_dossier(work: AtWork):
    answer = clicked(digest(work), "accepter", work.question("rib").id)
    work.arrives(answer, proof="")

    asked = work.letters(CLAIRE, "transcript")[-1]
    assert work.dossier().item("rib").state is ItemState.RECEIVED
    assert "rien n'est fait encore" in text_of(asked)
    assert "TRAJEO" not in asked.as_string()

    work.arrives(clicked(asked, "accepter"), proof="")

    assert work.dossier().item("rib").state is ItemState.ACCEPTED


def test_a_confirmation_is_asked_once_however_often_the_link_is_sent(work: AtWork):
    answer = clicked(digest(work), "accepter")
    for number in range(3):
        del answer["Message-ID"]
        answer["Message-ID"] = f"<{number}@poste.example>"
        work.arrives(answer, proof="")

    assert len(work.letters(CLAIRE, "transcript")) == 1


def test_a_link_without_proof_is_good_for_its_own_answer_only(work: AtWork):
    answer = clicked(digest(work), "accepter")
    answer.set_content("fermer Trajeo : faux\n")
    work.arrives(answer, proof="")

    assert work.letters(CLAIRE, "transcript") == []
    assert work.dossier().stage is Stage.COLLECTING


def test_a_link_of_somebody_else_is_refused_in_clear_words(work: AtWork):
    digest(work)
    work.arrives(clicked(work.letters(PAUL, "digest")[-1], "accepter"))

    assert "ce lien est celui de quelqu'un d'autre" in work.transcript()
    assert work.dossier().item("rib").state is ItemState.RECEIVED


def test_an_old_link_says_so(work: AtWork):
    answer = clicked(digest(work), "accepter")
    work.now += LIVES + timedelta(days=1)
    answer.replace_header("Date", format_datetime(work.now))
    work.arrives(answer)

    assert "n'est plus valable" in work.transcript()


def test_an_old_mail_orders_nothing(work: AtWork):
    work.now += timedelta(days=8)
    work.arrives(order("fermer Trajeo : vieux"))

    assert "votre message date du 23/11/2026" in work.transcript()
    assert work.dossier().stage is Stage.COLLECTING


def test_an_order_sent_again_by_somebody_else_is_not_done_twice(work: AtWork):
    said = order("note Trajeo : une fois")
    work.arrives(said)
    said["Received"] = "from elsewhere"
    work.arrives(said)

    assert len(work.letters(CLAIRE, "transcript")) == 1
    assert "l'identifiant d'un autre" in work.told()[-1]


def test_a_reply_to_a_question_needs_no_number(work: AtWork):
    work.arrives(
        mail(f"Hélène <{OPERATOR}>", "Bonjour,\n\nQuand pourrons-nous commencer ? Pouvez-vous nous appeler ?\n")
    )
    (asked,) = work.letters(CLAIRE, "review")

    work.arrives(
        order("C'est répondu, merci !\n\nClaire", In_Reply_To=asked["Message-ID"], subject=f"Re: {asked['Subject']}")
    )

    assert all(one.review.kind != "question" for one in work.questions())
    assert "→ répondu" in work.transcript()


def test_a_question_to_the_operator_leaves_everything_where_it_is(work: AtWork):
    waiting = work.questions()
    work.arrives(order("demander Trajeo : pouvez-vous renvoyer la page 2 ?"))

    (asked,) = work.letters(OPERATOR, "inquiry")
    assert "pouvez-vous renvoyer la page 2 ?" in text_of(asked)
    assert asked["In-Reply-To"]
    assert work.questions() == waiting


def test_who_takes_the_pen_keeps_greffier_silent_until_told(work: AtWork):
    work.arrives(order("reprendre la main sur Trajeo"))
    work.arrives(mail(f"Hélène <{OPERATOR}>", "Bonjour,\n\nNotre logo suit.\n"))
    silent = len(work.letters(OPERATOR))
    work.arrives(order("rendre la main à Trajeo\nrelancer Trajeo"))

    assert silent == 1
    assert len(work.letters(OPERATOR)) == 2


def test_an_absence_of_staff_does_nothing(work: AtWork):
    answered = digest(work)
    work.arrives(order("accepter", In_Reply_To=answered["Message-ID"], Auto_Submitted="auto-replied"))
    work.arrives(order("Je suis absente jusqu'au 3 décembre.", In_Reply_To=answered["Message-ID"], subject="Absence"))

    assert work.letters(CLAIRE, "transcript") == []


def test_a_letter_of_staff_to_people_is_left_alone(work: AtWork):
    work.arrives(order("relancer Trajeo", to=f"Hélène <{OPERATOR}>, contact@registre.test"))
    work.arrives(order("Bonjour à tous,\n\nla réunion est reportée à jeudi.\n\nClaire"))

    assert work.letters(CLAIRE) == []


def test_a_transcript_is_marked_so_that_no_machine_answers(work: AtWork):
    work.arrives(order("état", subject="Greffier ?"))

    (told,) = work.letters(CLAIRE, "transcript")
    assert told["Auto-Submitted"] == "auto-replied"
    assert told["Subject"] == "Re: Greffier ?"
    assert "pièces attendues : 1" in text_of(told)


def test_a_dossier_is_shown_without_a_bank_number(work: AtWork):
    work.arrives(order("dossier trajeo"))

    told = work.transcript()
    assert "RIB : reçu, à vérifier" in told
    assert "question" in told
    assert "FR76" not in told.replace(" ", "")


def test_an_order_in_the_subject_is_enough(work: AtWork):
    work.arrives(order("\n", subject="dossier Trajeo"))

    assert "RIB : reçu" in work.transcript()


def test_three_lines_of_prose_in_answer_to_the_digest_get_help(work: AtWork):
    asked = digest(work)
    work.arrives(order("Je ne sais pas.\nIl faudrait voir.\nÀ suivre.\naccepter", In_Reply_To=asked["Message-ID"]))

    assert "arrêt après 3 lignes incomprises" in work.transcript().lower()
    assert "Ce que vous pouvez écrire" in work.transcript()


@pytest.mark.parametrize("kind", ["digest", "review", "transcript"])
def test_no_letter_to_staff_carries_anothers_link(work: AtWork, kind: str):
    digest(work)
    work.arrives(mail(f"Hélène <{OPERATOR}>", "Bonjour,\n\nPouvez-vous nous appeler ?\n"))
    work.arrives(order("état"))

    assert all(letter["To"] == CLAIRE for letter in work.letters(CLAIRE, kind))


def test_an_export_brings_the_summary_and_leaves_the_papers_where_they_are(work: AtWork):
    work.arrives(order("exporter trajeo"))

    (told,) = work.letters(CLAIRE, "transcript")
    (summary,) = told.iter_attachments()
    assert summary.get_content_type() == "application/pdf"
    assert summary.get_content().startswith(b"%PDF")
    assert "greffier export RPC-" in text_of(told)
