"""What a value must be beyond its type. Each refusal says what to give instead."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, SecretStr, ValidationInfo

HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:")
LONGEST_HOST = 253
"""RFC 1035, 2.3.4."""
SHORTEST_KEY = 32
"""Characters: 128 bits even where they are only hexadecimal."""


def is_loopback(host: str) -> bool:
    """Tell whether `host` can only be this machine. A name is not looked up: only `localhost` is taken for it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def secured(security: str, info: ValidationInfo) -> str:
    """Refuse to speak plainly to anybody but this machine: a password would cross the network readable."""
    if security == "plain" and not is_loopback(info.data.get("host", "")):
        raise ValueError("only a server on this very machine may be spoken to without TLS; give tls or starttls")
    return security


def well_formed(address: str) -> str:
    """Refuse what cannot be a mail address. Whether anybody reads it is not asked."""
    try:
        return validate_email(
            address, check_deliverability=False, globally_deliverable=False, test_environment=True
        ).normalized
    except EmailNotValidError as wrong:
        raise ValueError(f"give an address such as contact@example.org ({wrong})") from None


def beside_the_file(path: Path, info: ValidationInfo) -> Path:
    """Read a relative path from the folder of the configuration file, wherever the daemon was started."""
    folder = (info.context or {}).get("folder")
    return folder / path if folder else path


def a_host(name: str) -> str:
    """Refuse what cannot be a machine's name or address."""
    if not name.isascii() or not HOST_CHARACTERS.issuperset(name) or not 1 <= len(name) <= LONGEST_HOST:
        raise ValueError("give a name such as mail.example.org, without spaces or port")
    return name


def without_password(url: str) -> str:
    """Take a bare path for SQLite, and refuse a password: it would stand in the file and in every error of a driver."""
    if "://" not in url:
        return f"sqlite:///{url}"
    if urlsplit(url).password is not None:
        raise ValueError("an address with a password is a secret in the open; leave it out and use PGPASSFILE")
    return url


def hard_to_guess(key: SecretStr) -> SecretStr:
    """Refuse a key that somebody thought of: papers must stay closed to those who try words."""
    if len(key.get_secret_value()) < SHORTEST_KEY:
        raise ValueError(f"give {SHORTEST_KEY} random characters or more, such as `greffier keys new` prints")
    return key


HostName = Annotated[str, AfterValidator(a_host)]
MailAddress = Annotated[str, AfterValidator(well_formed)]
AnyPath = Annotated[Path, AfterValidator(beside_the_file)]
DatabaseUrl = Annotated[str, AfterValidator(without_password)]
