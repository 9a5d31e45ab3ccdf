"""Who holds the three roles, however people write it down."""

from pathlib import Path

import pytest

from greffier.model.mail import Role
from greffier.reading.contacts import read_contacts
from greffier.reading.reply import Reply
from reading.meaning import SIGNATURE, WORDINGS, words, written

CASES = [
    (
        "Nom : Berger\nPrénom : Alice\nFonction : DPO\n\nNom : Caron\nPrénom : Hugo\nFonction : responsable technique",
        ["dpo:Alice|Berger|None|None", "tec:Hugo|Caron|None|None"],
    ),
    (
        "Même personne pour les trois rôles : Justine Perrin, justine@trajeco.example.",
        [f"{role}:Justine|Perrin|justine@trajeco.example|None" for role in ("dpo", "con", "tec")],
    ),
    (
        "Technical lead: same person as DPO.\nDPO: Priya Natarajan, priya@trajeco.example",
        ["dpo:Priya|Natarajan|priya@trajeco.example|None", "tec:Priya|Natarajan|priya@trajeco.example|None"],
    ),
    ("Mail du DPO : rgpd@trajeco.example (Aurélie Masson)", ["dpo:Aurélie|Masson|rgpd@trajeco.example|None"]),
    (
        "Il s'agit d'Antoine Leroy pour le volet technique (antoine.leroy@trajeco.example, 07 55 12 34 56).",
        ["tec:Antoine|Leroy|antoine.leroy@trajeco.example|+33755123456"],
    ),
    ("DPO : Paul Durand - paul.durand@trajeco.example", ["dpo:Paul|Durand|paul.durand@trajeco.example|None"]),
    ("Notre DPO est Paul Durand (paul.durand@trajeco.example).", ["dpo:Paul|Durand|paul.durand@trajeco.example|None"]),
    (
        "Paul Durand est notre DPO, vous pouvez lui écrire à paul.durand@trajeco.example.",
        ["dpo:Paul|Durand|paul.durand@trajeco.example|None"],
    ),
    (
        "Responsable technique : Jean-Marc DUPONT\nTél : 06 12 34 56 78\nMail : jm.dupont@trajeco.example",
        ["tec:Jean-Marc|DUPONT|jm.dupont@trajeco.example|+33612345678"],
    ),
    (
        "Le responsable technique est M. Ahmed Ben Salah, ahmed@trajeco.example, 0612345678.",
        ["tec:Ahmed|Ben Salah|ahmed@trajeco.example|+33612345678"],
    ),
    ("DPO : moi-même", ["dpo:Claire|Martin|c.martin@trajeco.example|None"]),
    (
        "Je suis la DPO et la responsable de traitement.",
        ["dpo:Claire|Martin|c.martin@trajeco.example|None", "con:Claire|Martin|c.martin@trajeco.example|None"],
    ),
    (
        (
            "DPO : Paul Durand, paul.durand@trajeco.example\nResponsable de traitement : idem\nResponsable "
            "technique : le même, 06 12 34 56 78"
        ),
        [
            "dpo:Paul|Durand|paul.durand@trajeco.example|None",
            "con:Paul|Durand|paul.durand@trajeco.example|None",
            "tec:Paul|Durand|paul.durand@trajeco.example|+33612345678",
        ],
    ),
    ("Nous n'avons pas de DPO.", []),
    ("Pouvez-vous me dire qui doit être le DPO ?", []),
    ("Je vous enverrai les coordonnées du DPO demain.", []),
    ("Vous trouverez ci-joint le dossier technique. Cordialement, Paul Durand", []),
    (
        "DPO: Mme Anne-Laure de La Rochefoucauld <al.delarochefoucauld@trajeco.example>",
        ["dpo:Anne-Laure|de La Rochefoucauld|al.delarochefoucauld@trajeco.example|None"],
    ),
    (
        "Responsable du traitement : DURAND Paul, paul.durand@trajeco.example",
        ["con:Paul|DURAND|paul.durand@trajeco.example|None"],
    ),
    (
        "CTO : Sofia Lopez, sofia@trajeco.example, +33 6 12 34 56 78",
        ["tec:Sofia|Lopez|sofia@trajeco.example|+33612345678"],
    ),
    (
        (
            "Our DPO is John Smith (john.smith@trajeco.example) and our technical lead is Mary Jones "
            "(mary.jones@trajeco.example, +44 20 7946 0958)."
        ),
        ["dpo:John|Smith|john.smith@trajeco.example|None", "tec:Mary|Jones|mary.jones@trajeco.example|+442079460958"],
    ),
    (
        (
            "Le rôle de DPO est tenu par Paul Durand, paul.durand@trajeco.example. Marie Petit, "
            "marie.petit@trajeco.example, assure la responsabilité du traitement. Côté technique : Luc "
            "Morel, luc.morel@trajeco.example, 01 99 00 11 22."
        ),
        [
            "dpo:Paul|Durand|paul.durand@trajeco.example|None",
            "con:Marie|Petit|marie.petit@trajeco.example|None",
            "tec:Luc|Morel|luc.morel@trajeco.example|+33199001122",
        ],
    ),
    (
        (
            "1) DPO : Paul Durand, paul.durand@trajeco.example\n2) Responsable de traitement : Marie "
            "Petit, marie.petit@trajeco.example\n3) Responsable technique : Luc Morel, "
            "luc.morel@trajeco.example, 01 99 00 11 22"
        ),
        [
            "dpo:Paul|Durand|paul.durand@trajeco.example|None",
            "con:Marie|Petit|marie.petit@trajeco.example|None",
            "tec:Luc|Morel|luc.morel@trajeco.example|+33199001122",
        ],
    ),
    (
        (
            "DPO\nPaul Durand\npaul.durand@trajeco.example\n\nResponsable de traitement\nMarie Petit\n"
            "marie.petit@trajeco.example\n\nResponsable technique\nLuc Morel\nluc.morel@trajeco.example\n01 "
            "99 00 11 22"
        ),
        [
            "dpo:Paul|Durand|paul.durand@trajeco.example|None",
            "con:Marie|Petit|marie.petit@trajeco.example|None",
            "tec:Luc|Morel|luc.morel@trajeco.example|+33199001122",
        ],
    ),
    (
        "Pour le DPO c'est Paul Durand et pour le technique Luc Morel (luc.morel@trajeco.example / 01 99 00 11 22).",
        ["dpo:Paul|Durand|None|None", "tec:Luc|Morel|luc.morel@trajeco.example|+33199001122"],
    ),
    (
        "Nom et prénom du DPO : Durand Paul\nEmail du DPO : paul.durand@trajeco.example",
        ["dpo:Paul|Durand|paul.durand@trajeco.example|None"],
    ),
    (
        "Le DPO est notre avocat, Me Jean Dubois (cabinet Dubois & Fils), jdubois@dubois-avocats.example.",
        ["dpo:Jean|Dubois|jdubois@dubois-avocats.example|None"],
    ),
    (
        (
            "| Rôle | Nom | Prénom | Email | Téléphone |\n|---|---|---|---|---|\n| DPO | Durand | Paul | "
            "paul.durand@trajeco.example | |\n| Responsable technique | Morel | Luc | "
            "luc.morel@trajeco.example | 01 99 00 11 22 |"
        ),
        ["dpo:Paul|Durand|paul.durand@trajeco.example|None", "tec:Luc|Morel|luc.morel@trajeco.example|+33199001122"],
    ),
    (
        (
            " | DPO | Responsable de traitement | Responsable technique\nNom | Durand | Petit | Morel\n"
            "Prénom | Paul | Marie | Luc\nEmail | paul.durand@trajeco.example | "
            "marie.petit@trajeco.example | luc.morel@trajeco.example\nTél | | | 01 99 00 11 22"
        ),
        [
            "dpo:Paul|Durand|paul.durand@trajeco.example|None",
            "con:Marie|Petit|marie.petit@trajeco.example|None",
            "tec:Luc|Morel|luc.morel@trajeco.example|+33199001122",
        ],
    ),
    (
        (
            "DPO | Paul Durand | paul.durand@trajeco.example\nResponsable technique | Luc Morel | "
            "luc.morel@trajeco.example | 01 99 00 11 22"
        ),
        ["dpo:Paul|Durand|paul.durand@trajeco.example|None", "tec:Luc|Morel|luc.morel@trajeco.example|+33199001122"],
    ),
    (
        "Mon collègue Paul Durand (paul.durand@trajeco.example) remplace Marie Petit comme DPO.",
        ["dpo:Paul|Durand|paul.durand@trajeco.example|None"],
    ),
    (
        (
            "Le nouveau responsable technique est Luc Morel (luc.morel@trajeco.example, 01 99 00 11 22), "
            "et non plus Paul Durand (paul.durand@trajeco.example)."
        ),
        ["tec:Luc|Morel|luc.morel@trajeco.example|+33199001122"],
    ),
    ("dpo paul durand paul.durand@trajeco.example", ["dpo:paul|durand|paul.durand@trajeco.example|None"]),
    (
        "Je serai votre contact technique, mon portable : 06 12 34 56 78.",
        ["tec:Claire|Martin|c.martin@trajeco.example|+33612345678"],
    ),
    ("Responsable technique : moi, voir ma signature.", ["tec:Claire|Martin|c.martin@trajeco.example|+33199006412"]),
    (
        (
            "Pour les trois rôles (DPO, responsable de traitement, responsable technique) : Paul Durand, "
            "paul.durand@trajeco.example, 06 12 34 56 78."
        ),
        [
            "dpo:Paul|Durand|paul.durand@trajeco.example|+33612345678",
            "con:Paul|Durand|paul.durand@trajeco.example|+33612345678",
            "tec:Paul|Durand|paul.durand@trajeco.example|+33612345678",
        ],
    ),
    ("DPO : à désigner\nResponsable technique : en cours de recrutement", []),
    (
        (
            "Le responsable de traitement est Trajeco SAS, en la personne de sa présidente Mme Sophie Le "
            "Gall (s.legall@trajeco.example)."
        ),
        ["con:Sophie|Le Gall|s.legall@trajeco.example|None"],
    ),
    (
        "Délégué à la protection des données (DPO) : Paul Durand, paul.durand@trajeco.example",
        ["dpo:Paul|Durand|paul.durand@trajeco.example|None"],
    ),
    (
        (
            "Responsable technique (nom, prénom, email, téléphone) : Morel Luc, "
            "luc.morel@trajeco.example, 01.99.00.11.22"
        ),
        ["tec:Luc|Morel|luc.morel@trajeco.example|+33199001122"],
    ),
    (
        "Référente RGPD : Marie PETIT – marie.petit@trajeco.example",
        ["dpo:Marie|PETIT|marie.petit@trajeco.example|None"],
    ),
    (
        (
            "Voici les coordonnées de notre DPO :\nPaul Durand\n12 rue des Lilas\n35000 Rennes\n"
            "paul.durand@trajeco.example"
        ),
        ["dpo:Paul|Durand|paul.durand@trajeco.example|None"],
    ),
    (
        (
            "Vous pouvez joindre notre responsable technique, Luc Morel, au 01 99 00 11 22 ou par mail : "
            "luc.morel@trajeco.example"
        ),
        ["tec:Luc|Morel|luc.morel@trajeco.example|+33199001122"],
    ),
    (
        (
            "Luc MOREL\nResponsable technique\nluc.morel@trajeco.example\n01 99 00 11 22\n\nPaul DURAND\nDPO\n"
            "paul.durand@trajeco.example"
        ),
        ["dpo:Paul|DURAND|paul.durand@trajeco.example|None", "tec:Luc|MOREL|luc.morel@trajeco.example|+33199001122"],
    ),
    (
        (
            "DPO : Paul Durand\nMail : paul.durand@trajeco.example\nTéléphone : 06 12 34 56 78\n\n"
            "Responsable de traitement : Marie Petit\nMail : marie.petit@trajeco.example"
        ),
        [
            "dpo:Paul|Durand|paul.durand@trajeco.example|+33612345678",
            "con:Marie|Petit|marie.petit@trajeco.example|None",
        ],
    ),
    (
        (
            "Le DPO, Paul Durand, et le responsable technique, Luc Morel, sont joignables à "
            "paul.durand@trajeco.example et luc.morel@trajeco.example."
        ),
        ["dpo:Paul|Durand|paul.durand@trajeco.example|None", "tec:Luc|Morel|luc.morel@trajeco.example|None"],
    ),
    ("Contact technique : support@trajeco.example", ["tec:None|None|support@trajeco.example|None"]),
    (
        "Correction : l'adresse du DPO est paul.durand@trajeco.example au lieu de p.durand@trajeco.example.",
        ["dpo:None|None|paul.durand@trajeco.example|None"],
    ),
    (
        (
            "DPO: DURAND Paul; paul.durand@trajeco.example\nRT: PETIT Marie; marie.petit@trajeco.example\n"
            "Resp technique: MOREL Luc; luc.morel@trajeco.example; 01 99 00 11 22"
        ),
        [
            "dpo:Paul|DURAND|paul.durand@trajeco.example|None",
            "con:Marie|PETIT|marie.petit@trajeco.example|None",
            "tec:Luc|MOREL|luc.morel@trajeco.example|+33199001122",
        ],
    ),
    (
        "Responsable de traitement : Lambert, Odile (odile.lambert@trajeco.example)\nDPO : idem",
        [f"{role}:Odile|Lambert|odile.lambert@trajeco.example|None" for role in ("dpo", "con")],
    ),
    ("DPO : Amélie Dubreuil, amelie(at)trajeco.example", ["dpo:Amélie|Dubreuil|amelie@trajeco.example|None"]),
    (
        "Contact tech : Sarah Lindqvist | sarah@nord.example | +46 8 123 456 78\nDPO : Erik Roy | erik@nord.example",
        ["dpo:Erik|Roy|erik@nord.example|None", "tec:Sarah|Lindqvist|sarah@nord.example|+46812345678"],
    ),
    (
        (
            "Le rôle de responsable technique est tenu par J.-P. Mercadier (jp.mercadier@ouest.example) "
            "et celui de DPO par Mme A. Tessier (a.tessier@ouest.example)."
        ),
        ["dpo:A.|Tessier|a.tessier@ouest.example|None", "tec:J.-P.|Mercadier|jp.mercadier@ouest.example|None"],
    ),
    (
        (
            "Notre responsable informatique Bruno Sallé (bruno.salle@terre.example) sera votre interlocuteur "
            "technique ; la directrice juridique, Delphine Osmont (delphine.osmont@terre.example), "
            "exerce les fonctions de DPO."
        ),
        ["dpo:Delphine|Osmont|delphine.osmont@terre.example|None", "tec:Bruno|Sallé|bruno.salle@terre.example|None"],
    ),
    (
        "Voyez Simon Delaunay pour tout ce qui est technique au 06 39 98 18 19 (simon.delaunay@duo.example).",
        ["tec:Simon|Delaunay|simon.delaunay@duo.example|+33639981819"],
    ),
    (
        "DPO = Gwenola Le Du, gwenola.ledu@pays.example\nRT = Gwenola Le Du",
        ["dpo:Gwenola|Le Du|gwenola.ledu@pays.example|None", "tec:Gwenola|Le Du|gwenola.ledu@pays.example|None"],
    ),
    (
        "je suis le dpo et le resp technique c jordan morel jordan@vialib.example",
        ["dpo:Claire|Martin|c.martin@trajeco.example|None", "tec:jordan|morel|jordan@vialib.example|None"],
    ),
    (
        "nom du responsable technique : BOUCHARD\nprénom : Rémi\nmail : remi.bouchard@vialib.example",
        ["tec:Rémi|BOUCHARD|remi.bouchard@vialib.example|None"],
    ),
    (
        "Notre ancien DPO Marc Olivier est parti ; il est remplacé par Léonie Vasseur (leonie.vasseur@cap.example).",
        ["dpo:Léonie|Vasseur|leonie.vasseur@cap.example|None"],
    ),
    (
        "Le responsable technique n'est pas Julien Brun mais Julien Brunet, julien.brunet@val.example.",
        ["tec:Julien|Brunet|julien.brunet@val.example|None"],
    ),
    (
        "Je cumule DPO et RT ; mon associé Gilles Fabre (gilles@abri.example) est responsable technique.",
        [
            "dpo:Claire|Martin|c.martin@trajeco.example|None",
            "con:Claire|Martin|c.martin@trajeco.example|None",
            "tec:Gilles|Fabre|gilles@abri.example|None",
        ],
    ),
    (
        "Irma Vogel s'occupe du RGPD (irma@rhin.example), Otto Klein de la technique (otto@rhin.example).",
        ["dpo:Irma|Vogel|irma@rhin.example|None", "tec:Otto|Klein|otto@rhin.example|None"],
    ),
    ("technique : sofia da silva sofia@pap.example", ["tec:sofia|da silva|sofia@pap.example|None"]),
    ("le DPO c'est Yanis, yanis.toumi@trajeco.example", ["dpo:Yanis|None|yanis.toumi@trajeco.example|None"]),
    (
        "Je suis DPO de l'association, et Rodolphe Minard en est le responsable de traitement (rodolphe@gare.example).",
        ["dpo:Claire|Martin|c.martin@trajeco.example|None", "con:Rodolphe|Minard|rodolphe@gare.example|None"],
    ),
]


