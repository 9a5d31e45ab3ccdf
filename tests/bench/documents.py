"""Print how well documents are read: type and facts a kind and a kind of picture, defects found, hostile files endured.

    python tests/bench/documents.py [--wrong] [--only specimens|checks|hostile|worker]

What needs OCR counts as missed where the `ocr` extra is not installed; the first line says whether it is.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from greffier.model.finding import Outcome
from greffier.reading.documents import ocr, read_document
from greffier.reading.documents.checks import check_document

SHARED = Path(__file__).parents[3] / "shared"
ON = date(2026, 11, 23)
TYPES = {
    **dict.fromkeys(("kbis", "sirene", "rne", "asso", "foreign_register"), "registration"),
    **dict.fromkeys(("cni_old", "cni_td1", "passport", "sejour"), "identity"),
    "rib": "rib", "dossier": "technical_file", "cgu": "signed_terms", "cgu_blank": "other", "logo": "logo",
    "archive": "archive", "decoration": "decoration", "other": "other",
}  # fmt: skip
FACTS = {
    "siren": "siren", "siret": "siret", "rna": "rna", "denomination": "name", "titre": "name", "forme": "legal_form",
    "date_emission": "issued_on", "date_immatriculation": "registered_on", "date_declaration": "registered_on",
    "dirigeant": "representative", "iban": "iban", "bic": "bic", "titulaire": "holder", "banque": "bank",
    "mrz": "mrz", "numero": "document_number", "naissance": "birth_date", "nom": "family_name",
    "prenoms": "given_names", "signataire": "signer", "date": "signed_on",
}  # fmt: skip
TELLING = {"iban", "siren", "mrz", "issued_on", "bic"}
MEMORY = {True: 1536 * 2**20, False: 512 * 2**20}
SECONDS = {True: 30, False: 10}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--only", choices=("specimens", "checks", "hostile", "worker", "pages"))
    parser.add_argument("--child", metavar="FILE")
    options = parser.parse_args()
    if options.child:
        child(Path(options.child))
        return
    if options.only == "pages":
        pages()
        return
    print(f"ocr {'installed' if ocr.available() else 'absent'}")
    for name, measure in MEASURES.items():
        if options.only in {None, name}:
            measure(options.wrong)


def expected_type(item: dict[str, Any]) -> str:
    """Return the type by the contract; what is locked cannot be told."""
    fields = item.get("fields", {})
    if fields.get("openable_without_password") is False or fields.get("encrypted"):
        return "other"
    if fields.get("signed") in {"field_only", "none"}:
        return "other"
    return TYPES[item["kind"]]


def picture_kind(source: str, name: str) -> str:
    """Return whether a file is text, a scan, or a photograph."""
    if name.endswith((".docx", ".odt", ".svg", ".zip", ".dat")):
        return "file"
    if any(mark in source for mark in ("photo", "chat", "heic", "noise", "skew")):
        return "photo"
    return "scan" if any(mark in source for mark in ("scan", "rot", "fax")) else "text"


def specimens(show: bool) -> None:
    """Print type and facts of the specimens."""
    items = json.loads((SHARED / "specimens/truth.json").read_text())
    measure(SHARED / "specimens", items, show)


def measure(folder: Path, items: list[dict[str, Any]], show: bool) -> None:
    """Print a line a kind and kind of picture, a line a fact, what it cost, and what was wrong and believed."""
    types, facts, names, cost = (defaultdict(list) for _ in range(4))
    believed: list[str] = []
    for item in items:
        path, group = folder / item["file"], (item["kind"], picture_kind(item.get("source", ""), item["file"]))
        started = time.process_time()
        document = read_document(neutral(item), path.read_bytes(), inline=item["kind"] == "decoration")
        cost[group[1]].append(time.process_time() - started)
        types[group].append(document.type == expected_type(item))
        if show and not types[group][-1]:
            print("  type", item["file"], document.type, document.problems)
        for name, right, said, want in told(item, document.facts):
            facts[group].append(right)
            names[name, group[1]].append(right)
            if show and not right:
                print("  fact", item["file"], name, said, want, document.problems)
            if not right and said and name in TELLING and not document.problems:
                believed.append(f"{item['file']} {name}")
    for (kind, picture), right in sorted(types.items()):
        read = facts[kind, picture]
        print(f"{kind} {picture}: type {sum(right)}/{len(right)}, facts {sum(read)}/{len(read)}")
    for (name, picture), right in sorted(names.items()):
        print(f"fact {name} {picture} {sum(right)}/{len(right)}")
    for picture, seconds in sorted(cost.items()):
        print(f"cost {picture} mean {1000 * sum(seconds) / len(seconds):.0f} ms, most {1000 * max(seconds):.0f} ms")
    total = [right for group in types.values() for right in group]
    print(f"type all {sum(total)}/{len(total)}; wrong and believed {len(believed)} {believed}")


def told(item: dict[str, Any], facts: Any) -> Iterator[tuple[str, bool, Any, Any]]:
    """Yield the facts to compare; none of what nobody can open, and no headings of text documents."""
    if expected_type(item) != "other" and not item["file"].endswith((".docx", ".odt")):
        yield from compare(item, facts)


def neutral(item: dict[str, Any]) -> str:
    """Return a name that gives nothing away, for what is told by its content."""
    suffix = Path(item["file"]).suffix
    return f"image001{suffix}" if item["kind"] == "decoration" else f"scan{suffix}"


def compare(item: dict[str, Any], facts: Any) -> Iterator[tuple[str, bool, Any, Any]]:
    """Yield each fact of the truth that has a name in the contract: name, right, said, wanted."""
    for field, want in item.get("fields", {}).items():
        name = FACTS.get(field)
        if name is None or want is None or item["kind"] in {"logo", "dossier"}:
            continue
        if item["kind"] == "cni_td1" and field == "numero" and not want:
            continue
        said = facts.get(name)
        yield name, fold(said) == fold(want), said, want


def fold(value: Any) -> str:
    """Compare without accents (no zone has them), case, punctuation and order of writing."""
    text = ", ".join(value) if isinstance(value, list) else str(value or "")
    text = unicodedata.normalize("NFD", text.replace("Œ", "OE").replace("œ", "oe"))
    return "".join(character for character in text.upper() if character.isalnum() or character == "<")


def checks(show: bool) -> None:
    """Print which defects are found, and which good files fail."""
    items = json.loads((SHARED / "checks/truth.json").read_text())["items"]
    measure(SHARED / "checks", [item for item in items if not item["file"].endswith((".zip", ".dat"))], show)
    found = []
    for item in (one for one in items if one["fields"].get("expect")):
        document = read_document(item["file"], (SHARED / "checks" / item["file"]).read_bytes())
        codes = [finding.code for finding in check_document(document, ON) if finding.outcome is not Outcome.PASSED]
        found.append(item["fields"]["expect"] in codes)
        print(f"defect {item['file']} {item['fields']['expect']} {'found' if found[-1] else 'MISSED ' + str(codes)}")
    print(f"defects {sum(found)}/{len(found)}")
    failed = [one for item in items if not item["fields"].get("expect") for one in unjust(item)]
    print(f"good documents failed {len(failed)} {failed}")


def unjust(item: dict[str, Any]) -> list[str]:
    """Return what fails a good document; its age counts from the day it was made, and a lock or a break is none."""
    if item["fields"].get("signed") == "broken_digest" or expected_type(item) in {"other", "archive"}:
        return []
    document = read_document(item["file"], (SHARED / "checks" / item["file"]).read_bytes())
    codes = {one.code for one in check_document(document, ON, fresh_months=None) if one.outcome is Outcome.FAILED}
    return [f"{item['file']} {code}" for code in sorted(codes - {"logo_too_small"})]


def hostile(_: bool) -> None:
    """Read each hostile file in a process with limits; print outcome, time and memory."""
    items = json.loads((SHARED / "hostile/truth.json").read_text())["items"]
    for item in items:
        path, started = SHARED / "hostile" / item["file"], time.monotonic()
        command = [sys.executable, __file__, "--child", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        said = done.stdout.strip() or f"killed ({done.returncode})"
        print(f"hostile {item['file']} [{item['expect']}] {said} {time.monotonic() - started:.1f} s")


def child(path: Path) -> None:
    """Read one file within limits and say what came out."""
    with_ocr = ocr.available()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY[with_ocr], MEMORY[with_ocr]))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS[with_ocr], SECONDS[with_ocr]))
    document = read_document(path.name, path.read_bytes())
    print(f"{document.media_type} {document.type} {','.join(document.problems) or '-'} {most_memory()} MB")


def most_memory() -> int:
    """Return the most memory this process held, in MB; `ru_maxrss` would count what its parent held at the fork."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def worker(_: bool) -> None:
    """Print what a new worker pays: the engine's start with its first page, the pages after it, and the most memory."""
    command = [sys.executable, __file__, "--only", "pages"]
    print(subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout, end="")


def pages() -> None:
    """Read the scans of the specimens in this process."""
    items = json.loads((SHARED / "specimens/truth.json").read_text())
    scans = [one["file"] for one in items if picture_kind(one["source"], one["file"]) in {"scan", "photo"}]
    spent = []
    for name in scans:
        content, started = (SHARED / "specimens" / name).read_bytes(), time.process_time()
        read_document(Path(name).name, content)
        spent.append(time.process_time() - started)
    first, *others = spent
    mean, most = sum(others) / len(others), max(others)
    print(
        f"worker first page {first:.1f} s, later pages mean {mean:.1f} s, most {most:.1f} s, {most_memory()} MB at most"
    )


MEASURES = {"specimens": specimens, "checks": checks, "hostile": hostile, "worker": worker}

if __name__ == "__main__":
    main()
