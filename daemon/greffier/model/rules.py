"""The rules that staff edit, as types: every key with its meaning and bound. `greffier.rules` loads them."""

from datetime import time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from greffier.model.mail import DocumentType, PersonType, Role


class Frozen(BaseModel):
    """A rule once loaded never changes, and knows all its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def known_zone(name: str) -> str:
    """Refuse a name that the IANA database does not have."""
    if name not in available_timezones():
        raise ValueError(f"{name!r} is no IANA time zone; write for example Europe/Paris")
    return name


ZoneName = Annotated[str, AfterValidator(known_zone)]


class InTwoLanguages(Frozen):
    """The same words for French and English readers."""

    fr: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def said_in(self, language: str) -> str:
        """Return the words in `language`; French where it is not English."""
        return self.en if language == "en" else self.fr


class ItemRule(Frozen):
    """One line of the checklist."""

    title: InTwoLanguages = Field(description="how letters call it")
    ask: InTwoLanguages = Field(description="what exactly to send, one sentence")
    aloud: str = Field(min_length=1, description="what is asked, as `greffier check` reads it: 'un extrait Kbis ...'")
    needed_for: Literal["everyone", "legal", "natural"] = Field("everyone", description="who must send it")
    validated_by: Literal["automatic", "staff"] = Field("staff", description="who accepts it when nothing is wrong")
    binding: bool = Field(False, description="whether it binds or pays: then only a proven sender may change it")
    document: DocumentType | None = Field(None, description="the kind of document that answers it")
    fresh_months: int | None = Field(None, ge=1, le=36, description="how old the document may be; None: any age")
    keep_days: int | None = Field(
        None, ge=1, le=3650, description="days after the decision on which the document is erased; None: it is kept"
    )
    role: Role | None = Field(None, description="the contact that answers it")
    fields: tuple[Literal["family_name", "given_name", "email", "phone"], ...] = Field(
        (), description="what must be known of the contact"
    )

    def concerns(self, person_type: PersonType | None) -> bool:
        """Tell whether an operator of this nature must send it; an unknown nature is taken for a legal person."""
        return self.needed_for in {"everyone", (person_type or PersonType.LEGAL).value}


class Procedure(Frozen):
    """What an operator goes through: `rules/procedure.toml`."""

    name: str = Field(min_length=1)
    terms_version: str = Field(description="the date that the CGU carry")
    terms_url: str
    items: dict[str, ItemRule] = Field(min_length=1, description="in the order in which letters list them")

    def fresh_months(self, kind: DocumentType) -> int | None:
        """Return how old a document of this kind may be; None where any age will do."""
        return next((rule.fresh_months for rule in self.items.values() if rule.document is kind), None)


class Cadence(Frozen):
    """When reminders leave: `rules/cadence.toml`."""

    reminders: tuple[Annotated[int, Field(ge=1, le=365)], ...] = Field(
        (3, 7, 15, 30), description="days of silence before each reminder"
    )
    last_call: int = Field(45, ge=1, le=365, description="days of silence before the last call")
    asleep: int = Field(60, ge=2, le=730, description="days of silence before the dossier sleeps")
    zone: ZoneName = Field("Europe/Paris", description="the clock on the wall")
    first_hour: time = Field(time(9), description="no letter of our own initiative before")
    last_hour: time = Field(time(17), description="nor after")
    digest_at: time = Field(time(8, 30), description="when staff get the digest, on working days")
    reviews_at_once: tuple[str, ...] = Field(
        ("question",), description="kinds of question that staff get in a mail of their own, at once"
    )
    receipts_every: int = Field(
        10,
        ge=0,
        le=120,
        description="minutes between two receipts to one operator; what comes meanwhile is told in one",
    )
    answer_within_months: int = Field(1, ge=1, le=12, description="CGU 1.4: from a complete dossier to access")

    @property
    def clock(self) -> ZoneInfo:
        """Return the zone as an object."""
        return ZoneInfo(self.zone)

    @property
    def steps(self) -> tuple[int, ...]:
        """Return the days of silence before each step, the last call being the last."""
        return (*self.reminders, self.last_call)


class Incoming(Frozen):
    """How much others may make us take: beyond, a mail is set aside and told."""

    per_minute: int = Field(60, ge=1, description="mails of one sender in a minute")
    megabytes: int = Field(500, ge=1, description="that the mails of one sender may take on disk")
    attachments: int = Field(60, ge=1, description="in one mail")
    dossiers: int = Field(200, ge=1, description="opened in a day")
    dossiers_of_domain: int = Field(3, ge=1, description="opened in a day by senders of one domain")


class Budgets(Frozen):
    """How many automatic letters may leave in a day, and how much may come in: `rules/budgets.toml`."""

    address: int = Field(8, ge=1, description="to one address")
    domain: int = Field(40, ge=1, description="to one domain")
    dossier: int = Field(12, ge=1, description="in one dossier")
    thread: int = Field(10, ge=1, description="in one conversation")
    total: int = Field(500, ge=1, description="in all")
    incoming: Incoming = Field(default_factory=lambda: Incoming.model_validate({}), description="what may come in")


class Wordings(Frozen):
    """Words by which mails are understood: `rules/wordings.toml`. Grammar lives in the code, words here."""

    freemail: tuple[str, ...] = Field(description="domains that prove nothing about who employs the sender")
    groups: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="named lists of words, for the readers"
    )

    def words(self, group: str) -> tuple[str, ...]:
        """Return the words of a group; none where staff removed it."""
        return self.groups.get(group, ())


class Rules(Frozen):
    """All rules in force, and the hash of their files: which version decided is part of the evidence."""

    procedure: Procedure
    cadence: Cadence
    budgets: Budgets
    wordings: Wordings
    version: str


class Registry(Frozen):
    """Who we are: our names and addresses. Set by the configuration, used by reading, deciding and letters."""

    name: str = "Registre de preuve de covoiturage"
    address: str = "contact@covoiturage.beta.gouv.fr"
    other_addresses: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    """Addresses of the people who decide, and get the digest."""
    id_domain: str = "covoiturage.beta.gouv.fr"
    """The right side of the Message-IDs that we give."""
    authserv_id: str | None = None
    """The name under which our own server writes Authentication-Results (RFC 8601, 2.5)."""
    authserv_depth: int = 0
    """How many Received lines stand above what it writes; lower down it came with the mail, whatever its name."""
    proven_by: Literal["server", "signatures", "both"] = "server"
    """Whose word proves a sender: our server's, the signatures that we check ourselves, or only both together."""
    trusted_sealers: tuple[str, ...] = ()
    """Domains whose ARC seal is believed: the lists and forwarders through which operators write (RFC 8617)."""

    @property
    def addresses(self) -> frozenset[str]:
        """Return all our addresses, lower-cased."""
        return frozenset(address.lower() for address in (self.address, *self.other_addresses))
