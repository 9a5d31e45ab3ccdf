"""What a first mail is about: who writes, and for what, not whose words they use."""

from pathlib import Path

import pytest

from greffier.model.mail import DocumentType, PersonType, SenderKind, Topic
from greffier.reading.topic import organisation_of, person_type_of, read_topic
from reading.meaning import WORDINGS, words, written

CASES = [
    (
        "onboarding",
        "Nous sommes une régie qui va lancer une ligne de covoiturage. On doit passer par vous pour les preuves ?",
        "",
        "ligne de covoit",
        "contact@regie.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        "Les trajets doivent passer par un opérateur inscrit chez vous pour toucher l'aide. Mon appli n'y est pas.",
        "",
        "StopCar",
        "zoe@courrier.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        "Nous réalisons pour la communauté urbaine un diagnostic et aurions besoin des données du registre.",
        "",
        "étude",
        "etudes@cabinet.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour,\nNotre start-up développe une appli de covoiturage pour les étudiants de Rennes. "
            "Comment faire pour être partenaire du registre ?"
        ),
        "Léo Tanguy\nStudRide SAS",
        "partenariat",
        "leo@studride.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour, je souhaite inscrire ma plateforme de covoiturage Roulons Ensemble au registre. "
            "Quelles démarches ?"
        ),
        "",
        "inscription",
        "contact@roulons.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Madame, Monsieur,\nNous sollicitons l'adhésion de notre société au Registre de preuve de "
            "covoiturage. Merci de nous faire parvenir la liste des documents à fournir."
        ),
        "Le gérant\nTransCo SARL",
        "Demande d'adhésion",
        "gerant@transco.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Hi,\nWe operate a carpooling app in the Geneva area and want to join the French proof "
            "registry. What do you need from us?"
        ),
        "Ann Lee\nShareSeat Sàrl",
        "Joining",
        "ann@shareseat.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour,\nKlaxit ayant fermé, nous reprenons son service de covoiturage domicile-travail et "
            "voulons transmettre nos trajets au registre. Pouvez-vous nous dire comment devenir "
            "opérateur ?"
        ),
        "Marc Petit\nReprisCo SAS",
        "Reprise",
        "marc@reprisco.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour,\nNous voudrions devenir opérateur du registre. Combien de temps prend la procédure, "
            "et y a-t-il des frais ?"
        ),
        "Julie Roux\nCovoitPlus SAS",
        "Questions",
        "julie@covoitplus.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour,\nNous envisageons de rejoindre le registre comme opérateur. Un hébergement hors UE "
            "est-il accepté ?"
        ),
        "Tom Weber\nRideTogether GmbH",
        "Hosting",
        "tom@ridetogether.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        "L'association Voiture Partagée du Trégor accepte les CGU du registre de preuve de covoiturage.",
        "Le président\nAssociation Voiture Partagée du Trégor",
        "CGU",
        "president@voiture-partagee-tregor.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        "Bonjour,\nCi-joint les éléments de notre dossier.",
        "Paul\nMobiPart SAS",
        "Dossier opérateur",
        "paul@mobipart.example",
        ("registration", "technical_file"),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour,\nNotre SCIC propose un service d'autostop organisé en Ardèche. On nous a conseillé "
            "de nous faire référencer dans votre registre, par où commencer ?"
        ),
        "Zoé\nSCIC Pouce 07",
        "référencement",
        "zoe@pouce07.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour, j'ai créé un site de covoiturage pour mon village et les gens voudraient toucher "
            "la prime, il parait que je dois être inscrit chez vous comme opérateur. Comment faire ? Je "
            "suis auto-entrepreneur."
        ),
        "Bernard",
        "prime",
        "bernard.dupuis@orange.fr",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour,\nNous éditons l'application Covoit'Alsace. Nous souhaiterions rejoindre le RPC. "
            "Pouvons-nous convenir d'un rendez-vous téléphonique ?"
        ),
        "Anne Klein\nAlsaMob SAS",
        "RPC",
        "anne@alsamob.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour,\nsuite à l'appel d'offres remporté auprès de la Métropole de Nantes, notre société "
            "doit transmettre ses preuves de covoiturage au registre. Merci de nous indiquer la "
            "procédure pour devenir opérateur."
        ),
        "Luc Denis\nRoulez SAS",
        "Métropole de Nantes",
        "luc@roulez.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        (
            "Bonjour,\nNotre collectivité souhaite lancer une campagne d'incitation au covoiturage. "
            "Comment accéder à vos données ?"
        ),
        "Service mobilité\nCommunauté de communes du Pays de Redon",
        "Campagne",
        "mobilite@cc-redon.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        "Bonjour,\nLa Région Occitanie souhaite obtenir un accès territoire pour suivre les trajets.",
        "Jean Faure\nRégion Occitanie",
        "accès",
        "jean.faure@regionoccitanie.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        (
            "Bonjour, je suis élu à la mairie de Plougastel et délégué aux mobilités. Pouvons-nous "
            "subventionner les trajets de nos habitants ?"
        ),
        "",
        "question",
        "yves.lebras@orange.fr",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        (
            "Bonjour,\nen tant qu'AOM nous devons signer une convention avec un opérateur. Pouvez-vous "
            "nous transmettre la liste des opérateurs du registre ?"
        ),
        "Sylvie Morel\nSyndicat mixte des transports du Bassin",
        "liste opérateurs",
        "s.morel@smtb.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        "Bonjour,\nVeuillez trouver ci-joint la délibération de notre conseil communautaire.",
        "Le DGS\nCommunauté d'agglomération du Lac",
        "délibération",
        "dgs@agglo-lac.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        "Bonjour,\nLe Département de la Creuse souhaite adhérer au registre afin de financer des trajets solidaires.",
        "P. Roy\nConseil départemental de la Creuse",
        "adhésion",
        "p.roy@creuse.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        "bonjour je n'ai toujours pas reçu ma prime de 100€ alors que jai fait mes 10 trajets avec karos",
        "",
        "prime",
        "lea@gmail.com",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        "Bonjour,\nMes trajets avec BlaBlaCar Daily n'apparaissent pas. Que faire ?",
        "Julie",
        "trajets",
        "julie@hotmail.fr",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        (
            "Bonjour,\nMon ancien employeur refuse de me verser le forfait mobilités durables, "
            "pouvez-vous me fournir une attestation de mes covoiturages ?"
        ),
        "Marc Dupuis\nIngénieur\nAirbus SAS",
        "attestation",
        "marc.dupuis@airbus.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        "Bonjour, je voudrais supprimer mes données personnelles du registre.",
        "A. Martin",
        "RGPD",
        "a.martin@laposte.net",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        "Hello, I drive to work with my neighbour every day, how can I get the 100 euros bonus?",
        "Sam",
        "bonus",
        "sam@gmail.com",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        (
            "Bonjour,\nJe suis conductrice sur Karos et mon compte a été bloqué pour fraude, je n'ai rien "
            "fait ! Débloquez-moi."
        ),
        "",
        "compte bloqué",
        "nadia@gmail.com",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        "Bonjour, comment m'inscrire au covoiturage pour aller de Melun à Paris ? Je cherche un conducteur.",
        "Lina",
        "inscription covoiturage",
        "lina@yahoo.fr",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        "Ma fille a fait 12 trajets comme passagère et l'application affiche 0 trajet certifié. Elle perd sa prime.",
        "M. Legrand",
        "trajets non certifiés",
        "legrand@free.fr",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        "je veux m inscrire au registre pour avoir ma prime covoiturage comment faire",
        "",
        "prime",
        "kevin@gmail.com",
        (),
        SenderKind.PERSON,
    ),
    (
        "carpooler",
        "Merci, j'ai bien reçu ma prime, tout est réglé.",
        "Luc",
        "Re: prime",
        "luc@gmail.com",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        "Bonjour,\nJe suis étudiante en master et je rédige un mémoire sur le covoiturage. Auriez-vous des données ?",
        "Emma",
        "mémoire",
        "emma@univ.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        "Bonjour,\nJournaliste à Ouest-France, je souhaite interviewer un responsable du registre.",
        "Claire",
        "interview",
        "claire@ouest.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        "Bonjour,\nJe vous adresse ma candidature pour un poste de développeur dans votre équipe. Mon CV est joint.",
        "Hugo",
        "candidature",
        "hugo@gmail.com",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        (
            "Bonjour,\nNous proposons des solutions d'hébergement souverain. Seriez-vous disponible pour "
            "une démonstration de notre offre ?"
        ),
        "Eric\nCloudFR SAS",
        "hébergement",
        "eric@cloudfr.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        (
            "Bonjour,\nDepuis ce matin l'API de production renvoie des erreurs 500 sur nos envois. Notre "
            "opérateur est le n° 12."
        ),
        "Equipe tech\nMobiRide",
        "erreur 500",
        "tech@mobiride.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        (
            "Bonjour,\nNotre société a changé de RIB, merci de mettre à jour notre fiche : les "
            "incitations doivent être versées sur ce nouveau compte."
        ),
        "Compta\nRideCo SAS",
        "nouveau RIB",
        "compta@rideco.example",
        ("rib",),
        SenderKind.PERSON,
    ),
    (
        "other",
        "Bonjour,\nJe souhaite immatriculer ma société au registre du commerce, quels documents fournir ?",
        "Paul",
        "immatriculation",
        "paul@gmail.com",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        "Bonjour,\nLa DREAL Bretagne souhaite disposer de statistiques régionales sur le covoiturage.",
        "Service mobilités\nDREAL Bretagne",
        "statistiques",
        "x@developpement-durable.gouv.fr",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        "Bonjour,\nVotre facture d'électricité n° 123 est impayée. Merci de régler sous 8 jours.",
        "Service facturation",
        "facture",
        "f@edf.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        (
            "Bonjour,\nNous sommes un cabinet de conseil et souhaitons réaliser un benchmark des "
            "opérateurs du registre pour notre étude de marché."
        ),
        "Consultant\nStratCo",
        "étude de marché",
        "c@stratco.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        "Bonjour, opérateur partenaire depuis 2021, nous voulons changer notre logo sur votre site.",
        "Com\nMobi SAS",
        "logo",
        "com@mobi.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "registry",
        "Quelqu'un vous a laissé un message sur le formulaire de contact.\nNom: X\nMessage: bonjour",
        "",
        "Formulaire de contact",
        "contact@covoiturage.beta.gouv.fr",
        (),
        SenderKind.AUTO_REPLY,
    ),
    (
        "registry",
        "Votre export des trajets est disponible.",
        "",
        "Export",
        "contact@covoiturage.beta.gouv.fr",
        (),
        SenderKind.AUTO_REPLY,
    ),
    (
        "other",
        (
            "The conditions under which any operator works are, according to most writers, never stated in "
            "plain terms. A journey begins with a register, and those who join it seldom accept what the "
            "company tells them. "
        )
        * 6,
        "",
        "A long view",
        "ed@letters.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        (
            "static int probe(void)\n\trelease_mem_region(res->start, "
            "resource_size(res));\n\tregister_operator(op, carpool);"
        ),
        "",
        "[PATCH] release regions",
        "lk@lists.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        "Hi, we help mobility platforms grow. According to our terms, the first month is free.",
        "",
        "Boost your operators",
        "bob@leadgen.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "other",
        "Bonjour, ma société de taxi veut s'inscrire au registre des transporteurs. Quelles pièces fournir ?",
        "",
        "Licence",
        "sami@taxi.example",
        (),
        SenderKind.PERSON,
    ),
    ("onboarding", "how do we join?", "", "(sans objet)", "jo@sharewheels.example", (), SenderKind.PERSON),
    (
        "onboarding",
        (
            "Bonjour, je suis retraité et j'ai développé un site qui met en relation les gens du plateau. "
            "J'aimerais que les trajets soient validés chez vous."
        ),
        "G. Mouton",
        "mon petit service",
        "g.mouton@orange.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        (
            "Bonjour,\nla Métropole de Vauclair vient de nous attribuer son marché. Le cahier des charges "
            "impose que nos trajets passent par votre registre. Comment procéder pour notre inscription ?"
        ),
        "Rémi Lacaze, Klaxou",
        "Lauréat du marché",
        "remi@klaxou.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        (
            "Bonjour,\nLe SMTC de la Lauze souhaite adhérer au registre de preuve de covoiturage.\n\nKarine "
            "Noël\nSyndicat mixte des transports en commun"
        ),
        "",
        "Devenir partenaire",
        "k.noel@smtc-lauze.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        (
            "Bonjour, le Département de la Serre aménage 12 aires de covoiturage et voudrait mesurer leur "
            "usage. À qui m'adresser ?"
        ),
        "Agathe Prieur",
        "Aires de covoiturage",
        "agathe@dept-serre.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "onboarding",
        "Bonjour, nos 3 000 covoitureurs nous réclament la prime, et nos trajets doivent être déclarés chez vous.",
        "Mélissa",
        "Prise de contact",
        "melissa@vroom.example",
        (),
        SenderKind.PERSON,
    ),
    (
        "territory",
        "Guten Tag,\ndie Stadt Kehl möchte Fahrgemeinschaften fördern.",
        "",
        "Stadt Kehl",
        "j.weiss@stadt-kehl.example",
        (),
        SenderKind.PERSON,
    ),
]


