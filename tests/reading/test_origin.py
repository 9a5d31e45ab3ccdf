"""Who wrote, and may it be answered: two questions."""

from datetime import date

import pytest

from greffier.model.mail import SenderKind
from greffier.model.rules import Registry
from greffier.reading.absence import says_automatic
from greffier.reading.message import open_mail
from greffier.reading.origin import Origin, origin_of
from reading.mails import raw

REGISTRY = Registry()


def origin(body: str = "Bonjour, voici notre Kbis.", **headers: str) -> Origin:
    return origin_of(open_mail(raw(body, **headers)), REGISTRY)


def test_a_persons_mail_may_be_answered():
    said = origin()

    assert (said.sender_kind, said.may_answer) == (SenderKind.PERSON, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Precedence": "list", "List_Id": "<team.operateur.example>", "List_Post": "<mailto:team@operateur.example>"},
        {"Precedence": "bulk", "Sender": "owner-team@operateur.example"},
        {"X_Google_Group_Id": "123", "List_Unsubscribe": "<mailto:x@operateur.example>"},
        {"X_Auto_Response_Suppress": "DR, OOF, AutoReply"},
        {"Precedence": "bulk"},
    ],
)
def test_a_persons_mail_through_a_list_is_a_persons_and_is_not_answered(headers):
    said = origin(**headers)

    assert (said.sender_kind, said.may_answer) == (SenderKind.PERSON, False)


def test_what_suppresses_receipts_only_forbids_no_answer():
    assert origin(X_Auto_Response_Suppress="DR, RN, NRN").may_answer


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x"},
        {"X_Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"X_MS_Exchange_Generated_Message_Source": "Mailbox Rules Agent"},
        {"from": "Facturation <no-reply@operateur.example>"},
        {"from": "ne-pas-repondre@operateur.example"},
        {"subject": "Réponse automatique : CGU"},
        {"subject": "Automatic reply: CGU"},
        {"subject": "[Automatyczna odpowiedź] CGU"},
    ],
)
def test_a_machines_answer_is_known_by_its_header(headers):
    said = origin(**headers)

    assert (said.sender_kind, said.may_answer) == (SenderKind.AUTO_REPLY, False)


@pytest.mark.parametrize(
    ("body", "back"),
    [
        (
            "Bonjour,\nJe suis absent jusqu'au lundi 23 février inclus.\nEn cas d'urgence, vous pouvez contacter Zoé.",
            date(2026, 2, 24),
        ),
        ("Je suis en congés du 16 au 27 février. Ceci est une réponse automatique.", date(2026, 3, 2)),
        (
            "Absente du bureau, de retour le 2 mars. Votre message sera lu à mon retour. Pour toute urgence : 01.",
            date(2026, 3, 2),
        ),
        (
            "I am out of the office until 1 March with limited access to my mail. I will reply upon my return.",
            date(2026, 3, 1),
        ),
        ("I'm on annual leave, back on Monday 2 March. For urgent matters please contact Zoé.", date(2026, 3, 2)),
        ("This is an automated reply. We are looking into it.", None),
        ("Votre demande a bien été enregistrée sous le numéro 88123. Merci de ne pas modifier l'objet.", None),
    ],
)
def test_an_absence_is_known_by_its_words_and_says_when_it_ends(body, back):
    said = origin(body, date="Mon, 16 Feb 2026 09:00:00 +0100")

    assert (said.sender_kind, said.returns_on) == (SenderKind.AUTO_REPLY, back)


@pytest.mark.parametrize(
    "body",
    [
        "Je suis en vacances sans ordinateur, je signerai à mon retour le 24 août.",
        "On me répond par un message automatique qui réclame les mêmes papiers.",
        "Notre DPO est absent, nous acceptons les CGU et il vous répondra.",
        "Votre réponse automatique du 3 mars indique que vous n'avez pas reçu mon message : \"Your message "
        'could not be delivered".',
    ],
)
def test_a_person_who_speaks_of_absence_is_a_person(body):
    assert origin(body).sender_kind is SenderKind.PERSON


