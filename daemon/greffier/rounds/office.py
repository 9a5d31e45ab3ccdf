"""The office: everything a round needs, wired once."""

from dataclasses import dataclass, replace
from pathlib import Path

from greffier.letters import Letters
from greffier.model.rules import Registry, Rules
from greffier.rules import load_rules
from greffier.settings import Settings
from greffier.shipped import shipped
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

    @property
    def registry(self) -> Registry:
        """Return who we are."""
        return self.settings.registry

    @property
    def freemail(self) -> frozenset[str]:
        """Return the domains that prove nothing about who employs the sender."""
        return frozenset(self.rules.wordings.freemail)

    def with_rules_reread(self) -> "Office":
        """Return the office with rules and templates read afresh; raise BadRule or BadTemplate where they are wrong."""
        rules, letters = rules_and_letters(self.settings)
        return replace(self, rules=rules, letters=letters)


def open_office(settings: Settings) -> Office:
    """Wire the office and bring the database to today's form."""
    rules, letters = rules_and_letters(settings)
    folder: Path = settings.store.folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database.open(settings.store.database)
    database.migrate()
    spool, papers = Spool(folder / "spool"), Papers(folder / "papers")
    return Office(settings, rules, letters, database, spool, papers, Keyring(settings.store))


def rules_and_letters(settings: Settings) -> tuple[Rules, Letters]:
    """Read the rules and the templates that are in force."""
    rules = load_rules(settings.rules or shipped("rules"))
    letters = Letters(settings.templates or shipped("templates"), settings.registry, rules)
    return rules, letters
