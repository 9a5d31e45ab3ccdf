"""What an author wrote is told from what stands around it, whatever the client."""

import pytest

from greffier.reading.reply import own_words
from reading.mails import REGISTRY_LETTER, mail, quoted

ATTRIBUTIONS = {
    "gmail": "Le mer. 14 janv. 2026 à 10:31, Registre de preuve <contact@registre.example> a écrit :",
    "gmail wrapped": "Le mer. 14 janv. 2026 à 10:31, Registre de preuve de covoiturage "
    "<\ncontact@registre.example> a écrit :",
    "trimmer wrapped thrice": 'Le mercredi 14 janvier 2026 à 10:31,\n"Registre de '
    'preuve"\n<contact@registre.example>\na écrit :',
    "apple": "Le 14 janv. 2026 à 10:31, Registre <contact@registre.example> a écrit :",
    "thunderbird": "Le 14/01/2026 à 10:31, Registre a écrit :",
    "roundcube": "Le 2026-01-14 10:31, Registre a écrit :",
    "english": "On Wed, Jan 14, 2026 at 10:31 AM Registre <contact@registre.example> wrote:",
    "english after": "On 14/01/2026 10:31, Registre wrote:",
    "german": "Am 14. Januar 2026 um 10:31 schrieb Registre <contact@registre.example>:",
    "spanish": "El mié, 14 ene 2026 a las 10:31, Registre (<contact@registre.example>) escribió:",
    "italian": "Il giorno mer 14 gen 2026 alle ore 10:31 Registre <contact@registre.example> ha scritto:",
    "dutch": "Op wo 14 jan. 2026 om 10:31 schreef Registre <contact@registre.example>:",
    "portuguese": "Em qua., 14 de jan. de 2026 às 10:31, Registre <contact@registre.example> escreveu:",
    "old gmail": "2026-01-14 10:31 GMT+01:00 Registre <contact@registre.example>:",
    "proton": "Le mercredi 14 janvier 2026 à 10:31, Registre <contact@registre.example> a écrit :",
}
HEADER_BLOCKS = {
    "outlook french": "De : Registre <contact@registre.example>\nEnvoyé : lundi 2 mars 2026 08:15\nÀ : "
    "paul@operateur.example\nObjet : Vos CGU",
    "outlook english": "From: Registre <contact@registre.example>\nSent: Monday, March 2, 2026 8:15 AM\nTo: "
    "Paul\nSubject: Vos CGU",
    "outlook german": "Von: Registre <contact@registre.example>\nGesendet: Montag, 2. März 2026 08:15\nAn: "
    "Paul\nBetreff: Vos CGU",
    "outlook spanish": "De: Registre <contact@registre.example>\nEnviado el: lunes, 2 de marzo de 2026 "
    "8:15\nPara: Paul\nAsunto: Vos CGU",
    "outlook italian": "Da: Registre <contact@registre.example>\nInviato: lunedì 2 marzo 2026 08:15\nA: "
    "Paul\nOggetto: Vos CGU",
    "outlook dutch": "Van: Registre <contact@registre.example>\nVerzonden: maandag 2 maart 2026 08:15\nAan: "
    "Paul\nOnderwerp: Vos CGU",
    "bold in plain text": "*De :* Registre <contact@registre.example>\n*Envoyé :* lundi 2 mars 2026 08:15\n*À "
    ":* Paul\n*Objet :* Vos CGU",
    "wrapped": "De : Registre de preuve de covoiturage\n<contact@registre.example>\nEnvoyé : lundi 2 mars 2026 "
    "08:15\nÀ : Paul\nObjet : Vos\nCGU",
    "with a rule": "________________________________\nDe : Registre <contact@registre.example>\nEnvoyé : lundi "
    "2 mars 2026 08:15\nÀ : Paul\nObjet : CGU",
    "original message": "-----Message d'origine-----\nDe : Registre\nEnvoyé : lundi 2 mars 2026 08:15\nÀ : "
    "Paul\nObjet : CGU",
    "zimbra": '----- Mail original -----\nDe: "Registre" <contact@registre.example>\nÀ: "Paul"\nEnvoyé: Lundi 2 '
    "Mars 2026 08:15:41\nObjet: CGU",
    "samsung": "-------- Message d'origine --------\nDe : Registre\nDate : 02/03/2026 08:15 (GMT+01:00)\nÀ : "
    "Paul\nObjet : CGU",
    "thunderbird forward": "-------- Message transféré --------\nSujet : CGU\nDate : Mon, 2 Mar 2026 08:15\nDe "
    ": Registre\nPour : Paul",
    "gmail forward": "---------- Forwarded message ---------\nDe : Registre <contact@registre.example>\nDate: "
    "lun. 2 mars 2026 à 08:15\nSubject: CGU",
    "apple forward": "Début du message réexpédié :\n\nDe: Registre\nObjet: CGU\nDate: 2 mars 2026 à 08:15:00 "
    "UTC+1\nÀ: Paul",
    "on one line": "De : Registre <contact@registre.example> Envoyé : lundi 2 mars 2026 08:15 À : Paul Objet : CGU",
}
QUOTED_LETTER = f"{ATTRIBUTIONS['gmail']}\n\n{quoted(REGISTRY_LETTER)}"
LETTER_BELOW_HEADER = f"{HEADER_BLOCKS['outlook french']}\n\n{REGISTRY_LETTER}"


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS)
def test_what_stands_below_an_attribution_is_quoted(attribution):
    reply = own_words(mail(f"Nous acceptons.\n\n{attribution}\n\n{quoted(REGISTRY_LETTER)}"))

    assert reply.text == "Nous acceptons."
    assert "votre acceptation de ces CGU" in reply.quoted