def test_who_tells_of_a_leave_and_asks_something_is_a_person():
    told = "Bonjour, je suis en congés dès demain, le Kbis suivra à mon retour."

    assert says_automatic(told, "Congés")
    assert not says_automatic(f"{told} Cela vous convient-il ?", "Congés")


@pytest.mark.parametrize(
    "headers",
    [
        {"List_Unsubscribe": "<https://x.example>", "List_Unsubscribe_Post": "List-Unsubscribe=One-Click"},
        {"List_Id": "<lettre.x.example>", "List_Unsubscribe": "<https://x.example>", "Precedence": "bulk"},
        {"Feedback_ID": "1:2:3:x"},
    ],
)
def test_a_campaign_is_known_by_its_header(headers):
    assert origin(**headers).sender_kind is SenderKind.BULK


def test_advertising_is_known_by_its_way_out():
    assert origin("Doublez vos ventes !\n\nPour vous désinscrire, répondez STOP.").sender_kind is SenderKind.BULK


def test_an_answer_that_speaks_of_unsubscribing_is_a_persons():
    said = origin("Merci de me désinscrire de vos relances.", In_Reply_To="<1@covoiturage.beta.gouv.fr>")

    assert said.sender_kind is SenderKind.PERSON


@pytest.mark.parametrize(
    "headers",
    [{"Return_Path": "<>"}, {"from": "postmaster@operateur.example"}, {"Reply_To": "noreply@operateur.example"}],
)
def test_nobody_answers_an_address_where_nobody_reads(headers):
    assert not origin(**headers).may_answer


def test_our_own_mail_is_never_answered():
    said = origin(**{"from": "Registre <contact@covoiturage.beta.gouv.fr>"})

    assert (said.sender_kind, said.may_answer) == (SenderKind.AUTO_REPLY, False)


def report(action: str, kind: str = "delivery-status", fields: str = "Final-Recipient: rfc822; x@y.example") -> Origin:
    source = (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@y.example\r\nTo: contact@covoiturage.beta.gouv.fr\r\nSubject: "
        "Report\r\n"
        f"Content-Type: multipart/report; report-type={kind}; boundary=B\r\n\r\n--B\r\n\r\nSee below.\r\n--B\r\n"
        f"Content-Type: message/{kind}\r\n\r\nReporting-MTA: dns; y.example\r\n\r\n{fields}\r\nAction: "
        f"{action}\r\n\r\n--B\r\n"
        "Content-Type: message/rfc822\r\n\r\nMessage-ID: <letter@covoiturage.beta.gouv.fr>\r\nSubject: "
        "CGU\r\n\r\nJ'accepte les CGU.\r\n--B--\r\n"
    )
    return origin_of(open_mail(source.encode()), REGISTRY)


def test_a_failure_names_who_was_not_reached_and_the_mail_it_returns():
    said = report("failed")

    assert said.sender_kind is SenderKind.BOUNCE
    assert said.failed_recipients == ("x@y.example",)
    assert said.returned_message_ids == ("letter@covoiturage.beta.gouv.fr",)


def test_the_address_written_to_comes_before_its_alias():
    said = report(
        "failed", fields="Original-Recipient: rfc822;alias@y.example\r\nFinal-Recipient: rfc822;box@z.example"
    )

    assert said.failed_recipients == ("alias@y.example",)


@pytest.mark.parametrize(
    ("action", "kind"),
    [("delayed", SenderKind.AUTO_REPLY), ("delivered", SenderKind.RECEIPT), ("relayed", SenderKind.RECEIPT)],
)
def test_a_report_that_says_no_failure_is_no_bounce(action, kind):
    said = report(action)

    assert (said.sender_kind, said.failed_recipients) == (kind, ())


@pytest.mark.parametrize(
    ("status", "kind"), [("5.0.0", SenderKind.BOUNCE), ("4.2.0", SenderKind.AUTO_REPLY), ("2.0.0", SenderKind.RECEIPT)]
)
def test_an_action_that_the_standard_does_not_know_is_told_by_its_status(status, kind):
    said = report("error", fields=f"Final-Recipient: rfc822; x@y.example\r\nStatus: {status}")

    assert said.sender_kind is kind


