"""The rules in French sentences, so that who edited them hears what they now say."""

from collections.abc import Iterator, Sequence
from datetime import date, time

from greffier.model.rules import Budgets, Cadence, Incoming, ItemRule, Rules, Wordings

NO_BREAK = "\N{NO-BREAK SPACE}"
WHO = {"everyone": "Tout opérateur", "legal": "Une personne morale", "natural": "Une personne physique"}
VALIDATED = {
    ("automatic", False): "la validation est automatique",
    ("automatic", True): "la validation est automatique si l'expéditeur est prouvé, sinon l'équipe décide",
    ("staff", False): "une personne de l'équipe valide",
    ("staff", True): "une personne de l'équipe valide, et sait si l'expéditeur est prouvé",
}
REVIEWS = {
    "terms": "les CGU",
    "document": "une pièce",
    "contact": "un contact",
    "question": "une question d'opérateur",
    "sender": "un expéditeur inconnu",
    "opening": "l'ouverture d'un accès",
}


def aloud(rules: Rules) -> tuple[str, ...]:
    """Return the rules, one French sentence for each thing that can be changed."""
    return tuple(typeset(sentence) for sentence in sentences(rules))


def sentences(rules: Rules) -> Iterator[str]:
    """Yield them with plain spaces."""
    procedure = rules.procedure
    yield from (
        f"Procédure « {procedure.name} », règles {rules.version}.",
        f"Les CGU en vigueur sont celles du {day(procedure.terms_version)} : {procedure.terms_url}",
        *(of_item(item) for item in procedure.items.values()),
        *of_cadence(rules.cadence),
        of_budgets(rules.budgets),
        of_incoming(rules.budgets.incoming),
        of_wordings(rules.wordings),
    )


def of_item(item: ItemRule) -> str:
    """Say who must send what, and who validates it."""
    age = f" ; daté de plus de {item.fresh_months} mois, il est redemandé" if item.fresh_months else ""
    erased = f" ; la pièce est effacée {days([item.keep_days])} après la décision" if item.keep_days else ""
    return (
        f"{WHO[item.needed_for]} doit envoyer {item.aloud} ; {VALIDATED[item.validated_by, item.binding]}{age}{erased}."
    )


def of_cadence(cadence: Cadence) -> Iterator[str]:
    """Say when letters leave."""
    if cadence.reminders:
        yield f"Sans nouvelles, l'opérateur est relancé après {days(cadence.reminders)}."
    yield (
        f"Un dernier appel part après {days([cadence.last_call])}, "
        f"et le dossier s'endort après {days([cadence.asleep])} ; un message de l'opérateur le réveille."
    )
    yield (
        "De sa propre initiative, Greffier n'écrit que les jours ouvrés, "
        f"de {hour(cadence.first_hour)} à {hour(cadence.last_hour)} ({cadence.zone})."
    )
    if cadence.receipts_every:
        yield (
            "Un premier message reçoit sa réponse aussitôt ; "
            f"ceux qui le suivent de moins de {cadence.receipts_every} minutes en reçoivent une pour tous."
        )
    yield f"L'équipe reçoit le bilan les jours ouvrés à {hour(cadence.digest_at)}."
    if cadence.reviews_at_once:
        kinds = listed([REVIEWS[kind] for kind in cadence.reviews_at_once])
        yield f"N'attend pas le bilan, et lui parvient aussitôt : {kinds}."
    yield f"Un dossier complet reçoit sa réponse en {cadence.answer_within_months} mois au plus (CGU, article 1.4)."


def of_incoming(incoming: Incoming) -> str:
    """Say how much may come in."""
    return (
        f"Au-delà de {incoming.per_minute} messages par minute ou de {incoming.megabytes} Mo d'un même expéditeur, de "
        f"{incoming.attachments} pièces jointes, ou de {incoming.dossiers} dossiers ouverts en un jour "
        f"({incoming.dossiers_of_domain} pour un même domaine), un message est mis de côté et l'équipe le sait."
    )


def of_budgets(budgets: Budgets) -> str:
    """Say how many letters may leave."""
    return (
        f"En un jour partent au plus {budgets.address} lettres automatiques à une adresse, "
        f"{budgets.domain} à un domaine, {budgets.dossier} dans un dossier, "
        f"{budgets.thread} dans une conversation et {budgets.total} en tout ; "
        "au-delà, elles sont retenues et l'équipe le lit dans son bilan."
    )


def of_wordings(wordings: Wordings) -> str:
    """Say with how many words mails are understood."""
    return (
        f"Les courriels sont compris grâce à {len(wordings.groups)} listes de mots ; "
        f"{len(wordings.freemail)} messageries grand public ne prouvent pas pour qui l'on écrit."
    )


def days(numbers: Sequence[int]) -> str:
    """Say `3, 7 et 15 jours`."""
    return f"{listed([str(number) for number in numbers])} jour{'s' if numbers[-1] > 1 else ''}"


def listed(words: Sequence[str]) -> str:
    """Say `un, deux et trois`."""
    return " et ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def hour(moment: time) -> str:
    """Say `9 h` or `8 h 30`."""
    return f"{moment.hour} h {moment.minute:02}" if moment.minute else f"{moment.hour} h"


def day(written: str) -> str:
    """Say `01/02/2024` where the rules say 2024-02-01; other words stay."""
    try:
        return f"{date.fromisoformat(written):%d/%m/%Y}"
    except ValueError:
        return written


def typeset(sentence: str) -> str:
    """Keep French punctuation on the line of its word."""
    for mark in (";", ":", "»"):
        sentence = sentence.replace(f" {mark}", f"{NO_BREAK}{mark}")
    return sentence.replace("« ", f"«{NO_BREAK}")
