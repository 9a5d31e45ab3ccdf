"""The one gate that every automatic letter passes: may this one leave, now? Pure; the French words are for staff.

It is asked twice: when a letter is laid in the outbox, and when it leaves, since much may happen between. What waits
for an hour is put off and leaves by itself. What is held waits for a person, who is told. Whether a mail may be
answered at all is read from that mail: where it may not, no letter is written that could come to the gate.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from email_validator import EmailNotValidError, validate_email

from greffier.dossier.calendar import next_opening
from greffier.model.letter import STAFF_KINDS, LetterKind
from greffier.model.rules import Budgets, Cadence, Registry

UNASKED = frozenset({LetterKind.REMINDER, LetterKind.LAST_CALL})
"""Letters for which nobody waits: they keep to working hours. What answers a mail, or a person, leaves at once."""

MACHINES = frozenset({
    "mailer-daemon", "postmaster", "noreply", "no-reply", "no_reply", "nepasrepondre", "ne-pas-repondre",
    "ne_pas_repondre", "donotreply", "do-not-reply", "do_not_reply",
})  # fmt: skip
"""Local parts behind which nobody reads, or a program answers (RFC 3834, 2)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A letter that wants to leave."""

    recipients: tuple[str, ...]
    operator: str | None
    """Id of the dossier; None for letters to staff."""
    kind: LetterKind
    answers: bool
    """Whether it answers a mail; else it is our own initiative."""
    thread: str | None = None
    """The Message-ID with which its conversation began."""
    address_failed: bool = False
    """Whether a letter to one of the recipients came back."""
    taken_over: bool = False
    """Whether a person answers this operator themselves."""
    released: bool = False
    """Whether a person let this very letter go: budgets are no objection any more."""


class Spent(Protocol):
    """What left today."""

    @property
    def by_address(self) -> Mapping[str, int]:
        """Return letters by address, lower-cased."""
        ...

    @property
    def by_domain(self) -> Mapping[str, int]:
        """Return letters by domain, lower-cased."""
        ...

    @property
    def by_dossier(self) -> Mapping[str, int]:
        """Return letters by dossier id."""
        ...

    @property
    def by_thread(self) -> Mapping[str, int]:
        """Return letters by the Message-ID with which their conversation began."""
        ...

    @property
    def total(self) -> int:
        """Return all letters."""
        ...


@dataclass(frozen=True, slots=True)
class Leave:
    """It may leave now."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """It leaves later by itself."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Hold:
    """It waits for a person."""

    why: str


def may_leave(
    letter: Candidate, spent: Spent, budgets: Budgets, cadence: Cadence, registry: Registry, now: datetime
) -> Leave | PutOff | Hold:
    """Judge one letter. `now` is aware; `spent` counts the day of `now`."""
    for why in objections(letter, spent, budgets, registry):
        return Hold(why)
    opening = next_opening(now, cadence) if letter.kind in UNASKED else now
    if opening > now:
        return PutOff(opening, "hors des jours et heures ouvrés")
    return Leave()


def objections(letter: Candidate, spent: Spent, budgets: Budgets, registry: Registry) -> Iterator[str]:
    """Say why a person should look before this letter leaves, gravest first."""
    if not letter.recipients:
        yield "la lettre n’a pas de destinataire"
    for address in letter.recipients:
        yield from address_objections(address, registry)
    if letter.released:
        return
    if letter.taken_over and letter.kind not in STAFF_KINDS:
        yield "une personne a repris la main dans ce dossier"
    if letter.address_failed:
        yield "une lettre précédente n’a pas pu être remise à cette adresse"
    if letter.kind != LetterKind.DIGEST and spent.total >= budgets.total:
        yield f"le budget du jour est épuisé : {count(spent.total)} en tout"
    if letter.kind not in STAFF_KINDS:  # they tell what waits, what is held included
        yield from budget_objections(letter, spent, budgets)


def address_objections(address: str, registry: Registry) -> Iterator[str]:
    """Say why nothing automatic should go to this address."""
    if not well_formed(address):
        yield f"l’adresse « {address[:80]} » n’est pas valable"
    elif without_tag(address) in {without_tag(own) for own in registry.addresses}:
        yield "la lettre nous serait adressée à nous-mêmes"
    elif without_tag(address).partition("@")[0] in MACHINES:
        yield f"personne ne lit « {address} »"


def budget_objections(letter: Candidate, spent: Spent, budgets: Budgets) -> Iterator[str]:
    """Say which budget of the day the letter would break; a loop that no header betrays ends here."""
    for address in unique(letter.recipients):
        if (sent := spent.by_address.get(address, 0)) >= budgets.address:
            yield f"le budget du jour est épuisé : {count(sent)} à {address}"
    for domain, new in Counter(address.rpartition("@")[2] for address in unique(letter.recipients)).items():
        if (sent := spent.by_domain.get(domain, 0)) + new > budgets.domain:
            yield f"le budget du jour est épuisé : {count(sent)} au domaine {domain}"
    if letter.operator and (sent := spent.by_dossier.get(letter.operator, 0)) >= budgets.dossier:
        yield f"le budget du jour est épuisé : {count(sent)} dans ce dossier"
    if letter.thread and (sent := spent.by_thread.get(letter.thread, 0)) >= budgets.thread:
        yield f"le budget du jour est épuisé : {count(sent)} dans cette conversation"


def well_formed(address: str) -> bool:
    """Tell whether the address has a form that can be delivered to (RFC 5321, 4.1.2); asks no name server."""
    try:
        # `test` domains (RFC 2606) stay allowed: they lead nowhere, and the demo lives there
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def without_tag(address: str) -> str:
    """Return the address in small letters without what follows a plus sign (RFC 5233): the same mailbox."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def unique(addresses: Iterable[str]) -> list[str]:
    """Return the addresses in small letters, each once."""
    return list(dict.fromkeys(address.lower() for address in addresses))


def count(letters: int) -> str:
    """Say how many letters left."""
    return "1 lettre" if letters == 1 else f"{letters} lettres"
