"""Settings told to people: what is in force with secrets masked, and an annotated example written from the model."""

import inspect
import textwrap
from collections.abc import Iterator
from typing import Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from greffier.settings.keys import Settings
from greffier.settings.problems import is_secret
from greffier.settings.secrets import credential_name, variable_name

MASK = "••••••"
WIDTH = 118


def described(settings: Settings) -> list[tuple[str, str, str]]:
    """Return (key, value, meaning) of every setting in force; secrets are masked, what is not set is empty."""
    return list(describe(settings, ""))


def describe(section: BaseModel, prefix: str) -> Iterator[tuple[str, str, str]]:
    """Walk one table and those in it."""
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, BaseModel):
            yield from describe(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", in_short(value), field.description or ""


def in_short(value: object) -> str:
    """Write a value for a person."""
    match value:
        case None:
            return ""
        case SecretStr():
            return MASK
        case bool():
            return "true" if value else "false"
        case tuple():
            return ", ".join(map(in_short, value))
        case _:
            return str(value)


def example() -> str:
    """Return an annotated greffier.toml: what must be given stands bare, what has a default as a comment."""
    opening = "# greffier.toml: what must be given stands bare; what has a default stands as a comment.\n"
    fields = Settings.model_fields.items()
    plain = [entry(name, field, "") for name, field in fields if section_of(field) is None]
    tables = [table(name, model) for name, field in fields if (model := section_of(field))]
    return "\n".join((opening, *plain, *tables))


def section_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the model of a table, None for a plain key."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def table(name: str, model: type[BaseModel]) -> str:
    """Write one table under what it is for."""
    entries = (entry(key, field, name) for key, field in model.model_fields.items())
    return "\n".join((commented(inspect.getdoc(model) or ""), f"[{name}]\n", *entries))


def entry(key: str, field: FieldInfo, table_name: str) -> str:
    """Write one key under its meaning."""
    meaning = f"{field.description}{choice(field)}"
    if is_secret(field.annotation):
        name = credential_name(table_name, key)
        places = (
            f"{meaning}: the credential {name}, the variable {variable_name(table_name, key)}, or a file of mode 0600"
        )
        return f'{commented(places)}\n# {key}_file = "/etc/greffier/{name}"\n'
    value = field.examples[0] if field.examples else field.default
    mark = "" if field.is_required() else "# "
    return f"{commented(meaning)}\n{mark}{key} = {in_toml(value)}\n"


def choice(field: FieldInfo) -> str:
    """Write among what, or between what, one may choose."""
    if get_origin(field.annotation) is Literal:
        return f" ({', '.join(get_args(field.annotation))})"
    low = next((mark.ge for mark in field.metadata if isinstance(mark, Ge)), None)
    high = next((mark.le for mark in field.metadata if isinstance(mark, Le)), None)
    return "" if low is None or high is None else f" ({low} to {high})"


def commented(words: str) -> str:
    """Write a comment of as many lines as it takes."""
    return textwrap.fill(words, WIDTH, initial_indent="# ", subsequent_indent="# ")


def in_toml(value: object) -> str:
    """Write a value as TOML does."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return f"[{', '.join(map(in_toml, value))}]"
        case str():
            return f'"{value}"'
        case _:
            return str(value)
