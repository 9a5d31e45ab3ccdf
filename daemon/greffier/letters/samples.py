"""Letters about invented operators, for previews, for the check of templates and for tests.

They go through every branch of the templates: nothing yet, half, one refused, complete, a natural person.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from greffier.letters.answer_samples import transcripts
from greffier.letters.digest_samples import digest, notices
from greffier.model.dossier import Conversation, ItemState
from greffier.model.letter import (
    STAFF_KINDS,
    ChecklistLine,
    Digest,
    Letter,
    LetterFacts,
    LetterKind,
    RefusedFile,
    ReviewNotice,
)
from greffier.model.mail import Environment, PersonType
from greffier.model.rules import ItemRule, Procedure
from greffier.model.transcript import Transcript

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
STAFF = ("equipe@registre.example",)
OPERATOR = ("camille.durand@trajeo.example",)
CONVERSATION = Conversation("premier.message@trajeo.example", (), "Adhésion de Trajeo au registre")

M, R, A, X, W = ItemState.MISSING, ItemState.RECEIVED, ItemState.ACCEPTED, ItemState.REJECTED, ItemState.WAIVED

HALF = {"terms": A, "registration": A, "dpo": A, "technical_file": R, "rib": X, "technical": X}
PERSON = {"terms": R, "identity": A, "dpo": A, "controller": A, "technical": A, "rib": A, "technical_file": W}
COMPLETE = {"rib": R, "technical_file": R, **dict.fromkeys(("terms", "registration", "dpo", "controller"), A)}
COMPLETE |= {"technical": A, "logo": A}

REFUSED = (
    RefusedFile(
        "Kbis.pdf.exe", "ce fichier est un programme et n'a pas été ouvert. Merci d'envoyer un PDF ou une image."
    ),
)

WORDS = {
    "fr": {
        ("registration", A): "extrait Kbis du 12/10/2026, au nom de TRAJEO",
        ("dpo", A): "Ana Roy, ana.roy@trajeo.example",
        ("rib", X): "l'IBAN a une erreur de frappe, le 12e caractère peut-être. Renvoyez le RIB tel que votre banque "
        "le donne.",
        ("technical", X): "il manque le téléphone.",
    },
    "en": {
        ("registration", A): "Kbis extract of 12/10/2026, in the name of TRAJEO",
        ("dpo", A): "Ana Roy, ana.roy@trajeo.example",
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
        facts: Iterator[LetterFacts | ReviewNotice | Digest | Transcript] = iter(
            (digest(12), digest(0), digest(1), digest(300))
        )
    elif kind is LetterKind.REVIEW:
        facts = iter(notices(8))
    elif kind is LetterKind.TRANSCRIPT:
        facts = iter(transcripts())
    else:
        facts = operator_facts(kind, language, procedure)
    to, conversation = (OPERATOR, CONVERSATION) if kind not in STAFF_KINDS else (STAFF, Conversation())
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
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", half, step=1, steps=5, instead_of=OPERATOR[0])
        case LetterKind.COMPLETE:
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", complete, answer_by=date(2026, 12, 24))
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", complete, question=True, refused=REFUSED)
        case LetterKind.INQUIRY:
            asked = "pouvez-vous renvoyer la page 2 ?" if language == "fr" else "could you send page 2 again?"
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", half, inquiry=asked)
        case _:
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", half)
            yield LetterFacts("", "RPC-0A1B2C", checklist({}, language, procedure))
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", half, refused=REFUSED)
            person = checklist(PERSON, language, procedure, PersonType.NATURAL)
            yield LetterFacts("Jean Petit", "RPC-4T6V8X", person, question=True)
            yield LetterFacts("Roulons !", "RPC-M3N5P7", half, promised_until=date(2026, 12, 1))
            yield LetterFacts("Trajeo", "RPC-7K2M9Q", half, looked_at=True)
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
