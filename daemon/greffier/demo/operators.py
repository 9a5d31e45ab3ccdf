"""What the three operators write: an exemplary one, one in dribs and drabs, one silent until reminded twice."""

from datetime import date, time

from greffier.demo import papers
from greffier.demo.cast import BRUNO, HELENE, LEO, TOM
from greffier.demo.chapters import ENGLISH, SKETCH
from greffier.demo.people import Draft
from greffier.demo.scenes import Closing, Scene

BANK, BIC = "Banque de France", "BDFEFRPPCCT"

EXEMPLARY = (
    Scene(
        0,
        time(9, 40),
        "demande à rejoindre le registre et accepte les CGU",
        Draft(
            HELENE,
            "Bonjour,\n\nSillage SAS exploite un service de covoiturage domicile-travail en Loire-Atlantique et "
            "souhaite rejoindre le registre de preuve de covoiturage.\n\nAu nom de Sillage, j'accepte les conditions "
            "générales d'utilisation du registre.",
            "Adhésion de Sillage au registre de preuve de covoiturage",
        ),
    ),
    Scene(
        1,
        time(10, 15),
        "envoie Kbis, RIB et dossier technique",
        Draft(
            HELENE,
            "Bonjour,\n\nVous trouverez ci-joint notre Kbis, notre RIB et notre dossier technique.",
            papers={
                "Kbis Sillage.pdf": papers.kbis("SILLAGE", papers.siren(1), date(2026, 10, 12)),
                "RIB Sillage.pdf": papers.rib("SILLAGE SAS", papers.iban(1), BIC, BANK),
                "Dossier technique Sillage.pdf": papers.technical_file("Sillage"),
            },
        ),
        answers=True,
    ),
    Scene(
        2,
        time(14, 5),
        "nomme ses trois contacts et joint le logo",
        Draft(
            HELENE,
            "Bonjour,\n\nVoici les personnes que vous demandez :\n"
            "- déléguée à la protection des données : Ana Roy, ana.roy@sillage.example\n"
            "- responsable de traitement : Hélène Vasseur, helene.vasseur@sillage.example\n"
            "- responsable technique : Karim Benali, karim.benali@sillage.example, 06 39 98 14 52\n\n"
            "Notre logo est joint.",
            papers={"logo-sillage.png": papers.logo()},
        ),
        answers=True,
    ),
    Scene(
        4,
        time(11, 20),
        "confirme la préproduction",
        Draft(HELENE, "Bonjour,\n\nKarim a fait les essais hier. La préproduction fonctionne, merci !"),
        answers=True,
    ),
    Scene(
        7,
        time(10, 5),
        "confirme la production",
        Draft(HELENE, "Bonjour,\n\nLa connexion à la production fonctionne aussi, nos premiers trajets sont partis."),
        answers=True,
    ),
)

DRIBS_AND_DRABS = (
    Scene(
        1,
        time(17, 20),
        "accepte les CGU, le reste « au fur et à mesure »",
        Draft(
            BRUNO,
            "Bonsoir,\n\nNous tenons un petit service de covoiturage dans le Cantal, la SARL Les Bons Trajets, et nous "
            "voudrions entrer dans le registre. Nous acceptons les CGU du registre de preuve de covoiturage.\n\n"
            "On vous envoie les papiers au fur et à mesure.",
            "Les Bons Trajets : adhésion au registre",
        ),
    ),
    Scene(
        3,
        time(12, 30),
        "envoie son RIB scanné, un peu de travers",
        Draft(
            BRUNO,
            "Bonjour,\n\nVoilà déjà notre RIB, scanné ce matin, désolé il est un peu de travers.",
            papers={"RIB scanné.pdf": papers.scanned(papers.rib("LES BONS TRAJETS", papers.iban(2), BIC, BANK))},
        ),
        answers=True,
    ),
    Scene(
        8,
        time(18, 45),
        "envoie le Kbis, deux contacts (un incomplet) et une question",
        Draft(
            BRUNO,
            "Re-bonjour,\n\nVoici le Kbis.\n\nNotre DPO est Jeanne Sorel (jeanne.sorel@bonstrajets.example) et le "
            "responsable technique est Yanis Faure, yanis.faure@bonstrajets.example.\n\nEst-ce que vous prenez les "
            "logos en SVG ?",
            papers={"Kbis.pdf": papers.kbis("LES BONS TRAJETS", papers.siren(2), date(2026, 10, 27))},
        ),
        answers=True,
    ),
    Scene(
        10,
        time(15, 10),
        "envoie une ébauche de dossier technique et le logo",
        Draft(
            LEO,
            "Bonjour,\n\nBruno Keller m'a demandé de vous transmettre le dossier technique et le logo des Bons "
            "Trajets, pour notre adhésion au registre de preuve de covoiturage.",
            "Les Bons Trajets : dossier technique et logo",
            {
                "dossier technique.pdf": papers.technical_file("Les Bons Trajets", SKETCH),
                "logo.svg": papers.logo_svg("Les Bons Trajets"),
            },
        ),
    ),
    Closing(14, time(8, 0), LEO, "a fini son stage : sa boîte est fermée"),
    Scene(
        17,
        time(16, 45),
        "répond à la relance : dossier technique refait, dernier contact, téléphone",
        Draft(
            BRUNO,
            "Bonjour,\n\nDésolé, Léo a fini son stage et je n'avais pas vu votre demande. Voici le dossier technique "
            "au complet.\n\nLe responsable de traitement est Bruno Keller, bruno@bonstrajets.example.\n"
            "Responsable technique : Yanis Faure, yanis.faure@bonstrajets.example, 06 39 98 71 03.",
            papers={"dossier technique v2.pdf": papers.technical_file("Les Bons Trajets")},
        ),
        answers=True,
    ),
)

SILENT = (
    Scene(
        2,
        time(16, 5),
        "accepte les CGU, en anglais, puis se tait",
        Draft(
            TOM,
            "Hello,\n\nWe are Waylark SAS, a carpool operator based in Lille, and we would like to join the registry "
            "as an operator. We accept the terms of use of the registry (CGU).",
            "Joining the carpool proof registry",
        ),
    ),
    Scene(
        7,
        time(9, 20),
        "est absent : réponse automatique, retour le 23 novembre",
        Draft(
            TOM,
            "Thank you for your message.\n\nI am out of the office and will be back on Monday 23 November 2026.",
            "Automatic reply: Joining the carpool proof registry",
            headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
        ),
        answers=True,
    ),
    Scene(
        24,
        time(18, 40),
        "répond enfin, avec tout",
        Draft(
            TOM,
            "Hello,\n\nSorry for the silence. Please find attached our Kbis, our bank details (RIB), the technical "
            "file and our logo.\n\n"
            "Data protection officer: Alice Moreau, alice.moreau@waylark.example\n"
            "Data controller: Tom Whitfield, tom@waylark.example\n"
            "Technical lead: Priya Nair, priya.nair@waylark.example, +33 6 39 98 55 20",
            papers={
                "Kbis Waylark.pdf": papers.kbis("WAYLARK", papers.siren(3), date(2026, 11, 24)),
                "RIB Waylark.pdf": papers.rib("WAYLARK SAS", papers.iban(3), BIC, BANK),
                "technical file.pdf": papers.technical_file("Waylark", ENGLISH),
                "waylark-logo.png": papers.logo("#23395b"),
            },
        ),
        answers=True,
    ),
)
