"""What will come, and by when; every text is written on Tuesday 17 March 2026."""

from datetime import date
from pathlib import Path

import pytest

from greffier.reading.promises import read_promise
from reading.meaning import WORDINGS

WRITTEN_ON = date(2026, 3, 17)
PROMISED = [
    ("Le greffe nous promet l'extrait pour la semaine du 23 mars.", "2026-03-27"),
    ("Nous vous transmettrons le RIB dans un délai de dix jours.", "2026-03-27"),
    ("L'extrait sera disponible à partir du 25 mars.", "2026-03-25"),
    ("RIB jeudi au plus tard.", "2026-03-19"),
    ("Please allow us ten days for the technical file.", "2026-03-27"),
    ("Je fais le nécessaire pour le RIB dès demain.", "2026-03-18"),
    ("Je m'absente du 23 au 27 mars mais le logo partira avant, ce vendredi.", "2026-03-20"),
    ("Le Kbis est demandé au greffe, délai annoncé : 5 jours.", "2026-03-22"),
    ("Sie erhalten das Logo bis Freitag.", "2026-03-20"),
    ("Wir senden Ihnen die Unterlagen bis zum 12. April.", "2026-04-12"),
    ("De documentatie volgt volgende week.", "2026-03-27"),
    ("Le conseil d'administration du 25 mars désignera le DPO, dont nous vous donnerons le nom.", "2026-03-25"),
    ("We'll get back to you next Wednesday with the technical file.", "2026-03-25"),
    ("Le RIB arrive demain.", "2026-03-18"),
    ("Je vous envoie le Kbis vendredi.", "2026-03-20"),
    ("Vous aurez le logo d'ici vendredi prochain.", "2026-03-20"),
    ("le rib c'est pour demain", "2026-03-18"),
    ("Je vous transmets le dossier technique après-demain.", "2026-03-19"),
    ("Le Kbis suivra lundi.", "2026-03-23"),
    ("Nous vous ferons parvenir le RIB dans la semaine.", "2026-03-20"),
    ("Le RIB suivra cette semaine.", "2026-03-20"),
    ("Nous vous enverrons les pièces la semaine prochaine.", "2026-03-27"),
    ("Vous recevrez le dossier technique courant avril.", "2026-04-30"),
    ("Le dossier sera complet fin avril.", "2026-04-30"),
    ("On vous envoie ça mi-avril.", "2026-04-15"),
    ("Le logo sera prêt début avril.", "2026-04-05"),
    ("Je vous enverrai le Kbis le 25 mars.", "2026-03-25"),
    ("Je vous enverrai le Kbis le 25/03.", "2026-03-25"),
    ("Le Kbis vous parviendra avant le 2 avril 2026.", "2026-04-02"),
    ("Nous vous communiquerons le nom du DPO sous quinze jours.", "2026-04-01"),
    ("Le RIB suivra sous 48h.", "2026-03-19"),
    ("Le RIB suivra sous 48 heures.", "2026-03-19"),
    ("Je vous envoie les documents dans trois jours.", "2026-03-20"),
    ("Je vous fais parvenir le RIB d'ici deux semaines.", "2026-03-31"),
    ("Le reste vous sera adressé d'ici la fin du mois.", "2026-03-31"),
    ("Le RIB vous sera transmis fin du mois prochain.", "2026-04-30"),
    ("I will send the bank details tomorrow.", "2026-03-18"),
    ("We will send the technical file by Friday.", "2026-03-20"),
    ("The logo will follow next week.", "2026-03-27"),
    ("You will have the technical file by the end of the month.", "2026-03-31"),
    ("We'll send it in early April.", "2026-04-05"),
    ("The registration extract will follow on 2 April.", "2026-04-02"),
    ("The extract will follow by April 2.", "2026-04-02"),
    ("Our CTO will send the file next Monday.", "2026-03-23"),
    ("Le Kbis est commandé, je devrais le recevoir jeudi et je vous l'envoie aussitôt.", "2026-03-19"),
    ("Notre graphiste nous livre le logo vendredi.", "2026-03-20"),
    ("Rib demain matin", "2026-03-18"),
    ("Nous signerons les CGU après notre conseil d'administration du 24 mars.", "2026-03-24"),
    ("L'assemblée générale a lieu le 28 mars, nous vous donnerons notre accord à son issue.", "2026-03-28"),
    ("Nous accepterons les CGU à la fin du mois.", "2026-03-31"),
    ("J'attends le Kbis pour le 30 mars.", "2026-03-30"),
    (
        "Le responsable technique prend son poste le 1er avril, je vous donnerai ses coordonnées à ce moment-là.",
        "2026-04-01",
    ),
    ("Comptez sur le dossier technique pour mardi prochain.", "2026-03-24"),
    ("Le dossier technique arrive en fin de semaine.", "2026-03-20"),
    ("Nous aurons le RIB en début de semaine prochaine.", "2026-03-23"),
    ("Je ne pourrai pas vous envoyer le Kbis avant le 30 mars.", "2026-03-30"),
    ("Le Kbis ne sera pas prêt avant lundi.", "2026-03-23"),
    ("Nous revenons vers vous avec le RIB d'ici fin mars.", "2026-03-31"),
    ("Le RIB vous parviendra en avril.", "2026-04-30"),
    ("je t'envoie le logo ce soir", "2026-03-17"),
    ("Voici le Kbis. Le RIB et le logo suivront jeudi.", "2026-03-19"),
    ("Je suis en déplacement, je vous envoie tout lundi.", "2026-03-23"),
    ("Le RIB arrivera d'ici une semaine.", "2026-03-24"),
    ("Je vous enverrai le RIB la première semaine d'avril.", "2026-04-05"),
    ("Les contacts vous seront communiqués dans un mois.", "2026-04-17"),
]
NO_PROMISE = [
    "Voici le RIB daté du 12 mars.",
    "Nous avons envoyé le Kbis lundi.",
    "Je vous ai envoyé le RIB vendredi dernier.",
    "Notre application sera lancée le 1er septembre.",
    "Nous lançons le service en avril.",
    "Pourriez-vous nous répondre d'ici vendredi ?",
    "Merci de nous ouvrir l'accès avant lundi.",
    "Pouvez-vous m'appeler demain ?",
    "La réunion est prévue jeudi.",
    "À lundi pour notre point.",
    "Je suis absent jusqu'au 23 mars.",
    "Notre Kbis date du 3 février.",
    "Le Kbis ci-joint a été émis le 10 mars.",
    "Nous covoiturons depuis janvier.",
    "Bonne semaine.",
    "Bon week-end.",
    "Bonne fin de semaine, le RIB est joint.",
    "Comme convenu lundi, voici le Kbis.",
    "Suite à notre échange de mardi, vous trouverez le RIB ci-joint.",
    "Votre relance du 12 mars m'est bien parvenue, voici le RIB.",
    "L'association a été créée en mai 2024.",
    "Le RIB est en pièce jointe, je vous souhaite une bonne fin de semaine.",
    "Nous acceptons les CGU ce jour, 17 mars 2026.",
    "Le lien est valable 7 jours.",
    "Nous vous rencontrerons au salon le 2 avril.",
    "We met last week.",
    "Please reply by Friday.",
    "The service starts in April.",
    "J'ai bien reçu votre message de jeudi, je rassemble les pièces.",
    "Je vous relancerai lundi si besoin.",
    "Nous sommes fermés du 1er au 15 août.",
    "Quand nous enverrez-vous les identifiants ? Nous démarrons lundi.",
    "Le contrat expire fin avril.",
    "Notre conseil s'est réuni lundi : nous acceptons les CGU et le RIB est joint.",
    "J'attends vos identifiants pour lundi.",
    "Vous nous aviez promis une réponse vendredi.",
]


@pytest.mark.parametrize(("text", "day"), PROMISED)
def test_a_promise_is_read_with_its_day(text: str, day: str) -> None:
    assert read_promise(text, WRITTEN_ON, WORDINGS) == date.fromisoformat(day)


@pytest.mark.parametrize("text", NO_PROMISE)
def test_a_day_that_is_only_talked_about_is_no_promise(text: str) -> None:
    assert read_promise(text, WRITTEN_ON, WORDINGS) is None


def test_a_mail_without_a_date_promises_nothing() -> None:
    assert read_promise("Le RIB arrive demain.", None, WORDINGS) is None


SENTENCES = Path(__file__).with_name("sentences") / "promises.txt"
"""`day|sentence`, written on Tuesday 12 May 2026; the day is `-` where nothing is promised."""


@pytest.mark.parametrize("line", SENTENCES.read_text("utf-8").splitlines())
def test_the_day_promised_is_told_from_a_day_talked_about(line: str) -> None:
    day, _, sentence = line.partition("|")
    assert str(read_promise(sentence, date(2026, 5, 12), WORDINGS) or "-") == day