def test_a_refusal_by_the_recipients_own_filter_is_a_failure():
    source = (
        "From: Mail Delivery Subsystem <admin@y.example>\r\nSubject: Rejected\r\n"
        "Auto-Submitted: auto-replied (rejected)\r\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=B\r\n\r\n"
        "--B\r\n\r\nQuota exceeded\r\n--B\r\nContent-Type: message/disposition-notification\r\n\r\n"
        "Final-Recipient: rfc822; x@y.example\r\nDisposition: automatic-action/MDN-sent-automatically; deleted\r\n"
        "--B--\r\n"
    )

    said = origin_of(open_mail(source.encode()), REGISTRY)

    assert (said.sender_kind, said.failed_recipients) == (SenderKind.BOUNCE, ("x@y.example",))


@pytest.mark.parametrize(
    "body",
    [
        "*********************\nVotre message n'a pas pu être délivré à\nx@y.example\n",
        "Your message could not be delivered to\nx@y.example\n",
        "-----\n\nImpossible de remettre votre message à <x@y.example>.\n",
    ],
)
def test_a_gateway_that_signs_as_a_person_is_known_by_how_it_begins(body):
    said = origin(body, subject="RE: CGU", Return_Path="<paul@operateur.example>")

    assert (said.sender_kind, said.failed_recipients) == (SenderKind.BOUNCE, ("x@y.example",))


def test_a_person_who_tells_of_a_failure_greets_first():
    body = "Bonjour,\n\nVotre message n'a pas pu être délivré à Paul : il a quitté la société. Écrivez-moi.\n"

    assert origin(body).sender_kind is SenderKind.PERSON


def test_what_came_from_nobody_was_written_by_a_machine():
    said = origin("Thank you for your e-mail. I will reply as soon as possible.", Return_Path="<>")

    assert (said.sender_kind, said.may_answer) == (SenderKind.AUTO_REPLY, False)


def test_a_disposition_notification_is_a_receipt():
    assert (
        report("", "disposition-notification", "Disposition: manual-action/MDN-sent-manually; displayed").sender_kind
        is SenderKind.RECEIPT
    )


def test_a_failure_without_any_report_is_found_by_its_form():
    body = (
        "Hi. This is the qmail-send program at y.example.\nI'm afraid I wasn't able to deliver your "
        "message.\n\n<x@y.example>:\nno such user\n"
    )

    said = origin(body, **{"from": "MAILER-DAEMON@y.example", "subject": "failure notice", "Return_Path": "<>"})

    assert (said.sender_kind, said.failed_recipients) == (SenderKind.BOUNCE, ("x@y.example",))


def test_a_failure_in_french_is_found_by_its_words():
    body = "Votre message n'a pas pu être remis à zoe@y.example : adresse inconnue."

    said = origin(body, **{"from": "postmaster@y.example", "subject": "Échec de la remise : CGU"})

    assert (said.sender_kind, said.failed_recipients) == (SenderKind.BOUNCE, ("zoe@y.example",))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_daemons_notice_in_no_known_form_names_who_is_named_above_the_returned_mail(ending):
    notice = (
        "From: MAILER-DAEMON <>\nTo: contact@covoiturage.beta.gouv.fr\nSubject: Notice\n\n"
        "Your message to <x@y.example> could not be delivered.\n\nMessage headers follow.\n\nTo: <other@y.example>\n"
    )

    said = origin_of(open_mail(notice.replace("\n", ending).encode()), REGISTRY)

    assert (said.sender_kind, said.failed_recipients) == (SenderKind.BOUNCE, ("x@y.example",))


@pytest.mark.parametrize("headers", [{"In_Reply_To": "<1@y.example>"}, {"Return_Path": "<paul@operateur.example>"}])
def test_a_person_who_forwards_a_failure_under_its_subject_is_a_person(headers):
    body = "Bonjour, voici ce que j'ai reçu :\n\n<x@y.example>: 550 5.1.1 user unknown"

    assert origin(body, subject="Undeliverable: CGU", **headers).sender_kind is SenderKind.PERSON