@pytest.mark.parametrize("name", ["gmail", "apple", "english", "german", "proton"])
def test_history_below_an_attribution_needs_no_quote_marks(name):
    reply = own_words(mail(f"Nous acceptons.\n\n{ATTRIBUTIONS[name]}\n\n{REGISTRY_LETTER}"))

    assert reply.text == "Nous acceptons."


@pytest.mark.parametrize("header", HEADER_BLOCKS.values(), ids=HEADER_BLOCKS)
def test_what_stands_below_the_header_of_another_mail_is_history(header):
    reply = own_words(mail(f"Nous acceptons.\n\n{header}\n\n{REGISTRY_LETTER}"))

    assert reply.text == "Nous acceptons."
    assert "votre acceptation de ces CGU" in reply.quoted


def test_an_answer_below_the_quote_is_the_authors():
    reply = own_words(mail(f"{QUOTED_LETTER}\n\nOui, nous acceptons.\n\n-- \nPaul Lemaire\nOpérateur SAS"))

    assert reply.text == "Oui, nous acceptons."
    assert reply.signature == "--\nPaul Lemaire\nOpérateur SAS"


def test_answers_between_the_lines_go_with_their_questions():
    text = (
        "Le 14/01/2026 à 10:31, Registre a écrit :\n> Acceptez-vous les CGU ?\nOui.\n> Qui est votre DPO "
        "?\nPaul Lemaire, dpo@operateur.example\n> Bien à vous"
    )

    reply = own_words(mail(text))

    assert reply.text == "Oui.\n\nPaul Lemaire, dpo@operateur.example"
    assert [(question.splitlines()[-1], answer) for question, answer in reply.answered] == [
        ("Acceptez-vous les CGU ?", "Oui."),
        ("Qui est votre DPO ?", "Paul Lemaire, dpo@operateur.example"),
    ]


def test_the_torn_end_of_a_quoted_line_is_no_answer():
    text = (
        "Le 14/01/2026 à 10:31, Registre a écrit :\n> Merci de nous indiquer par retour de mail si vous "
        "acceptez bien\nces CGU\n> dans leur version en ligne.\n\nOui."
    )

    assert own_words(mail(text)).text == "Oui."


