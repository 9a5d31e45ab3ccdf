"""Letters about invented operators, for previews, for the check of templates and for tests.

They go through every branch of the templates: nothing yet, half, one refused, complete, a natural person.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from greffier.model.dossier import Conversation, ItemState
from greffier.model.letter import (
    ChecklistLine,
    Digest,
    DossierLine,
    Letter,
    LetterFacts,
    LetterKind,
    Review,
    ReviewKind,
    ReviewNotice,
)
from greffier.model.mail import Contact, Environment, PersonType, Role
from greffier.model.rules import ItemRule, Procedure

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
STAFF = ("equipe@registre.example",)
OPERATOR = ("camille.durand@trajeo.example",)
CONVERSATION = Conversation("premier.message@trajeo.example", (), "Adhésion de Trajeo au registre")

M, R, A, X, W = ItemState.MISSING, ItemState.RECEIVED, ItemState.ACCEPTED, ItemState.REJECTED, ItemState.WAIVED

HALF = {"terms": A, "registration": A, "dpo": A, "technical_file": R, "rib": X, "technical": X}
PERSON = {"terms": R, "identity": A, "dpo": A, "controller": A, "technical": A, "rib": A, "technical_file": W}
COMPLETE = {"rib": R, "technical_file": R, **dict.fromkeys(("terms", "registration", "dpo", "controller"), A)}
COMPLETE |= {"technical": A, "logo": A}

WORDS = {
    "fr": {
        ("registration", A): "Kbis du 12/10/2026",
        ("rib", X): "l'IBAN a une erreur de frappe, le 12e caractère peut-être. Renvoyez le RIB tel que votre banque "
        "le donne.",
        ("technical", X): "il manque le téléphone.",
    },
    "en": {
        ("registration", A): "Kbis extract of 12 October 2026",
        (
            "rib",
            X,
        ): "the IBAN has a typing error, perhaps its 12th character. Send the document as your bank issues it.",
        ("technical", X): "the telephone number is missing.",
    },
}


def samples(kind: LetterKind, language: str, procedure: Procedure) -> tuple[Letter, ...]:
    """Return letters of one kind, the most telling first."""
    if kind is LetterKind.DIGEST:
        facts: Iterator[LetterFacts | ReviewNotice | Digest] = iter((digest(12), digest(0), digest(1), digest(300)))
    elif kind is LetterKind.REVIEW:
        facts = iter(notices(8))
    else:
        facts = operator_facts(kind, language, procedure)
    to, conversation = (
        (OPERATOR, CONVERSATION) if kind not in {LetterKind.DIGEST, LetterKind.REVIEW} else (STAFF, Conversation())
    )
    answers = kind in {LetterKind.WELCOME, LetterKind.RECEIPT, LetterKind.COMPLETE, LetterKind.HANDOVER}
    return tuple(
        Letter(f"sample:{kind.value}:{number}", kind, to, fact, language, conversation, answers)
        for number, fact in enumerate(facts)
    )


def operator_facts(kind: LetterKind, language: str, procedure: Procedure) -> Iterator[LetterFacts]:
    """Yield facts for one kind of letter to an operator."""
    half = checklist(HALF, language, procedure)
    complete = checklist(COMPLETE, language, procedure)
    match kind:
        case LetterKind.ACCESS:
            yield from access_facts()
        case LetterKind.REMINDER:
            for step in (1, 2, 3, 4):
                yield LetterFacts("Trajeo", "RPC-7K2M9Q", half, step=step, steps=5)
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", half, step=1, steps=5, promised_until=date(2026, 11, 20))
            yield LetterFacts("", "RPC-0A1B2C", checklist({}, language, procedure), step=1, steps=5)
        case LetterKind.COMPLETE:
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", complete, answer_by=date(2026, 12, 24))
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", complete, question=True)
        case _:
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", half)
            yield LetterFacts("", "RPC-0A1B2C", checklist({}, language, procedure))
            person = checklist(PERSON, language, procedure, PersonType.NATURAL)
            yield LetterFacts("Jean Petit", "RPC-4T6V8X", person, question=True)
            yield LetterFacts("Roulons !", "RPC-M3N5P7", half, promised_until=date(2026, 12, 1))
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", complete, answer_by=date(2026, 12, 24))
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", complete)


def access_facts() -> Iterator[LetterFacts]:
    """Yield an access with an invitation, without one, and the bare minimum, in both environments."""
    for environment in Environment:
        named = LetterFacts("Trajeo", "RPC-7K2M9Q", environment=environment, login="lea.martin@trajeo.example")
        yield LetterFacts(
            named.operator,
            named.reference,
            environment=environment,
            login=named.login,
            link="https://app-staging.covoiturage.beta.gouv.fr/activate/lea.martin@trajeo.example/0f8e",
            expires_on=date(2026, 12, 1),
        )
        yield named
        yield LetterFacts(named.operator, named.reference, environment=environment)


def checklist(
    states: Mapping[str, ItemState], language: str, procedure: Procedure, person: PersonType = PersonType.LEGAL
) -> tuple[ChecklistLine, ...]:
    """Return the checklist of the rules in force; what these `states` name has just come, the rest is missing."""
    return tuple(
        line(name, rule, states.get(name, M), language)
        for name, rule in procedure.items.items()
        if rule.concerns(person)
    )


def line(name: str, rule: ItemRule, state: ItemState, language: str) -> ChecklistLine:
    """Return one line of it."""
    ask = rule.ask.said_in(language) if state in {M, X} else ""
    words = WORDS[language].get((name, state), "")
    return ChecklistLine(name, rule.title.said_in(language), state, words, ask, new=state is not M)


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
    return ReviewNotice(f"{number + 10:x}e7c41d2", NAMES[number % len(NAMES)], reference(number), review)


def digest(dossiers: int) -> Digest:
    """Return a digest of a registry with this many dossiers."""
    rows = tuple(row(number) for number in range(dossiers))
    on = date(2026, 11, 24)
    if not dossiers:
        return Digest(
            on, health=("Dernier relevé du courrier : il y a 2 minutes.", "Sauvegarde : cette nuit à 2 h 10.")
        )
    return Digest(
        on,
        to_decide=notices(min(3, dossiers) if dossiers < 100 else 30),
        late=tuple(line for line in rows if line.days_left is not None and line.days_left <= 3),
        news=("Trajeo a envoyé son extrait Kbis et son RIB.", "Roulons ! a accepté les CGU.")[:dossiers],
        reminders=("Covoit'Sud : deuxième rappel parti hier.", "ÉcoRoute : premier rappel demain à 9 h.")
        if dossiers > 1
        else (),
        watch=("L'adresse de Cap Ensemble est revenue en erreur : personne ne reçoit nos lettres.",)
        if dossiers > 1
        else (),
        health=("Dernier relevé du courrier : il y a 2 minutes.", "Sauvegarde : cette nuit à 2 h 10."),
        dossiers=rows,
        figures=tuple((stage, str(count)) for stage, count in Counter(line.stage for line in rows).items()),
    )


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
    "Kbis",
    "Dossier technique",
    "DPO",
    "Responsable de traitement",
    "Responsable technique",
    "RIB",
    "Logo",
)
LETTERS = {"A": A, "R": R, "M": M, "X": X, "W": W}


def row(number: int) -> DossierLine:
    """Return a dossier in some state."""
    stage, states, left = STANDINGS[number % len(STANDINGS)]
    marks = tuple((title, LETTERS[state]) for title, state in zip(TITLES, states.ljust(8, "M"), strict=True))
    name = NAMES[number % len(NAMES)] + (f" {number // len(NAMES) + 1}" if number >= len(NAMES) else "")
    return DossierLine(name, reference(number), stage, marks, left, date(2026, 11, 20))


def reference(number: int) -> str:
    """Return a reference that looks random."""
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    seed = (number + 1) * 739_391_113
    return "RPC-" + "".join(signs[(seed >> 5 * place) % 32] for place in range(6))
