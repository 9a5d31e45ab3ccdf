"""A dossier's history told in French, one sentence an event, for staff."""

from greffier.model.dossier import AccountState, ItemState, Stage
from greffier.model.event import (
    AbsenceAnnounced,
    AccountMoved,
    AddressFailed,
    AddressLearned,
    AnswerPromised,
    Asked,
    ClassGiven,
    ContactNamed,
    DossierErased,
    DossierOpened,
    Event,
    Inquired,
    ItemMoved,
    NoteTaken,
    OperatorDescribed,
    OperatorHeard,
    PaperRefused,
    PaperShown,
    PapersPurged,
    PersonWrote,
    Reminded,
    ReviewDecided,
    StageMoved,
    Suspended,
    TakenOver,
    Way,
)
from greffier.model.letter import Choice, LetterKind
from greffier.model.mail import Contact, Environment, PersonType
from greffier.model.rules import Rules

STAGES = {
    Stage.COLLECTING: "pièces attendues",
    Stage.REVIEWING: "complet, à vérifier",
    Stage.OPENING: "accès en cours",
    Stage.OPEN: "ouvert",
    Stage.DORMANT: "en sommeil",
    Stage.REFUSED: "refusé",
    Stage.WITHDRAWN: "retiré",
}
ITEMS = {
    ItemState.RECEIVED: "reçu, à vérifier",
    ItemState.ACCEPTED: "accepté",
    ItemState.REJECTED: "à corriger",
    ItemState.WAIVED: "dispensé",
    ItemState.MISSING: "attendu",
}
ACCOUNTS = {
    AccountState.NONE: "pas d'accès",
    AccountState.REQUESTED: "accès à créer",
    AccountState.INVITED: "invitation envoyée",
    AccountState.CONFIRMED: "connexion confirmée",
    AccountState.EXPIRED: "invitation expirée",
}
ENVIRONMENTS = {Environment.PREPRODUCTION: "préproduction", Environment.PRODUCTION: "production"}
CHOICES = {Choice.ACCEPT: "accepté", Choice.REJECT: "refusé", Choice.ANSWERED: "répondu", Choice.APART: "à part"}
LETTERS = {
    LetterKind.WELCOME: "bienvenue",
    LetterKind.RECEIPT: "accusé de réception",
    LetterKind.REMINDER: "relance",
    LetterKind.LAST_CALL: "dernier rappel",
    LetterKind.COMPLETE: "dossier complet",
    LetterKind.HANDOVER: "une personne vous répond",
    LetterKind.INQUIRY: "question à l'opérateur",
    LetterKind.ACCESS: "accès ouvert",
    LetterKind.CAUTION: "alerte sur un changement de RIB",
    LetterKind.REVIEW: "question à l'équipe",
    LetterKind.DIGEST: "bilan",
    LetterKind.TRANSCRIPT: "compte rendu",
}
WAYS = {Way.OPENED: "ouvert", Way.SAVED: "enregistré", Way.MAILED: "reçu par courriel"}
NATURES = {PersonType.LEGAL: "personne morale", PersonType.NATURAL: "personne physique"}


def told(event: Event, rules: Rules) -> str:  # noqa: C901, PLR0911, PLR0912 - one sentence an event
    """Tell one event in a French sentence, without its date."""
    match event:
        case DossierOpened():
            return "demande d'adhésion, dossier ouvert"
        case OperatorDescribed(name, person_type, siren):
            parts = (name, person_type and NATURES[person_type], siren and f"SIREN {siren}")
            return ", ".join(part for part in parts if part)
        case OperatorHeard(address):
            return f"message de {address}"
        case PersonWrote(by, to, subject):
            return f"{by} a écrit à {to}{f' : {subject}' if subject else ''}"
        case AddressLearned(address):
            return f"l'adresse {address} est admise dans le dossier"
        case AddressFailed(address):
            return f"l'adresse {address} ne reçoit pas"
        case ItemMoved(item, state, _, words):
            return f"{title_of(item, rules)}, {ITEMS[state]}{f' : {words}' if words else ''}"
        case PaperRefused(name, code, _, staff):
            return f"fichier « {name} » écarté, transmis à personne : {staff or code}"
        case PaperShown(paper, by, way, original):
            return f"{by} a {WAYS[way]} la pièce {paper[:12]}{' sans filigrane' if original else ''}"
        case PapersPurged(papers, items):
            titles = ", ".join(title_of(item, rules) for item in items)
            count = "une pièce effacée, son but" if len(papers) == 1 else f"{len(papers)} pièces effacées, leur but"
            return f"{count} étant atteint : {titles} ; le courriel dans la boîte reste à effacer par une personne"
        case ContactNamed(contact):
            return f"contact nommé : {person(contact)}"
        case AnswerPromised(until):
            return f"suite annoncée pour le {until:%d/%m/%Y}"
        case AbsenceAnnounced(until):
            return f"absence jusqu'au {until:%d/%m/%Y}" if until else "absence annoncée"
        case StageMoved(stage, words):
            return f"{STAGES[stage]}{f' ({words})' if words else ''}"
        case AccountMoved(environment, state):
            return f"{ENVIRONMENTS[environment]}, {ACCOUNTS[state]}"
        case Asked(since):
            return f"réponse attendue ; les relances comptent du {since:%d/%m/%Y}"
        case Reminded(step):
            return f"relance {step} partie"
        case NoteTaken(by, words):
            return f"note de {by} : {words}"
        case TakenOver(by):
            return f"{by} reprend la main" if by else "la main est rendue à Greffier"
        case Suspended(_, until, by):
            return f"dossier suspendu jusqu'au {until:%d/%m/%Y} par {by}" if until else f"suspension levée par {by}"
        case ClassGiven(proof_class, by):
            return f"classe de preuve {proof_class}, donnée par {by}"
        case Inquired(by, words):
            return f"{by} demande à l'opérateur : {words}"
        case DossierErased(reference, by, reason):
            return f"dossier {reference} effacé par {by} : {reason}"
        case ReviewDecided(review, choice, by, words):
            return f"question {review}, {CHOICES[Choice(choice)]} par {by}{f' : {words}' if words else ''}"


def title_of(item: str, rules: Rules) -> str:
    """Name an item as staff know it; by its key where the rules dropped it."""
    return rules.procedure.items[item].title.fr if item in rules.procedure.items else item


def person(contact: Contact) -> str:
    """Return a contact on one line."""
    known = (contact.given_name, contact.family_name, contact.email, contact.phone)
    return f"{' '.join(part for part in known if part)} ({contact.role})"
