"""An office for tests of the rounds: real rules, letters and database in a folder of its own, and no servers."""

from datetime import UTC, datetime
from pathlib import Path

from greffier.rounds.office import Office, open_office
from greffier.settings import Settings, load_settings

TUESDAY = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
"""Past the hour of the digest in Paris."""


def settings_in(folder: Path, **folders: Path) -> Settings:
    """Write a configuration that names no reachable server; `folders` are those of rules and templates."""
    named = "\n".join(f'{name} = "{path}"' for name, path in folders.items())
    config = folder / "greffier.toml"
    config.write_text(
        f"""{named}
[registry]
address = "contact@registre.test"
staff = ["equipe@registre.test"]
[imap]
host = "127.0.0.1"
user = "contact"
[smtp]
host = "127.0.0.1"
[store]
folder = "{folder}/state"
"""
    )
    return load_settings(config, {})


def office_in(folder: Path) -> Office:
    """Open an office."""
    return open_office(settings_in(folder))
