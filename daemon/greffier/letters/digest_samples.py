"""Questions and digests about invented operators, from an empty registry to one with too much of everything."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from greffier.letters.answer_samples import LINES, one_click
from greffier.model.digest import Concern, DossierLine, Figures, News, ReminderLine, Vital, Week
from greffier.model.dossier import ItemState
from greffier.model.letter import Digest, Review, ReviewKind, ReviewNotice
from greffier.model.mail import Contact, Role

QUESTIONS = (
    (ReviewKind.TERMS, "L'acceptation des CGU vient d'un expéditeur que rien ne prouve. La prenez-vous en compte ?",
     "Bonjour,\nAu nom de Trajeo, j'accepte les conditions générales d'utilisation.\nCamille Durand"),
    (ReviewKind.DOCUMENT, "Le RIB est-il celui de Trajeo ?", "Titulaire lu : TRAJEO SAS. La clé de l'IBAN est juste."),
    (ReviewKind.CONTACT, "Trajeo remplace sa responsable technique. Prenez-vous en compte ce changement ?",
     "Notre nouvelle responsable technique est Léa Martin, lea.martin@trajeo.example, 06 12 34 56 78."),
    (ReviewKind.QUESTION, "Trajeo pose une question.", "Un trajet avec deux passagers compte-t-il pour deux ?"),
    (ReviewKind.SENDER, "Une personne inconnue écrit pour Trajeo. La laissez-vous entrer dans le dossier ?", ""),
    (ReviewKind.OPENING, "Le dossier est complet. Ouvrez-vous l'accès ?", ""),
)  # fmt: skip
NAMES = (
    *("Trajeo", "Roulons !", "Covoit'Sud", "Jean Petit", "Mobilités partagées du Haut-Jura", "Passagers d'Armor"),
    *("ÉcoRoute", "Cap Ensemble", "Voisinage", "Ligne 12", "Kilomètre zéro", "La Roue libre"),
)


def notices(count: int) -> tuple[ReviewNotice, ...]:
    """Return questions to staff, of every kind in turn."""
    return tuple(notice(number) for number in range(count))


def notice(number: int) -> ReviewNotice:
    """Return one question."""
    kind, question, evidence = QUESTIONS[number % len(QUESTIONS)]
    lea = Contact(Role.TECHNICAL, "Martin", "Léa", "lea.martin@trajeo.example", "+33612345678")
    review = Review(
        f"sample:{number}",
        kind,
        question.replace("Trajeo", NAMES[number % len(NAMES)]),
        evidence=evidence,
        paper="3f2a91c04b7e5d10" * 4 if kind is ReviewKind.DOCUMENT else None,
        proposal=lea if kind is ReviewKind.CONTACT else None,
        address="camille.durand@messagerie.example" if kind is ReviewKind.SENDER else None,
    )
    enclosed = "Le document est joint." if review.paper else ""
    answers = tuple(one_click(line) for line in LINES[kind])
    return ReviewNotice(
        f"{number + 10:X}E7C41", NAMES[number % len(NAMES)], reference(number), review, answers, enclosed
    )


def digest(dossiers: int) -> Digest:
    """Return a digest of a registry with this many dossiers."""
    rows = tuple(row(number) for number in range(dossiers))
    on = date(2026, 11, 24)
    if not dossiers:
        return Digest(on, health=WELL)
    return Digest(
        on,
        to_decide=tuple(replace(one, enclosed="") for one in notices(min(3, dossiers) if dossiers < MANY else 30)),
        late=tuple(line for line in rows if line.days_left is not None and line.days_left <= 3),
        news=tuple(news(number) for number in range(min(3, dossiers) if dossiers < MANY else dossiers // 4)),
        reminders=reminders(dossiers, on),
        watch=CONCERNS[: dossiers - 1] if dossiers < MANY else CONCERNS * 15,
        health=WELL if dossiers < MANY else (Vital("41 messages en attente depuis 3 h", well=False), *WELL),
        dossiers=rows,
        figures=figures(rows, on),
    )


MANY = 100
"""Dossiers from which on the sample digest shows what happens when there is too much of everything."""
WELL = (Vital("boîte relevée à l'instant"), Vital("dernier envoi il y a 40 min"), Vital("aucun message en attente"),
        Vital("aucune lettre en attente"))  # fmt: skip
CONCERNS = (
    Concern("plus aucune adresse ne reçoit nos lettres", "trouver un autre contact", "Cap Ensemble"),
    Concern("l'invitation en préproduction expire le 26/11", "en envoyer une autre", "ÉcoRoute"),
    Concern("un message vous est laissé : demande d'une collectivité", "lui répondre", "mairie@ville.example"),
    Concern("sans nouvelles depuis 41 jours, s'endort le 12/12", "l'appeler ?", "Kilomètre zéro"),
)
SAID = (
    ("nouvelle demande d'adhésion", "accepté : Acceptation des CGU, Délégué à la protection des données (DPO)"),
    ("reçu, à vérifier : Dossier technique", "à corriger : RIB (l'IBAN a une erreur de frappe)"),
    ("accepté : Logo", "dossier complet, à vérifier"),
)


def news(number: int) -> News:
    """Return what happened in one dossier."""
    return News(NAMES[number % len(NAMES)], reference(number), SAID[number % len(SAID)])


def reminders(dossiers: int, on: date) -> tuple[ReminderLine, ...]:
    """Return reminders that left, and some of the coming days."""
    count = 0 if dossiers < 2 else 4 if dossiers < MANY else dossiers // 3
    days = (-1, 1, 1, 3)
    lines = (
        ReminderLine(NAMES[(number + 2) % len(NAMES)], on + timedelta(days=days[number * 4 // count]),
                     number % 6 + 1, 5, number % 7 + 1, left=number * 4 < count)
        for number in range(count)
    )  # fmt: skip
    return tuple(lines)


def figures(rows: tuple[DossierLine, ...], on: date) -> Figures:
    """Return figures of a registry that grows."""
    counted = Counter(line.stage for line in rows)
    stages = tuple((stage, counted[stage]) for stage in TRAVEL if counted[stage])
    opened = (0, 1, 0, 2, 1, 1, 3, 0, 2, 4, 1, 2)
    weeks = tuple(
        Week(on - timedelta(days=on.weekday(), weeks=11 - number), requests, requests // 2)
        for number, requests in enumerate(opened)
    )
    if len(rows) == 1:
        return Figures(stages, weeks=(*(Week(week.begins, 0, 0) for week in weeks[:11]), Week(weeks[11].begins, 1, 0)))
    return Figures(stages, 23, 42, (("RIB", 3), ("Dossier technique", 2), ("Logo", 1)), weeks)


TRAVEL = ("pièces attendues", "complet, à vérifier", "accès en cours", "ouvert", "en sommeil")
STANDINGS = (
    ("pièces attendues", "AAAXMRM", None),
    ("complet, à vérifier", "AAARARAA", -2),
    ("pièces attendues", "ARMMMMMM", None),
    ("complet, à vérifier", "AAAAAARA", 3),
    ("pièces attendues", "AAAAAAXM", None),
    ("ouvert", "AAAAAAAA", None),
    ("accès en cours", "AAAAAAAA", 12),
    ("pièces attendues", "AAAAMMXA", None),
    ("en sommeil", "AMMMMMMM", None),
    ("ouvert", "AAAAAAAW", None),
    ("pièces attendues", "MMMMMMMM", None),
    ("complet, à vérifier", "AAARAAAA", 21),
)
TITLES = (
    "CGU",
    "Justificatif d'inscription à un registre",
    "Dossier technique",
    "Délégué à la protection des données (DPO)",
    "Responsable de traitement",
    "Responsable technique",
    "RIB",
    "Logo",
)
LETTERS = {
    "A": ItemState.ACCEPTED,
    "R": ItemState.RECEIVED,
    "M": ItemState.MISSING,
    "X": ItemState.REJECTED,
    "W": ItemState.WAIVED,
}


def row(number: int) -> DossierLine:
    """Return a dossier in some state."""
    stage, states, left = STANDINGS[number % len(STANDINGS)]
    marks = tuple((title, LETTERS[state]) for title, state in zip(TITLES, states.ljust(8, "M"), strict=True))
    name = NAMES[number % len(NAMES)] + (f" {number // len(NAMES) + 1}" if number >= len(NAMES) else "")
    at_rest = stage in {"ouvert", "en sommeil"}
    return DossierLine(name, reference(number), stage, marks, left, date(2026, 11, 20), at_rest)


def reference(number: int) -> str:
    """Return a reference that looks random."""
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    seed = (number + 1) * 739_391_113
    return "RPC-" + "".join(signs[(seed >> 5 * place) % 32] for place in range(6))
