"""Whether a person must see a mail, and why."""

from pathlib import Path

import pytest

from greffier.model.mail import Terms
from greffier.reading.attention import read_attention
from reading.meaning import WORDINGS, words, written

FIRST_MAILS = [
    (
        False,
        (
            "Bonjour,\nNotre start-up développe une appli de covoiturage pour les étudiants de Rennes. "
            "Comment faire pour être partenaire du registre ?"
        ),
        "Léo Tanguy\nStudRide SAS",
        "partenariat",
        "leo@studride.example",
    ),
    (
        False,
        (
            "Bonjour, je souhaite inscrire ma plateforme de covoiturage Roulons Ensemble au registre. "
            "Quelles démarches ?"
        ),
        "",
        "inscription",
        "contact@roulons.example",
    ),
    (
        False,
        (
            "Madame, Monsieur,\nNous sollicitons l'adhésion de notre société au Registre de preuve de "
            "covoiturage. Merci de nous faire parvenir la liste des documents à fournir."
        ),
        "Le gérant\nTransCo SARL",
        "Demande d'adhésion",
        "gerant@transco.example",
    ),
    (
        False,
        (
            "Hi,\nWe operate a carpooling app in the Geneva area and want to join the French proof "
            "registry. What do you need from us?"
        ),
        "Ann Lee\nShareSeat Sàrl",
        "Joining",
        "ann@shareseat.example",
    ),
    (
        False,
        (
            "Bonjour,\nKlaxit ayant fermé, nous reprenons son service de covoiturage domicile-travail et "
            "voulons transmettre nos trajets au registre. Pouvez-vous nous dire comment devenir "
            "opérateur ?"
        ),
        "Marc Petit\nReprisCo SAS",
        "Reprise",
        "marc@reprisco.example",
    ),
    (
        True,
        (
            "Bonjour,\nNous voudrions devenir opérateur du registre. Combien de temps prend la procédure, "
            "et y a-t-il des frais ?"
        ),
        "Julie Roux\nCovoitPlus SAS",
        "Questions",
        "julie@covoitplus.example",
    ),
    (
        True,
        (
            "Bonjour,\nNous envisageons de rejoindre le registre comme opérateur. Un hébergement hors UE "
            "est-il accepté ?"
        ),
        "Tom Weber\nRideTogether GmbH",
        "Hosting",
        "tom@ridetogether.example",
    ),
    (
        False,
        "L'association Voiture Partagée du Trégor accepte les CGU du registre de preuve de covoiturage.",
        "Le président\nAssociation Voiture Partagée du Trégor",
        "CGU",
        "president@voiture-partagee-tregor.example",
    ),
    (
        False,
        "Bonjour,\nCi-joint les éléments de notre dossier.",
        "Paul\nMobiPart SAS",
        "Dossier opérateur",
        "paul@mobipart.example",
    ),
    (
        False,
        (
            "Bonjour,\nNotre SCIC propose un service d'autostop organisé en Ardèche. On nous a conseillé "
            "de nous faire référencer dans votre registre, par où commencer ?"
        ),
        "Zoé\nSCIC Pouce 07",
        "référencement",
        "zoe@pouce07.example",
    ),
    (
        False,
        (
            "Bonjour, j'ai créé un site de covoiturage pour mon village et les gens voudraient toucher "
            "la prime, il parait que je dois être inscrit chez vous comme opérateur. Comment faire ? Je "
            "suis auto-entrepreneur."
        ),
        "Bernard",
        "prime",
        "bernard.dupuis@orange.fr",
    ),
    (
        True,
        (
            "Bonjour,\nNous éditons l'application Covoit'Alsace. Nous souhaiterions rejoindre le RPC. "
            "Pouvons-nous convenir d'un rendez-vous téléphonique ?"
        ),
        "Anne Klein\nAlsaMob SAS",
        "RPC",
        "anne@alsamob.example",
    ),
    (
        False,
        (
            "Bonjour,\nsuite à l'appel d'offres remporté auprès de la Métropole de Nantes, notre société "
            "doit transmettre ses preuves de covoiturage au registre. Merci de nous indiquer la "
            "procédure pour devenir opérateur."
        ),
        "Luc Denis\nRoulez SAS",
        "Métropole de Nantes",
        "luc@roulez.example",
    ),
    (
        True,
        (
            "Bonjour,\nNotre collectivité souhaite lancer une campagne d'incitation au covoiturage. "
            "Comment accéder à vos données ?"
        ),
        "Service mobilité\nCommunauté de communes du Pays de Redon",
        "Campagne",
        "mobilite@cc-redon.example",
    ),
    (
        True,
        "Bonjour,\nLa Région Occitanie souhaite obtenir un accès territoire pour suivre les trajets.",
        "Jean Faure\nRégion Occitanie",
        "accès",
        "jean.faure@regionoccitanie.example",
    ),
    (
        True,
        (
            "Bonjour, je suis élu à la mairie de Plougastel et délégué aux mobilités. Pouvons-nous "
            "subventionner les trajets de nos habitants ?"
        ),
        "",
        "question",
        "yves.lebras@orange.fr",
    ),
    (
        True,
        (
            "Bonjour,\nen tant qu'AOM nous devons signer une convention avec un opérateur. Pouvez-vous "
            "nous transmettre la liste des opérateurs du registre ?"
        ),
        "Sylvie Morel\nSyndicat mixte des transports du Bassin",
        "liste opérateurs",
        "s.morel@smtb.example",
    ),
    (
        True,
        "Bonjour,\nLe Département de la Creuse souhaite adhérer au registre afin de financer des trajets solidaires.",
        "P. Roy\nConseil départemental de la Creuse",
        "adhésion",
        "p.roy@creuse.example",
    ),
    (
        True,
        "bonjour je n'ai toujours pas reçu ma prime de 100€ alors que jai fait mes 10 trajets avec karos",
        "",
        "prime",
        "lea@gmail.com",
    ),
    (
        True,
        "Bonjour,\nMes trajets avec BlaBlaCar Daily n'apparaissent pas. Que faire ?",
        "Julie",
        "trajets",
        "julie@hotmail.fr",
    ),
    (
        True,
        (
            "Bonjour,\nMon ancien employeur refuse de me verser le forfait mobilités durables, "
            "pouvez-vous me fournir une attestation de mes covoiturages ?"
        ),
        "Marc Dupuis\nIngénieur\nAirbus SAS",
        "attestation",
        "marc.dupuis@airbus.example",
    ),
    (
        True,
        "Bonjour, je voudrais supprimer mes données personnelles du registre.",
        "A. Martin",
        "RGPD",
        "a.martin@laposte.net",
    ),
    (
        True,
        "Hello, I drive to work with my neighbour every day, how can I get the 100 euros bonus?",
        "Sam",
        "bonus",
        "sam@gmail.com",
    ),
    (
        True,
        (
            "Bonjour,\nJe suis conductrice sur Karos et mon compte a été bloqué pour fraude, je n'ai rien "
            "fait ! Débloquez-moi."
        ),
        "",
        "compte bloqué",
        "nadia@gmail.com",
    ),
    (
        True,
        "Bonjour, comment m'inscrire au covoiturage pour aller de Melun à Paris ? Je cherche un conducteur.",
        "Lina",
        "inscription covoiturage",
        "lina@yahoo.fr",
    ),
    (
        True,
        "Ma fille a fait 12 trajets comme passagère et l'application affiche 0 trajet certifié. Elle perd sa prime.",
        "M. Legrand",
        "trajets non certifiés",
        "legrand@free.fr",
    ),
    (
        True,
        "je veux m inscrire au registre pour avoir ma prime covoiturage comment faire",
        "",
        "prime",
        "kevin@gmail.com",
    ),
    (False, "Merci, j'ai bien reçu ma prime, tout est réglé.", "Luc", "Re: prime", "luc@gmail.com"),
    (
        True,
        "Bonjour,\nJe suis étudiante en master et je rédige un mémoire sur le covoiturage. Auriez-vous des données ?",
        "Emma",
        "mémoire",
        "emma@univ.example",
    ),
    (
        True,
        "Bonjour,\nJournaliste à Ouest-France, je souhaite interviewer un responsable du registre.",
        "Claire",
        "interview",
        "claire@ouest.example",
    ),
    (
        True,
        "Bonjour,\nJe vous adresse ma candidature pour un poste de développeur dans votre équipe. Mon CV est joint.",
        "Hugo",
        "candidature",
        "hugo@gmail.com",
    ),
    (
        True,
        (
            "Bonjour,\nNous proposons des solutions d'hébergement souverain. Seriez-vous disponible pour "
            "une démonstration de notre offre ?"
        ),
        "Eric\nCloudFR SAS",
        "hébergement",
        "eric@cloudfr.example",
    ),
    (
        True,
        (
            "Bonjour,\nDepuis ce matin l'API de production renvoie des erreurs 500 sur nos envois. Notre "
            "opérateur est le n° 12."
        ),
        "Equipe tech\nMobiRide",
        "erreur 500",
        "tech@mobiride.example",
    ),
    (
        True,
        (
            "Bonjour,\nNotre société a changé de RIB, merci de mettre à jour notre fiche : les "
            "incitations doivent être versées sur ce nouveau compte."
        ),
        "Compta\nRideCo SAS",
        "nouveau RIB",
        "compta@rideco.example",
    ),
    (
        True,
        "Bonjour,\nJe souhaite immatriculer ma société au registre du commerce, quels documents fournir ?",
        "Paul",
        "immatriculation",
        "paul@gmail.com",
    ),
    (
        True,
        "Bonjour,\nLa DREAL Bretagne souhaite disposer de statistiques régionales sur le covoiturage.",
        "Service mobilités\nDREAL Bretagne",
        "statistiques",
        "x@developpement-durable.gouv.fr",
    ),
    (
        True,
        "Bonjour,\nVotre facture d'électricité n° 123 est impayée. Merci de régler sous 8 jours.",
        "Service facturation",
        "facture",
        "f@edf.example",
    ),
    (
        True,
        (
            "Bonjour,\nNous sommes un cabinet de conseil et souhaitons réaliser un benchmark des "
            "opérateurs du registre pour notre étude de marché."
        ),
        "Consultant\nStratCo",
        "étude de marché",
        "c@stratco.example",
    ),
    (
        True,
        "Bonjour, opérateur partenaire depuis 2021, nous voulons changer notre logo sur votre site.",
        "Com\nMobi SAS",
        "logo",
        "com@mobi.example",
    ),
]


