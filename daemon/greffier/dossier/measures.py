"""What a person may do to a dossier at any time: note, ask, let it rest, dispense, close, take it up again."""

from datetime import date, datetime

from greffier.dossier.answers import access_letters, facts, letter
from greffier.dossier.calendar import local_day
from greffier.dossier.chronicle import STAGES, title_of
from greffier.dossier.reminders import count_from
from greffier.dossier.rulings import followed
from greffier.errors import NotAllowed
from greffier.model.decision import Decision
from greffier.model.dossier import Account, AccountState, Dossier, ItemState, Stage
from greffier.model.event import (
    AccountMoved,
    Asked,
    ClassGiven,
    Event,
    Inquired,
    ItemMoved,
    NoteTaken,
    StageMoved,
    Suspended,
    TakenOver,
)
from greffier.model.letter import Letter, LetterKind
from greffier.model.rules import Rules

CLOSED = frozenset({Stage.REFUSED, Stage.WITHDRAWN, Stage.DORMANT})
AGAIN = frozenset({LetterKind.WELCOME, LetterKind.REMINDER, LetterKind.COMPLETE, LetterKind.ACCESS})
"""Letters that are sent again as they are; what another one said is said by a receipt of today."""
SILENT = "aucune lettre n'est partie : plus d'adresse joignable, ou une personne a repris la main"


def take_note(dossier: Dossier, by: str, words: str) -> Decision:
    """Write a person's words into the history."""
    return Decision(f"note prise dans le dossier de {dossier.name}", (NoteTaken(by, words),))


def hand_over(dossier: Dossier, by: str | None) -> Decision:
    """Let a person take the pen (`by`), or give it back (None)."""
    silent = f"{by} répond pour {dossier.name} ; Greffier se tait jusqu'à « rendre la main »"
    return Decision(silent if by else f"Greffier répond de nouveau pour {dossier.name}", (TakenOver(by),))


def ask_operator(dossier: Dossier, by: str, words: str, rules: Rules, cause: str) -> Decision:
    """Put a person's own question to the operator; no item moves."""
    told = facts(dossier, rules, inquiry=words)
    letters = letter(LetterKind.INQUIRY, dossier, told, cause, answers=False)
    if not letters:
        raise NotAllowed(SILENT)
    return Decision(f"votre question part à {dossier.name} : « {words} »", (Inquired(by, words),), letters)


def suspend(dossier: Dossier, by: str, until: date | None, rules: Rules, now: datetime) -> Decision:
    """Let cadence and clock rest until a day, or wake them (None)."""
    today = local_day(now, rules.cadence)
    if until is None and (dossier.suspended_until is None or dossier.suspended_until <= today):
        raise NotAllowed(f"le dossier de {dossier.name} n'est pas suspendu")
    if until is not None and until <= today:
        raise NotAllowed("un dossier se suspend jusqu'à un jour à venir")
    events: tuple[Event, ...] = (Suspended(today, until, by),)
    if dossier.asked_at:
        events += (Asked(count_from(until, rules.cadence, now)),)
    words = f"{dossier.name} est suspendu jusqu'au {until:%d/%m/%Y} : ni relance ni délai jusque-là" if until else ""
    return Decision(words or f"{dossier.name} n'est plus suspendu : relances et délai reprennent", events)


def classify(dossier: Dossier, by: str, proof_class: str) -> Decision:
    """Keep the class of proof that a person judged."""
    return Decision(f"{dossier.name} : classe de preuve {proof_class}", (ClassGiven(proof_class, by),))


def waive(dossier: Dossier, by: str, item: str, rules: Rules, cause: str, now: datetime) -> Decision:
    """Dispense with an item; the dossier may be complete then."""
    if dossier.item(item).state is ItemState.WAIVED:
        raise NotAllowed(f"{dossier.name} est déjà dispensé de : {title_of(item, rules)}")
    waived = ItemMoved(item, ItemState.WAIVED, evidence=f"dispense décidée par {by}")
    decision = followed(dossier, (waived,), rules, cause, now)
    outcome = f"{dossier.name} est dispensé de : {title_of(item, rules)}"
    return Decision(outcome, decision.events, decision.letters, decision.reviews)


def close(dossier: Dossier, by: str, words: str) -> Decision:
    """End a dossier; the operator is not told by machine."""
    if dossier.stage in {Stage.REFUSED, Stage.WITHDRAWN}:
        raise NotAllowed(f"le dossier de {dossier.name} est déjà clos ({STAGES[dossier.stage]})")
    return Decision(
        f"le dossier de {dossier.name} est fermé ; rien n'a été écrit à l'opérateur",
        (StageMoved(Stage.WITHDRAWN, f"{words} (fermé par {by})"),),
    )


def reopen(dossier: Dossier, by: str, rules: Rules, cause: str, now: datetime) -> Decision:
    """Take a closed or sleeping dossier up again."""
    if dossier.stage not in CLOSED:
        raise NotAllowed(f"le dossier de {dossier.name} n'est pas clos ({STAGES[dossier.stage]})")
    decision = followed(dossier, (StageMoved(Stage.COLLECTING, f"rouvert par {by}"),), rules, cause, now)
    return Decision(f"le dossier de {dossier.name} est rouvert", decision.events, decision.letters, decision.reviews)


def resend(dossier: Dossier, by: str, last: LetterKind | None, rules: Rules, cause: str) -> Decision:
    """Write the last letter again, as things stand today, to the address that now receives."""
    letters: tuple[Letter, ...] = ()
    if last is LetterKind.ACCESS:
        opened = (account for account in dossier.accounts if account.state is AccountState.INVITED)
        letters = access_letters(dossier, tuple(invitation(account) for account in opened), rules, cause)
    elif last is not None:
        kind = last if last in AGAIN else LetterKind.RECEIPT
        told = facts(dossier, rules, step=max(1, dossier.step))
        letters = letter(kind, dossier, told, cause, answers=False)
    if not letters:
        raise NotAllowed(SILENT if last else f"aucune lettre n'est encore partie à {dossier.name}")
    note = NoteTaken(by, "dernière lettre envoyée de nouveau")
    return Decision(f"la dernière lettre à {dossier.name} part de nouveau", (note,), letters)


def invitation(account: Account) -> AccountMoved:
    """Return the event that an access letter tells."""
    return AccountMoved(account.environment, account.state)
