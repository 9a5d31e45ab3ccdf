"""Which letter answers: one a mail, and none where there is nothing to say."""

from datetime import datetime

from greffier.dossier.calendar import answer_by
from greffier.dossier.checklist import lines
from greffier.model.dossier import Account, Dossier, Stage
from greffier.model.event import AccountMoved, ContactNamed, Event, ItemMoved, PaperRefused
from greffier.model.letter import Letter, LetterFacts, LetterKind, RefusedFile
from greffier.model.mail import Environment
from greffier.model.rules import Rules


def changed_items(events: tuple[Event, ...]) -> frozenset[str]:
    """Return the names of the items that these events touch."""
    return frozenset(event.item for event in events if isinstance(event, ItemMoved))


def news_for(after: Dossier, events: tuple[Event, ...], told_at: datetime | None) -> frozenset[str]:
    """Return the names of the items that changed since the operator was last told."""
    untold = (item for item in after.items if item.since and (told_at is None or item.since > told_at))
    return changed_items(events) | {item.name for item in untold}


def refused_files(events: tuple[Event, ...]) -> tuple[RefusedFile, ...]:
    """Return the dangerous files that these events refused."""
    return tuple(RefusedFile(event.name, event.words) for event in events if isinstance(event, PaperRefused))


def facts(  # noqa: PLR0913 - a letter may say all of these
    dossier: Dossier,
    rules: Rules,
    *,
    new: frozenset[str] = frozenset(),
    question: bool = False,
    inquiry: str = "",
    step: int = 0,
    account: Account | None = None,
) -> LetterFacts:
    """Return what a letter about this dossier may say."""
    return LetterFacts(
        operator=dossier.name,
        reference=dossier.reference,
        lines=lines(dossier, rules, dossier.language, new),
        question=question,
        inquiry=inquiry,
        step=step,
        steps=len(rules.cadence.steps),
        promised_until=dossier.promised_until,
        environment=account.environment if account else None,
        login=account.login if account else None,
        link=account.link if account else None,
        expires_on=account.expires_on if account else None,
        answer_by=answer_by(dossier, rules.cadence),
    )


def letter(kind: LetterKind, dossier: Dossier, told: LetterFacts, cause: str, *, answers: bool) -> tuple[Letter, ...]:
    """Address a letter to the operator; none where no address is left, or where a person has taken over."""
    if dossier.recipient is None or dossier.taken_over_by:
        return ()
    to = (dossier.recipient.email,)
    return (Letter(f"{kind}:{cause}", kind, to, told, dossier.language, dossier.conversation, answers),)


def kind_of_answer(
    before: Dossier, after: Dossier, events: tuple[Event, ...], *, opens: bool, question: bool
) -> LetterKind | None:
    """Choose the letter that answers a mail; None where the mail brought no news: a machine that repeats itself stops.

    `question` is whether the mail asks something that nobody was told yet to wait for.
    """
    if after.stage is Stage.REVIEWING and before.stage is not Stage.REVIEWING:
        return LetterKind.COMPLETE
    if opens:
        return LetterKind.WELCOME
    if changed_items(events) or any(isinstance(event, ContactNamed | AccountMoved | PaperRefused) for event in events):
        return LetterKind.RECEIPT
    if question:
        return LetterKind.HANDOVER
    return LetterKind.RECEIPT if after.promised_until and not before.promised_until else None


def access_letters(after: Dossier, events: tuple[Event, ...], rules: Rules, cause: str) -> tuple[Letter, ...]:
    """Return the access letter of every environment that these events invite to."""
    letters: tuple[Letter, ...] = ()
    for environment in invited(events):
        told = facts(after, rules, account=after.account(environment))
        letters += letter(LetterKind.ACCESS, after, told, f"{environment}:{cause}", answers=False)
    return letters


def invited(events: tuple[Event, ...]) -> tuple[Environment, ...]:
    """Return the environments that these events invite to."""
    moves = (event for event in events if isinstance(event, AccountMoved))
    return tuple(move.environment for move in moves if move.state == "invited")