@pytest.mark.parametrize(("needed", "text", "signature", "subject", "sender"), FIRST_MAILS)
def test_a_first_mail_goes_to_a_person_unless_the_welcome_letter_answers_it(
    needed: bool, text: str, signature: str, subject: str, sender: str
) -> None:
    mail = written(subject, sender, (), "")

    assert read_attention(mail, words(text, "", signature), Terms.ABSENT, WORDINGS).needed is needed


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Quel format attendez-vous ?", "question"),
        ("Pouvez-vous nous rappeler", "question"),
        ("Auriez-vous un modèle de dossier technique", "question"),
        ("Je ne sais plus quoi faire.", "question"),
        ("Où en est notre dossier", "question"),
        ("Bonne journée à vous", None),
        ("Notre RIB a changé.", "bank-change"),
        ("Voici à nouveau notre RIB.", None),
        ("Nous avons changé de banque, voici le nouveau RIB.", "bank-change"),
        ("C'est scandaleux, je demande qu'un humain regarde.", "complaint"),
        ("Merci de clore notre dossier.", "withdrawal"),
        ("Nous n'avons pas désigné de DPO.", "objection"),
        ("Voici le Kbis, restant à votre disposition.", None),
        ("Merci de bien vouloir confirmer la bonne réception.", None),
        ("J'aurais besoin de savoir quelle classe nous sera attribuée.", "question"),
        ("Le fichier est trop gros, comment faire ?", "question"),
        ("Le RIB est au nom de notre maison mère, est-ce gênant.", "question"),
        ("Je ne vous transmettrai pas ma carte d'identité.", "objection"),
        ("Je ne transmettrai pas le Kbis avant lundi.", None),
        ("N'hésitez pas à m'appeler si besoin.", None),
        ("Nous vous serions obligés d'en accuser réception.", None),
        ("Dites-moi s'il manque quelque chose.", None),
        ("Je quitte l'entreprise vendredi ; ma remplaçante est Anne Lou.", "change"),
        ("Ne m'écrivez plus.", "withdrawal"),
        ("Notre IBAN n'est plus le même depuis lundi.", "bank-change"),
        ("Kindly advise whether a scanned copy is sufficient.", "question"),
        ("Vous m'avez déjà demandé cela la semaine dernière.", "complaint"),
        ("Bonjour, notre RIB est joint.", None),
    ],
)
def test_the_reason_is_one_word(text: str, why: str | None) -> None:
    assert read_attention(written(), words(text), Terms.ABSENT, WORDINGS).why == why


@pytest.mark.parametrize("terms", [Terms.RESERVED, Terms.REFUSED, Terms.UNCLEAR])
def test_what_is_no_plain_acceptance_always_goes_to_a_person(terms: Terms) -> None:
    assert read_attention(written(), words("Voici le RIB."), terms, WORDINGS).needed


SENTENCES = Path(__file__).with_name("sentences")


def told(sentence: str) -> bool:
    return read_attention(written(), words(f"Bonjour,\n\n{sentence}"), Terms.ABSENT, WORDINGS).needed


@pytest.mark.parametrize("sentence", SENTENCES.joinpath("for_a_person.txt").read_text("utf-8").splitlines())
def test_what_asks_fails_complains_or_leaves_goes_to_a_person(sentence: str) -> None:
    assert told(sentence)


@pytest.mark.parametrize("sentence", SENTENCES.joinpath("for_nobody.txt").read_text("utf-8").splitlines())
def test_what_sends_names_thanks_or_tells_goes_to_nobody(sentence: str) -> None:
    assert not told(sentence)
