"""Read the four files of rules, refuse what cannot be used, and name their version by their bytes."""

import tomllib
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from greffier.errors import BadRule
from greffier.model.rules import Budgets, Cadence, Procedure, Rules, Wordings
from greffier.rules.coherence import contradictions
from greffier.settings.problems import in_words

BIGGEST_FILE = 1024 * 1024
"""Rules are written by people; more is another file."""

FILES: dict[str, type[BaseModel]] = {
    "procedure": Procedure,
    "cadence": Cadence,
    "budgets": Budgets,
    "wordings": Wordings,
}

Part = TypeVar("Part", bound=BaseModel)


def load_rules(folder: Path) -> Rules:
    """Return the rules of `folder`; raise BadRule with every problem of every file. Other files there are not read."""
    sources = {name: source(folder / f"{name}.toml") for name in FILES}
    parts: dict[str, BaseModel] = {}
    problems: list[str] = []
    for name, model in FILES.items():
        try:
            parts[name] = understood(name, sources[name], model)
        except BadRule as wrong:
            problems.append(str(wrong))
    if problems:
        raise BadRule("\n".join(problems))
    rules = Rules.model_validate({**parts, "version": version(sources)})
    if wrongs := list(contradictions(rules)):
        raise BadRule("\n".join(f"rules/{wrong}" for wrong in wrongs))
    return rules


def source(path: Path) -> bytes:
    """Return the bytes of one file."""
    try:
        with path.open("rb") as file:
            content = file.read(BIGGEST_FILE + 1)
    except OSError as wrong:
        raise BadRule(f"rules/{path.name}: {wrong.strerror} in {path.parent}; put the file back") from None
    if len(content) > BIGGEST_FILE:
        raise BadRule(f"rules/{path.name}: more than 1 MiB; is it the right file?")
    return content


def understood(name: str, content: bytes, model: type[Part]) -> Part:
    """Return one file as its type."""
    try:
        return model.model_validate(tomllib.loads(content.decode()))
    except UnicodeDecodeError:
        raise BadRule(f"rules/{name}.toml: not written in UTF-8; save it so") from None
    except tomllib.TOMLDecodeError as wrong:
        raise BadRule(f"rules/{name}.toml: no TOML: {wrong}; a text needs quotes, a list its brackets") from None
    except ValidationError as wrong:
        raise BadRule("\n".join(f"rules/{name}.toml: {problem}" for problem in in_words(wrong, model))) from None


def version(sources: dict[str, bytes]) -> str:
    """Return a short name for exactly these bytes: it is kept with every decision, as evidence."""
    each = (sha256(content).digest() for _, content in sorted(sources.items()))
    return sha256(b"".join(each)).hexdigest()[:12]
