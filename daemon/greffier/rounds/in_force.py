"""The rules and letters in force: the newest edit if it is good, else the last that was.

A good edit is copied into the state folder, so that a broken one stops nothing, not even a restart. Whether an edit is
good is tried once: every letter is written from every sample.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import structlog

from greffier.errors import BadRule, BadTemplate, GreffierError
from greffier.letters import Letters
from greffier.model.rules import Registry, Rules
from greffier.rules import load_rules
from greffier.settings import Settings
from greffier.shipped import shipped

log = structlog.get_logger()

FOLDER = "in-force"
NEWEST = "newest"
"""The file that names the last good edit."""
MOST_FILES = 200
"""Of a folder of rules or templates; more is another folder."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What decides and what is written, and why the newest edit is not (empty where it is)."""

    rules: Rules
    letters: Letters
    refused: str = ""


def in_force(settings: Settings) -> InForce:
    """Return the newest edit if it is good, else the last that was; raise BadRule or BadTemplate where none is."""
    sources = (settings.rules or shipped("rules"), settings.templates or shipped("templates"))
    kept = settings.store.folder / FOLDER
    name = named(sources, settings.registry)
    try:
        if newest(kept) == name:
            return opened(*sources, settings.registry)
        good = tried(*sources, settings.registry)
    except (BadRule, BadTemplate) as wrong:
        return last_good(kept, settings.registry, wrong)
    keep(kept, name, sources)
    return good


def opened(rules_folder: Path, templates_folder: Path, registry: Registry) -> InForce:
    """Read rules and templates."""
    rules = load_rules(rules_folder)
    return InForce(rules, Letters(templates_folder, registry, rules))


def tried(rules_folder: Path, templates_folder: Path, registry: Registry) -> InForce:
    """Read them, and write every letter; raise BadTemplate with all that is wrong."""
    good = opened(rules_folder, templates_folder, registry)
    if problems := good.letters.check():
        raise BadTemplate("\n".join(problems))
    return good


def last_good(kept: Path, registry: Registry, wrong: GreffierError) -> InForce:
    """Return the last good edit, with what is wrong with the newest; raise that where there was never a good one."""
    name = newest(kept)
    if name is None:
        raise wrong
    try:
        good = opened(kept / name / "rules", kept / name / "templates", registry)
    except GreffierError:
        raise wrong from None
    log.error("edit_refused", why=str(wrong))
    return InForce(good.rules, good.letters, str(wrong))


def newest(kept: Path) -> str | None:
    """Return the name of the last good edit."""
    try:
        return (kept / NEWEST).read_text("ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def keep(kept: Path, name: str, sources: tuple[Path, Path]) -> None:
    """Copy a good edit, then name it the newest, and let older ones go. A disk that refuses stops nothing today."""
    fresh = kept / f"{name}.{os.getpid()}"
    try:
        copied(sources, fresh)
        if (kept / name).exists():
            shutil.rmtree(fresh)
        else:
            fresh.rename(kept / name)
        pointer = kept / f"{NEWEST}.{os.getpid()}"
        pointer.write_text(name, "ascii")
        pointer.replace(kept / NEWEST)
        for old in kept.iterdir():
            if old.is_dir() and old.name != name:
                shutil.rmtree(old, ignore_errors=True)
    except OSError as trouble:
        log.warning("edit_not_kept", why=str(trouble))


def copied(sources: tuple[Path, Path], into: Path) -> None:
    """Copy the files of an edit."""
    for source, part in zip(sources, ("rules", "templates"), strict=True):
        for path in files(source):
            copy = into / part / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copyfile(path, copy)


def named(sources: tuple[Path, Path], registry: Registry) -> str:
    """Name exactly this edit, under this Greffier: another version of it may know other names in templates."""
    digest = sha256(f"{version('greffier')} {registry.name}".encode())
    for source in sources:
        for path in files(source):
            digest.update(f"\0{path.relative_to(source)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def files(folder: Path) -> Iterator[Path]:
    """Yield the files of an edit in a steady order; what an editor leaves beside them is not theirs."""
    found = (path for suffix in ("toml", "md", "html") for path in folder.rglob(f"*.{suffix}"))
    yield from sorted(path for path in found if path.is_file() and not path.name.startswith("."))[:MOST_FILES]
