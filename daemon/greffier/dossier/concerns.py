"""What needs an eye in the dossiers: addresses that fail, operators gone silent, invitations that expire."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from greffier.dossier.calendar import local_day
from greffier.dossier.chronicle import ENVIRONMENTS
from greffier.dossier.reminders import due_at
from greffier.model.digest import Concern
from greffier.model.dossier import Account, AccountState, Dossier, Stage
from greffier.model.event import AddressFailed, Recorded
from greffier.model.rules import Rules

RUNNING = frozenset({Stage.COLLECTING, Stage.REVIEWING, Stage.OPENING})
EXPIRES_WITHIN = timedelta(days=2)
"""Of an invitation: time enough to send another before the operator meets a dead link."""


def concerns(
    dossiers: Sequence[Dossier], recorded: Sequence[tuple[str, Recorded]], rules: Rules, now: datetime
) -> Iterator[Concern]:
    """Yield what needs an eye, a dossier at a time; `recorded` is what happened since the last digest."""
    failed = [(identity, one.event.address) for identity, one in recorded if isinstance(one.event, AddressFailed)]
    for dossier in dossiers:
        if dossier.stage in RUNNING:
            yield from of_addresses(dossier, [address for identity, address in failed if identity == dossier.id])
            yield from of_silence(dossier, rules, now)
        yield from of_invitations(dossier, local_day(now, rules.cadence))


def of_addresses(dossier: Dossier, failed: Sequence[str]) -> Iterator[Concern]:
    """Yield the addresses that failed lately, or that there is none left."""
    if dossier.recipient is None:
        yield Concern("plus aucune adresse ne reçoit nos lettres", "trouver un autre contact", dossier.name)
        return
    for address in failed:
        now_to = f"nous écrivons désormais à {dossier.recipient.email}"
        yield Concern(f"{address} ne reçoit plus ; {now_to}", name=dossier.name)


def of_silence(dossier: Dossier, rules: Rules, now: datetime) -> Iterator[Concern]:
    """Yield an operator to whom the reminders brought nothing: a telephone call does what mails do not."""
    if dossier.stage is not Stage.COLLECTING or dossier.step < len(rules.cadence.steps) - 1 or not dossier.heard_at:
        return
    days = (now - dossier.heard_at).days
    asleep_at = due_at(dossier, len(rules.cadence.steps) + 1, rules.cadence)
    until = f", s'endort le {local_day(asleep_at, rules.cadence):%d/%m}" if asleep_at else ""
    yield Concern(f"sans nouvelles depuis {days} jours{until}", "l'appeler ?", dossier.name)


def of_invitations(dossier: Dossier, today: date) -> Iterator[Concern]:
    """Yield the invitations that expire soon, or have."""
    for account in dossier.accounts:
        if (
            account.state is AccountState.INVITED
            and account.expires_on
            and account.expires_on <= today + EXPIRES_WITHIN
        ):
            yield Concern(expiry(account, today), "en envoyer une autre", dossier.name)


def expiry(account: Account, today: date) -> str:
    """Say when an invitation expires."""
    when = "expire" if account.expires_on and account.expires_on >= today else "a expiré"
    return f"l'invitation en {ENVIRONMENTS[account.environment]} {when} le {account.expires_on:%d/%m}"
