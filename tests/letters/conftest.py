from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from greffier.letters import Letters
from greffier.letters.envelope import Written
from greffier.letters.samples import NOW
from greffier.model.dossier import Conversation
from greffier.model.letter import Letter, LetterFacts, LetterKind
from greffier.model.rules import Registry, Rules
from greffier.rules import load_rules
from greffier.shipped import shipped

Render = Callable[..., EmailMessage]


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules(shipped("rules"))


@pytest.fixture(scope="session")
def letters(rules: Rules) -> Letters:
    """The shipped templates with the shipped rules."""
    return Letters(shipped("templates"), Registry(), rules)


@pytest.fixture(scope="session")
def written(letters: Letters) -> Callable[[Letter], Written]:
    """Write a sample letter, once for all tests that look at it."""
    return cache(lambda letter: letters.write(letter, NOW))


@pytest.fixture
def edited(rules: Rules, tmp_path: Path) -> Callable[[str, str], Letters]:
    """The shipped templates with one file changed, as staff would."""

    def edit(name: str, text: str) -> Letters:
        folder = tmp_path / "templates"
        if not folder.exists():
            copytree(shipped("templates"), folder)
        (folder / name).write_text(text, encoding="utf-8")
        return Letters(folder, Registry(), rules)

    return edit


@pytest.fixture
def render(letters: Letters) -> Render:
    """Render a receipt, changed as the test wants it, and read it back as a mail program would."""

    def rendered(**changes: object) -> EmailMessage:
        asked: dict[str, object] = {
            "cause": "test",
            "kind": LetterKind.RECEIPT,
            "to": ("camille@trajeo.example",),
            "facts": LetterFacts("Trajeo", "RPC-7K2M9Q"),
            "conversation": Conversation("m1@trajeo.example", (), "Adhésion"),
        }
        letter = Letter(**(asked | changes))  # type: ignore[arg-type]
        return parsed(letters.render(letter, message_id="m2@registre.example", now=NOW))

    return rendered


def parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail
