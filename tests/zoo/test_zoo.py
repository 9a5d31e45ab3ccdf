"""The zoo: strange mails, each with its expected reading beside it.

A `.json` holds the contract's fields as they must be; of documents the names.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from greffier.model.rules import Registry, Wordings
from greffier.reading.contract import as_json
from greffier.reading.read import read
from greffier.shipped import shipped

MAILS = sorted((Path(__file__).parent / "mails").glob("*.eml"))
WORDINGS = Wordings.model_validate(tomllib.loads((shipped("rules") / "wordings.toml").read_text("utf-8")))


def test_the_zoo_is_not_empty() -> None:
    assert len(MAILS) > 15


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.stem)
def test_a_strange_mail_is_read_as_written_beside_it(mail: Path) -> None:
    expected: dict[str, Any] = json.loads(mail.with_suffix(".json").read_text("utf-8"))

    reading, _ = read(mail.read_bytes(), WORDINGS, Registry())

    said = as_json(mail.name, reading) | {"documents": [document.name for document in reading.documents]}
    assert {field: said[field] for field in expected} == expected