@pytest.mark.parametrize(("topic", "text", "signature", "subject", "sender", "types", "kind"), CASES)
def test_a_first_mail_is_sorted_by_who_writes_and_for_what(
    topic: str, text: str, signature: str, subject: str, sender: str, types: tuple[str, ...], kind: SenderKind
) -> None:
    mail = written(subject, sender, (), "")

    found = read_topic(mail, words(text, "", signature), kind, frozenset(map(DocumentType, types)), WORDINGS)

    assert found.value is Topic(topic)


def test_the_operators_name_is_taken_from_its_signature() -> None:
    assert organisation_of(written(), words("Bonjour"), ()) == "Trajeco"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Je suis micro-entrepreneur, j'agis en mon nom propre.", PersonType.NATURAL),
        ("Notre association loi 1901 accepte les CGU.", PersonType.LEGAL),
        ("Merci beaucoup.", None),
    ],
)
def test_the_kind_of_person_is_what_the_author_says(text: str, kind: PersonType | None) -> None:
    assert person_type_of(written(), words(text, "", ""), (), WORDINGS) is kind


def test_a_user_who_asks_whether_an_operator_is_in_is_no_applicant() -> None:
    asked = "Salarié et conducteur, je voudrais savoir si l'opérateur que j'utilise est bien inscrit au registre."

    found = read_topic(
        written("", "a@b.example", (), ""), words(asked, "", ""), SenderKind.PERSON, frozenset(), WORDINGS
    )

    assert found.value is not Topic.ONBOARDING


FIRST_MAILS = Path(__file__).with_name("sentences") / "first_mails.txt"
"""Mails parted by blank lines: `topic | address | name | subject`, the words, and below `--` the signature."""


@pytest.mark.parametrize("mail", FIRST_MAILS.read_text("utf-8").strip().split("\n\n"))
def test_who_writes_and_for_what_is_told_from_the_words_used(mail: str) -> None:
    head, _, rest = mail.partition("\n")
    topic, sender, name, subject = (field.strip() for field in head.split("|"))
    text, _, signature = rest.partition("\n--\n")
    envelope = written(subject=subject, sender=sender, thread=(), name=name)
    found = read_topic(envelope, words(text, quoted="", signature=signature), SenderKind.PERSON, frozenset(), WORDINGS)
    assert found.value.value == topic
