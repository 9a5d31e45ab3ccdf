"""The office: everything a round needs, wired once."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from greffier.letters import Letters
from greffier.lookup import Keys
from greffier.model.rules import Registry, Rules
from greffier.rounds.in_force import in_force
from greffier.settings import Settings
from greffier.store.database import Database
from greffier.store.keys import Keyring
from greffier.store.papers import Papers
from greffier.store.spool import Spool


@dataclass(frozen=True, slots=True)
class Office:
    """The neighbours on disk and the rules in force. IMAP and SMTP are opened by those who use them."""

    settings: Settings
    rules: Rules
    letters: Letters
    database: Database
    spool: Spool
    papers: Papers
    keys: Keyring
    refused: str = ""
    """Why the newest edit of rules or templates is not in force; empty where it is."""
    lookup: Keys = field(default_factory=Keys)

    @property
    def registry(self) -> Registry:
        """Return who we are."""
        return self.settings.registry

    @property
    def freemail(self) -> frozenset[str]:
        """Return the domains that prove nothing about who employs the sender."""
        return frozenset(self.rules.wordings.freemail)

    def with_rules_reread(self) -> "Office":
        """Return the office with the newest good edit of rules and templates; `refused` tells of one that is not."""
        found = in_force(self.settings)
        return replace(self, rules=found.rules, letters=found.letters, refused=found.refused)


def open_office(settings: Settings) -> Office:
    """Wire the office and bring the database to today's form."""
    folder: Path = settings.store.folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = in_force(settings)
    database = Database.open(settings.store.database)
    database.migrate()
    keys = Keyring(settings.store)
    spool, papers = Spool(folder / "spool", keys), Papers(folder / "papers", keys)
    return Office(settings, found.rules, found.letters, database, spool, papers, keys, found.refused)