def told(reply: Reply) -> list[str]:
    found = read_contacts(written(), reply, WORDINGS)
    return [f"{one.role.value[:3]}:{one.given_name}|{one.family_name}|{one.email}|{one.phone}" for one in found]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_contacts_are_read_as_they_are_written(text: str, expected: list[str]) -> None:
    assert told(words(text)) == expected


def test_answers_between_the_lines_go_to_the_role_asked_for() -> None:
    reply = Reply(
        text="Paul Durand, paul.durand@trajeco.example\n\nla même personne",
        signature=SIGNATURE,
        answered=(
            (
                "- le délégué à la protection des données : nom, prénom, email ;",
                "Paul Durand, paul.durand@trajeco.example",
            ),
            ("- le responsable de traitement : nom, prénom, email ;", "la même personne"),
        ),
    )

    found = read_contacts(written(), reply, WORDINGS)

    assert [(one.role, one.family_name) for one in found] == [(Role.DPO, "Durand"), (Role.CONTROLLER, "Durand")]


def test_the_same_as_a_role_is_the_person_of_that_role() -> None:
    asked = "- le responsable {} : nom, prénom, email."
    reply = Reply(
        text="",
        signature=SIGNATURE,
        answered=(
            ("- le délégué à la protection des données : nom, prénom, email ;", "Moi-même"),
            (asked.format("de traitement"), "Jacques Weber, jacques.weber@trajeco.example"),
            (asked.format("technique"), "Idem DPO, 06 39 98 01 02"),
        ),
    )

    assert told(reply)[2] == "tec:Claire|Martin|c.martin@trajeco.example|+33639980102"


