"""Where secrets come from: a systemd credential, a file of mode 0600, the environment. Never the TOML itself.

A secret `password` of `[imap]` is the credential `imap-password`, the file that `imap.password_file` names, or the
variable `GREFFIER_IMAP_PASSWORD`, in this order.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, SecretStr

from greffier.errors import BadSetting
from greffier.settings.problems import is_secret

LONGEST_SECRET = 64 * 1024
"""A refresh token takes a few kilobytes; more is a wrong file."""


def put_in_place(
    raw: dict[str, Any], model: type[BaseModel], folder: Path, environ: Mapping[str, str]
) -> Iterator[str]:
    """Put the secrets into `raw`, table by table, and yield what is wrong. Paths are read from `folder`."""
    for table, field in secrets_of(model):
        section = raw.get(table)
        if not isinstance(section, dict):
            continue
        if field in section:
            del section[field]
            yield written_openly(table, field)
        named = section.pop(f"{field}_file", None)
        several = is_several(model, table, field)
        try:
            secret = find(table, field, folder / str(named) if named else None, environ, several=several)
        except BadSetting as wrong:
            yield str(wrong)
        else:
            if several and (secret or named):
                section[field] = tuple(map(SecretStr, (secret or "").split()))
            elif secret:
                section[field] = secret


def secrets_of(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Return (table, key) of every secret."""
    for table, section in model.model_fields.items():
        keys = getattr(section.annotation, "model_fields", {})
        yield from ((table, key) for key, field in keys.items() if is_secret(field.annotation))


def is_several(model: type[BaseModel], table: str, field: str) -> bool:
    """Tell whether a secret is one of several, a line each, such as keys of which the old ones still open something."""
    section = model.model_fields[table].annotation
    annotation = getattr(section, "model_fields", {})[field].annotation
    return any(get_origin(part) is tuple for part in (annotation, *get_args(annotation)))


def find(
    table: str, field: str, named: Path | None, environ: Mapping[str, str], *, several: bool = False
) -> str | None:
    """Return the secret from the first place that has it."""
    credentials = environ.get("CREDENTIALS_DIRECTORY")
    credential = Path(credentials) / credential_name(table, field) if credentials else None
    if credential and credential.is_file():
        return read(credential, f"the credential {credential.name}", several=several)
    if named:
        return guarded(named, f"{table}.{field}_file", several=several)
    return environ.get(variable_name(table, field))


def guarded(path: Path, key: str, *, several: bool = False) -> str | None:
    """Return what a secret file holds; refuse one that others may read.

    None where it is not ours to read: whoever looks into a dossier needs no password, nor the right to it.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except PermissionError:
        return None
    except OSError as wrong:
        raise BadSetting(
            f"{key} is {path}, which cannot be read ({wrong.strerror}); give a file of mode 0600"
        ) from None
    if mode != 0o600:
        raise BadSetting(f"{key} is {path}, which has mode {mode:04o}; say chmod 0600 {path}")
    return read(path, key, several=several) if os.access(path, os.R_OK) else None


def read(path: Path, key: str, *, several: bool = False) -> str:
    """Return the text of a small file without the last line's end."""
    try:
        secret = path.read_bytes()[: LONGEST_SECRET + 1].decode().strip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise BadSetting(f"{key} is {path}, which cannot be read as text; write the secret alone in it") from None
    if not secret or len(secret) > LONGEST_SECRET or ("\n" in secret and not several):
        raise BadSetting(f"{key} is {path}, which does not hold one line; write the secret alone in it")
    return secret


def written_openly(table: str, field: str) -> str:
    """Say where a secret belongs that was found in the TOML."""
    return (
        f"{table}.{field} is a secret written in the open; take it out, change it, and write instead "
        f'{table}.{field}_file = "…" (a file of mode 0600), or give the credential {credential_name(table, field)} '
        f"or the variable {variable_name(table, field)}"
    )


def credential_name(table: str, field: str) -> str:
    """Return the name under which systemd hands the secret over."""
    return f"{table}-{field}".replace("_", "-")


def variable_name(table: str, field: str) -> str:
    """Return the environment variable that may hold the secret."""
    return f"GREFFIER_{table}_{field}".upper()
