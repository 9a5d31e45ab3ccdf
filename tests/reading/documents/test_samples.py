"""The sample papers beside the checkout: type and facts of all that can be read, every defect found."""

import json
from datetime import date
from typing import Any

import pytest

from bench import documents as bench
from greffier.model.finding import Outcome
from greffier.reading.documents import ocr, read_document
from greffier.reading.documents.checks import check_document
from shared import SHARED, needs_shared

pytestmark = [pytest.mark.shared, needs_shared]
PICTURES = ("scan", "photo", "chat", "heic", "noise", "skew", "rot", "fax", "cni", "passport", "passeport", "sejour")


def known(name: str) -> list[dict[str, Any]]:
    path = SHARED / name / "truth.json"
    if not path.exists():
        return []
    items = json.loads(path.read_text())
    return items if isinstance(items, list) else items["items"]


def readable(item: dict[str, Any]) -> bool:
    """Leave pictures to where they can be read; they are measured by `bench/documents.py`."""
    source = item.get("source", item["file"])
    return not any(mark in source or mark in item["file"] for mark in PICTURES) or "cgu_esign" in source


def papers(name: str) -> list[Any]:
    return [pytest.param(item, id=item["file"]) for item in known(name) if readable(item)]


@pytest.mark.parametrize("item", papers("specimens"))
def test_a_sample_is_told_and_read(item: dict[str, Any]) -> None:
    inline = item["kind"] == "decoration"
    document = read_document(bench.neutral(item), (SHARED / "specimens" / item["file"]).read_bytes(), inline=inline)

    assert document.type == bench.expected_type(item)
    if document.type != "other" and item["kind"] not in {"dossier", "archive"}:
        assert [fact for fact in bench.compare(item, document.facts) if not fact[1]] == []


@pytest.mark.parametrize("item", [item for item in papers("checks") if "expect" in item.values[0]["fields"]])
def test_a_defect_is_found_by_its_own_code(item: dict[str, Any]) -> None:
    document = read_document(item["file"], (SHARED / "checks" / item["file"]).read_bytes())
    failed = {
        finding.code for finding in check_document(document, date(2026, 11, 23)) if finding.outcome is Outcome.FAILED
    }

    assert item["fields"]["expect"] in failed


@pytest.mark.skipif(not ocr.available(), reason="the ocr extra is not installed")
@pytest.mark.parametrize("name", ["cni_mrz_faux.pdf", "passeport_mrz_faux.pdf", "cni_ancienne_mrz_fausse.pdf"])
def test_a_forged_zone_is_never_mended(name: str) -> None:
    document = read_document(name, (SHARED / "checks" / name).read_bytes())

    assert "mrz_check_digit_invalid" in document.problems
