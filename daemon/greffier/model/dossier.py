"""The dossier of one operator: what is asked, what came, who is named, what was opened."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from greffier.model.mail import Contact, Environment, PersonType, Role


class ItemState(StrEnum):
    """Where a line of the checklist stands."""

    MISSING = "missing"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WAIVED = "waived"


class Fault(StrEnum):
    """Why an item was rejected."""

    ILLEGIBLE = "illegible"
    INCORRECT = "incorrect"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"


class Stage(StrEnum):
    """Where a dossier stands."""

    COLLECTING = "collecting"
    REVIEWING = "reviewing"
    OPENING = "opening"
    OPEN = "open"
    DORMANT = "dormant"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AccountState(StrEnum):
    """Where an access stands, one for each environment."""

    NONE = "none"
    REQUESTED = "requested"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist."""

    name: str
    state: ItemState = ItemState.MISSING
    fault: Fault | None = None
    words: str = ""
    """For people: why it was rejected, or what is still missing."""
    papers: tuple[str, ...] = ()
    """Hashes of the documents it rests on."""
    since: datetime | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing more is needed of anybody."""
        return self.state in {ItemState.ACCEPTED, ItemState.WAIVED}

    @property
    def awaited(self) -> bool:
        """Whether the operator still has to send it."""
        return self.state in {ItemState.MISSING, ItemState.REJECTED}


@dataclass(frozen=True, slots=True)
class Address:
    """Where the operator writes from, or is written to."""

    email: str
    name: str = ""
    failed: bool = False
    proven: bool = False
    """Whether a mail from it was proven once; from then on one that is not is a doubt."""


@dataclass(frozen=True, slots=True)
class Account:
    """An access in one environment."""

    environment: Environment
    state: AccountState = AccountState.NONE
    login: str | None = None
    link: str | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where our next letter joins: the operator's newest mail."""

    message_id: str | None = None
    references: tuple[str, ...] = ()
    """Oldest first, as the References header has it (RFC 5322, 3.6.4)."""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one operator that decisions need. All times are aware, UTC."""

    id: str
    reference: str
    """Public and random, `RPC-XXXXXX`; what people may quote."""
    name: str
    opened_at: datetime
    language: str = "fr"
    person_type: PersonType | None = None
    siren: str | None = None
    """As its proof of registration has it; what every later paper is compared with."""
    stage: Stage = Stage.COLLECTING
    items: tuple[Item, ...] = ()
    contacts: tuple[Contact, ...] = ()
    accounts: tuple[Account, ...] = ()
    addresses: tuple[Address, ...] = ()
    """In the order in which they last wrote; the last that has not failed is written to."""
    conversation: Conversation = Conversation()
    heard_at: datetime | None = None
    """When the operator last wrote."""
    asked_at: datetime | None = None
    """Where the cadence of reminders counts from; None while the ball is not with the operator."""
    round: int = 0
    """How many times a cadence began; a reminder belongs to one round."""
    step: int = 0
    """How far the cadence went in this round."""
    promised_until: date | None = None
    absent_until: date | None = None
    complete_at: datetime | None = None
    """When nothing was missing any more: the clock of CGU 1.4 (one month) runs from here."""
    taken_over_by: str | None = None
    """The person who answers themselves; the daemon keeps silent meanwhile."""
    suspended_since: date | None = None
    suspended_until: date | None = None
    """Until then cadence and clock rest; kept afterwards, since the clock of CGU 1.4 ends later by as much."""
    rested_days: int = 0
    """Days of suspensions before that one."""
    proof_class: str | None = None
    """A, B or C, as staff judged the technical file."""

    def item(self, name: str) -> Item:
        """Return the item called `name`; a missing one where the checklist has none."""
        return next((item for item in self.items if item.name == name), Item(name))

    def contact(self, role: Role) -> Contact:
        """Return who is named for `role`; an empty contact where nobody is."""
        return next((contact for contact in self.contacts if contact.role == role), Contact(role))

    def account(self, environment: Environment) -> Account:
        """Return the access in `environment`, with state `none` where there is none."""
        return next((account for account in self.accounts if account.environment == environment), Account(environment))

    @property
    def rest(self) -> timedelta:
        """Return for how long the clock of CGU 1.4 rests in all."""
        last = self.suspended_until - self.suspended_since if self.suspended_since and self.suspended_until else None
        return timedelta(days=self.rested_days) + (last or timedelta())

    @property
    def recipient(self) -> Address | None:
        """Whom to write to: the newest address that has not failed, or None."""
        return next((address for address in reversed(self.addresses) if not address.failed), None)