SIGNATURES = [
    "-- \nPaul Lemaire",
    "Cordialement,\n\nPaul Lemaire\nDirecteur juridique\nOpérateur SAS",
    "Bien à vous,\nPaul\n\nPaul Lemaire | Opérateur SAS\n+33 1 99 00 00 00 | www.operateur.example",
    "Paul Lemaire\nPrésident, Opérateur SAS",
    "Merci d'avance,\n\nP. Lemaire\nDirecteur juridique",
    "Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.\n\nPaul LEMAIRE\nDirecteur juridique",
    "Kind regards,\n\nPaul Lemaire\nHead of Legal",
    "Le président,\nPaul Lemaire\nDirecteur juridique",
    "Cdt\nPaul L.\nDirecteur juridique",
    "Cordialement\n[cid:image001.png@01DC59A2.4F3B6E10]\nPaul Lemaire\nDirecteur juridique",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_is_no_word_of_the_authors(signature):
    reply = own_words(mail(f"Bonjour,\n\nNous acceptons les CGU.\n\n{signature}\n\n{QUOTED_LETTER}"))

    assert "Nous acceptons les CGU." in reply.text
    assert not any(word in reply.text for word in ("Directeur", "Opérateur SAS", "Head of", "+33"))


@pytest.mark.parametrize(
    "words",
    [
        "Bonjour,\n\nMerci\n\nVoici le Kbis\n\nPaul",
        "Cordialement,\n\nPaul Lemaire\n\nNous refusons toutefois l'article 9.",
        "Bonjour,\n\nJ'accepte.\n\nCordialement,\nPaul\n\nP.S. : nous refusons l'article 9.",
        "Bonjour\n\nMerci pour votre retour rapide, je vous réponds demain.\n\nNous refusons l'article 9.",
        "Notre offre :\n--\nnous refusons l'article 9 et nous le disons ici, tout en bas, après un trait qui "
        "n'ouvre aucune signature\n" + "ligne\n" * 120,
    ],
)
def test_what_the_author_goes_on_to_say_below_a_formula_is_kept(words):
    reply = own_words(mail(words))

    assert "article 9" in reply.text or "Voici le Kbis" in reply.text


@pytest.mark.parametrize(
    "text",
    [
        "Voici nos contacts.\n\nDPO\nPaul Lemaire\npaul@operateur.example",
        "Voici nos contacts.\n\nCordialement\n\nDPO : Paul Lemaire, paul@operateur.example",
    ],
)
def test_the_sender_named_for_a_role_is_no_signature(text):
    assert "paul@operateur.example" in own_words(mail(text)).text


def test_a_company_that_refuses_in_its_own_name_is_no_signature():
    reply = own_words(mail("Nous acceptons les CGU.\n\nTrajeo refuse l'article 6", sender_name="Trajeo SAS"))

    assert "refuse l'article 6" in reply.text


def test_a_signature_that_speaks_of_accepting_makes_the_cut_doubtful():
    assert own_words(mail("Voici le RIB.\n\nPaul Lemaire\nEn nous écrivant, vous acceptez nos conditions.")).doubtful


def test_whoever_signs_without_a_formula_signs_though_the_header_does_not_name_them():
    card = "Thomas Guérin\nResponsable partenariats\nTél : 01 99 00 77 88"

    assert own_words(mail(f"Bien reçu, nous regardons.\n\n{card}")).signature == card


def test_a_person_named_below_a_sentence_about_a_role_is_no_signature():
    said = "Voici notre DPO.\n\nThomas Guérin\nthomas@operateur.example"

    assert own_words(mail(said)).text == said


def test_a_list_of_contacts_is_no_signature():
    text = "Bonjour,\n\nResponsable technique :\n\nPaul Lemaire\npaul@operateur.example\n06 39 98 00 00"

    assert "06 39 98 00 00" in own_words(mail(text)).text


@pytest.mark.parametrize(
    "line",
    [
        "Envoyé de mon iPhone",
        "Sent from my Galaxy",
        "Télécharger Outlook pour iOS",
        "Get Outlook for Android<https://aka.ms/x>",
        "Provenance : Courrier pour Windows",
        "Envoyé à partir de Outlook pour Android",
    ],
)
def test_what_a_telephone_adds_is_no_word_of_the_authors(line):
    reply = own_words(mail(f"Nous acceptons.\n\n{line}\n\n{LETTER_BELOW_HEADER}"))

    assert reply.text == "Nous acceptons."
    assert reply.boilerplate == line


@pytest.mark.parametrize(
    "disclaimer",
    [
        "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de "
        "leurs\ndestinataires. Vous acceptez nos conditions.",
        "This email and any files transmitted with it are confidential. By reading it you agree to our terms.",
        "Pensez à l'environnement avant d'imprimer ce message.",
        "If you are not the intended recipient, you accept to delete it.",
    ],
)
def test_a_disclaimer_is_no_word_of_the_authors(disclaimer):
    reply = own_words(mail(f"Bonjour,\n\nVoici notre RIB.\n\nCordialement,\nPaul Lemaire\n\n{disclaimer}"))

    assert reply.text == "Bonjour,\n\nVoici notre RIB.\n\nCordialement,"
    assert "accept" not in reply.text


@pytest.mark.parametrize(
    "sentence",
    [
        "Le présent courriel vaut acceptation de vos conditions générales d'utilisation.",
        "Ce mail pour vous dire que nous acceptons les CGU sous réserve de notre politique de confidentialité.",
        "Envoyé par courrier ce jour : notre Kbis.",
        "Le logo est à l'usage exclusif de votre site.",
    ],
)
def test_a_sentence_that_resembles_a_disclaimer_is_kept(sentence):
    assert sentence in own_words(mail(f"Bonjour,\n\n{sentence}\n\nCordialement,\nPaul Lemaire")).text


def test_answers_announced_within_the_quote_make_the_cut_doubtful():
    reply = own_words(mail(f"Bonjour, voir mes réponses en rouge ci-dessous.\n\n{LETTER_BELOW_HEADER}\nOui"))

    assert reply.doubtful


def test_a_mail_that_only_forwards_is_doubtful():
    reply = own_words(mail(f"{HEADER_BLOCKS['gmail forward']}\n\nJ'accepte les CGU."))

    assert reply.text == ""
    assert reply.doubtful


HTML_QUOTES = {
    "gmail": '<div class="gmail_quote"><div class="gmail_attr">Le 3 mars, Registre a écrit :</div><blockquote '
    'class="gmail_quote">{}</blockquote></div>',
    "gmail forward": '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message '
    "---------</div>{}</div>",
    "apple": '<blockquote type="cite"><div>Le 3 mars, Registre a écrit :</div>{}</blockquote>',
    "outlook desktop": '<div style="border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>De :</b> '
    "Registre<br><b>Envoyé :</b> lundi 2 mars 2026<br>"
    "<b>À :</b> Paul<br><b>Objet :</b> CGU</p></div>{}",
    "outlook web": '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Od:</b> Registre</div>{}',
    "outlook mobile": '<div id="mail-editor-reference-message-container"><div>{}</div></div>',
    "thunderbird": '<div class="moz-cite-prefix">Le 3 mars, Registre a écrit :</div><blockquote type="cite" '
    'cite="mid:1">{}</blockquote>',
    "yahoo": '<div id="ydp1yahoo_quoted_1" class="ydp1yahoo_quoted">{}</div>',
    "zimbra": '<hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>De: '
    "</b>Registre</div><div>{}</div>",
    "proton": '<div class="protonmail_quote">Le 3 mars, Registre a écrit :<br><blockquote '
    'class="protonmail_quote" type="cite">{}</blockquote></div>',
    "roundcube": '<p id="reply-intro">Le 3 mars, Registre a écrit :</p><blockquote>{}</blockquote>',
    "orange": "<blockquote style='border-left:#FF7900 2px solid'>&gt; Message du 03/03/26<br>&gt; De : "
    "Registre<br>{}</blockquote>",
    "gmx": '<div name="quote" style="border-left:2px solid">{}</div>',
}


@pytest.mark.parametrize("frame", HTML_QUOTES.values(), ids=HTML_QUOTES)
def test_each_clients_html_shows_what_it_quotes(frame):
    letter = "<div>Merci de nous indiquer votre acceptation des CGU.</div>"

    reply = own_words(mail(html=f"<div>Nous acceptons.</div>{frame.format(letter)}"))

    assert reply.text == "Nous acceptons."
    assert "votre acceptation" in reply.quoted


HTML_WORDS = {
    "thunderbird, answer below": '<div class="moz-cite-prefix">Le 02/03/2026 à 10:00, X a écrit '
    ':</div><blockquote type="cite">{}</blockquote>'
    '<p>Oui.</p><div class="moz-signature">-- <br>Zoé<br>Directrice</div>',
    "apple, between the lines": '<blockquote type="cite">{}</blockquote><div>Oui.</div><blockquote '
    'type="cite">DPO ?</blockquote>',
    "orange, marks as text": "<p>Oui.</p>&gt; Message du 03/03/26 10:00<br>&gt; De : X<br>&gt; <br>&gt; {}",
    "yahoo": '<div>Oui.</div><div class="ydp1signature">Zoé<br>Directrice</div><div id="ydp2yahoo_quoted_7" '
    'class="ydp2yahoo_quoted">{}</div>',
    "outlook mobile": '<div>Oui.</div><div id="ms-outlook-mobile-signature">Obtenir Outlook pour iOS</div><div '
    'id="divRplyFwdMsg">{}</div>',
    "signature in a table": "<p>Oui.</p><p>Bien cordialement</p><table><tr><td>Paul "
    "Lemaire<br>Directeur</td><td>01 99 00 00 00</td></tr></table>"
    "<blockquote>{}</blockquote>",
    "letter in a table": "<table><tr><td></td><td><p>Oui.</p><p>Cordialement,</p><p>Paul "
    "Lemaire<br>Directeur</p></td></tr></table><blockquote>{}</blockquote>",
}


@pytest.mark.parametrize("html", HTML_WORDS.values(), ids=HTML_WORDS)
def test_the_authors_words_are_found_in_each_clients_html(html):
    reply = own_words(mail(html=html.format("<span>Acceptez-vous les CGU ?</span>")))

    assert reply.text.startswith("Oui.")
    assert not any(word in reply.text for word in ("Acceptez-vous", "Direct", "Outlook", "01 99"))


def test_words_written_below_gmails_quote_are_the_authors():
    reply = own_words(mail(html=HTML_QUOTES["gmail"].format("Acceptez-vous ?") + "<div>Oui, nous acceptons.</div>"))

    assert reply.text == "Oui, nous acceptons."


def test_an_indented_paragraph_is_no_quote():
    html = (
        '<div>Voici :</div><blockquote style="margin: 0 0 0 40px; border: none; padding: 0px;"><div>Nous '
        "acceptons.</div></blockquote>"
    )

    assert "Nous acceptons." in own_words(mail(html=html)).text


@pytest.mark.parametrize(
    "hiding",
    ['style="display:none"', 'style="font-size:0px"', "hidden", 'style="visibility: hidden"', 'style="mso-hide:all"'],
)
def test_what_html_hides_is_not_read(hiding):
    assert own_words(mail(html=f"<p>Bonjour</p><div {hiding}>J'accepte les CGU.</div>")).text == "Bonjour"


def test_a_table_is_one_line_a_row():
    html = (
        "<table><tr><th>Rôle</th><th>Nom</th></tr><tr><td><p>DPO</p></td><td><p>Irène Sallenave</p></td></tr></table>"
    )

    assert own_words(mail(html=html)).text == "Rôle | Nom\nDPO | Irène Sallenave"


def test_an_address_behind_words_is_written_out():
    assert (
        own_words(mail(html='<p>DPO : <a href="mailto:dpo@operateur.example">lui écrire</a></p>')).text
        == "DPO : lui écrire <dpo@operateur.example>"
    )


def test_outlooks_second_copy_of_an_address_is_dropped():
    assert (
        own_words(mail("DPO : a@b.example<mailto:a@b.example>, 01 99 00 00 00<tel:0199000000>")).text
        == "DPO : a@b.example, 01 99 00 00 00"
    )


def test_zero_width_characters_do_not_part_words():
    assert own_words(mail(html="<p>Nous n&#8203;'acc&shy;eptons pas.</p>")).text == "Nous n'acceptons pas."


def test_a_clear_signed_text_is_read_without_its_armour():
    armoured = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nNous acceptons.\n- -- \nPaul\n-----BEGIN "
        "PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n"
    )

    assert own_words(mail(armoured)).text == "Nous acceptons."
