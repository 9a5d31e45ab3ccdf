"""Pydantic's complaints, told to the person who wrote the file: what stands where, and what to give instead."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_core import ErrorDetails

LONGEST_VALUE = 60
"""A value is shown to be recognised, not to be read again."""

MENDS: Mapping[str, str] = {
    "greater_than_equal": "give at least {ge}",
    "less_than_equal": "give at most {le}",
    "literal_error": "give one of {expected}",
    "enum": "give one of {expected}",
    "string_too_short": "give at least {min_length} character(s)",
    "string_too_long": "give at most {max_length} characters",
    "too_short": "give at least {min_length}",
    "string_pattern_mismatch": "give something of the form {pattern}",
    "string_type": "give a text in quotes",
    "bool_type": "give true or false",
    "bool_parsing": "give true or false",
    "int_type": "give a whole number",
    "int_parsing": "give a whole number",
    "int_from_float": "give a whole number",
    "tuple_type": 'give a list, for example ["one", "two"]',
    "time_parsing": "give an hour such as 09:00:00",
    "time_type": "give an hour such as 09:00:00",
    "model_type": "give a table",
    "dict_type": "give a table",
    "path_type": "give a path in quotes",
    "value_error": "{error}",
}
FOLLOWS_FROM_ANOTHER = "default_factory_not_called"


def in_words(wrong: ValidationError, model: type[BaseModel]) -> list[str]:
    """Return one sentence for each thing that is wrong, starting with its key."""
    return [told(problem, model) for problem in wrong.errors() if problem["type"] != FOLLOWS_FROM_ANOTHER]


def told(problem: ErrorDetails, model: type[BaseModel]) -> str:
    """Say one problem and its mend."""
    key = dotted(problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{key}: no such key; {suggestion(problem['loc'], model)}"
    if problem["type"] == "missing":
        return f"{key} is missing; {meaning_of(problem['loc'], model)}"
    known = MENDS.get(problem["type"])
    mend = known.format(**problem.get("ctx", {})) if known else problem["msg"]
    if isinstance(problem["input"], Mapping | BaseModel):
        return f"{key}: {mend}" if key else mend
    return f"{key} is {shown(problem['input'])}; {mend}"


def dotted(loc: Sequence[int | str]) -> str:
    """Write a place as TOML does: `imap.host`; a place in a list by its number from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in loc)


def shown(value: object) -> str:
    """Show a value briefly; never a secret, nor an address that may carry one."""
    if isinstance(value, SecretStr) or (isinstance(value, str) and "://" in value and "@" in value):
        return "not shown here"
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def suggestion(loc: Sequence[int | str], model: type[BaseModel]) -> str:
    """Name the known key that was probably meant: a neighbour first, else one of another table."""
    table = [step for step in loc[:-1] if isinstance(step, str)]
    siblings = list(keys_of(model_at(model, table)))
    last = str(loc[-1])
    if near := get_close_matches(last, siblings, n=1):
        return f"did you mean {dotted([*table, near[0]])}?"
    elsewhere = [key for key in all_keys(model) if key.rpartition(".")[2] == last]
    if elsewhere:
        return f"did you mean {elsewhere[0]}?"
    return f"known here: {', '.join(siblings)}"


def meaning_of(loc: Sequence[int | str], model: type[BaseModel]) -> str:
    """Say what a missing key is for."""
    at = model_at(model, [step for step in loc[:-1] if isinstance(step, str)])
    field = at.model_fields.get(str(loc[-1])) if at else None
    if field is not None and field.description:
        return f"give {field.description}"
    return "give the table with its keys"


def keys_of(model: type[BaseModel] | None) -> Iterator[str]:
    """Return the keys of a table as they may be written: secrets stand in files of their own."""
    for name, field in (model.model_fields if model else {}).items():
        yield f"{name}_file" if is_secret(field.annotation) else name


def all_keys(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """Return every key of the file, dotted."""
    for key in keys_of(model):
        inner = model_at(model, [key])
        yield from all_keys(inner, f"{prefix}{key}.") if inner else (f"{prefix}{key}",)


def is_secret(annotation: Any) -> bool:  # noqa: ANN401 - an annotation may be anything
    """Tell whether a field holds a secret, or several."""
    return annotation is SecretStr or any(map(is_secret, get_args(annotation)))


def model_at(model: type[BaseModel] | None, table: Sequence[str]) -> type[BaseModel] | None:
    """Return the model of a table; the names of a table of free names (`items.terms`) are stepped over."""
    free_names = False
    for step in table:
        if free_names:
            free_names = False
            continue
        field = model.model_fields.get(step) if model else None
        if field is None:
            return None
        model, free_names = table_model(field.annotation)
    return model


def table_model(annotation: Any) -> tuple[type[BaseModel] | None, bool]:  # noqa: ANN401 - an annotation may be anything
    """Return the model that an annotation holds, and whether under free names."""
    candidates = (annotation, *get_args(annotation))
    models = (each for each in candidates if isinstance(each, type) and issubclass(each, BaseModel))
    return next(models, None), annotation not in candidates[1:] and bool(get_args(annotation))