def test_a_job_title_in_the_signature_names_nobody() -> None:
    assert told(words("Voici le Kbis.", signature="Paul Durand\nResponsable technique\n01 99 00 11 22")) == []


SAID = Path(__file__).with_name("sentences") / "contacts.txt"
"""Mails parted by blank lines: `roles|family|given|email|phone;...` (d, c, t; `-` for nobody), then the words."""

ROLES = {"d": Role.DPO, "c": Role.CONTROLLER, "t": Role.TECHNICAL}


@pytest.mark.parametrize("mail", SAID.read_text("utf-8").strip().split("\n\n"))
def test_who_holds_which_role_is_read_however_it_is_written(mail: str) -> None:
    head, _, text = mail.partition("\n")
    wanted = {
        (ROLES[letter], *(field.strip() or None for field in fields))
        for letters, *fields in ((one.strip() + "||||").split("|")[:5] for one in head.split(";") if head != "-")
        for letter in letters
    }
    own, _, signature = text.partition("\n--\n")
    signed = signature or "Claire Martin\nDirectrice\nTrajeco SAS\n06 39 98 00 00"
    found = read_contacts(written(), words(own, signature=signed), WORDINGS)
    said = {(one.role, one.family_name, one.given_name, one.email, one.phone) for one in found}
    assert {(role, *map(plain, rest)) for role, *rest in said} == {(role, *map(plain, rest)) for role, *rest in wanted}


def plain(field: str | None) -> str | None:
    return field.casefold().replace("-", " ") if field else None
