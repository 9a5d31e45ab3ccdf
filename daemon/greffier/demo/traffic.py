"""What else arrives in a shared mailbox: a carpooler, a newsletter, an invoice, a local authority, a forger."""

from datetime import date, time

from greffier.demo import papers
from greffier.demo.cast import CARPOOLER, COUNCIL, FORGER, HELENE, NEWSLETTER, SUPPLIER
from greffier.demo.people import Draft
from greffier.demo.scenes import Scene

TRAFFIC = (
    Scene(
        3,
        time(21, 10),
        "demande où est sa prime",
        Draft(
            CARPOOLER,
            "Bonjour,\n\nJ'ai fait douze trajets en covoiturage le mois dernier et je n'ai toujours pas reçu ma prime "
            "de 100 euros. À qui dois-je m'adresser ?",
            "Prime covoiturage non reçue",
        ),
    ),
    Scene(
        8,
        time(7, 5),
        "paraît, comme chaque semaine",
        Draft(
            NEWSLETTER,
            "Cette semaine : le covoiturage domicile-travail progresse de 12 %, trois régions ouvrent leur ligne, et "
            "notre entretien avec une élue.\n\nPour ne plus recevoir cette lettre : https://mobilites-hebdo.example/desabonnement",
            "Mobilités Hebdo n° 412 : le covoiturage progresse",
            headers={
                "List-Id": "<lettre.mobilites-hebdo.example>",
                "List-Unsubscribe": "<https://mobilites-hebdo.example/desabonnement>",
                "Precedence": "bulk",
            },
        ),
    ),
    Scene(
        10,
        time(11, 0),
        "envoie une facture",
        Draft(
            SUPPLIER,
            "Bonjour,\n\nVeuillez trouver ci-joint notre facture F-2026-1187, à régler avant le 12 décembre.",
            "Facture F-2026-1187",
            {"F-2026-1187.pdf": papers.invoice("F-2026-1187", date(2026, 11, 12))},
        ),
    ),
    Scene(
        15,
        time(10, 40),
        "demande un accès pour son territoire",
        Draft(
            COUNCIL,
            "Bonjour,\n\nNotre communauté de communes, autorité organisatrice de la mobilité, souhaite suivre les "
            "covoiturages de son territoire. Comment obtenir un accès aux données du registre ?",
            "Accès d'une collectivité aux données du registre",
        ),
    ),
    Scene(
        16,
        time(22, 47),
        "demande de changer le RIB, vite",
        Draft(
            HELENE,
            "Bonjour,\n\nSuite à un changement de banque, merci de remplacer dès aujourd'hui notre RIB par celui qui "
            "est joint. C'est urgent.",
            "Sillage : nouveau RIB",
            {"nouveau RIB.pdf": papers.rib("SILLAGE SAS", papers.iban(99), "BDFEFRPPCCT", "Banque de France")},
        ),
        handed_in_by=FORGER,
    ),
)
