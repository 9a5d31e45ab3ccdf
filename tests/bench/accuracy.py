"""Print how well the labelled mails of ../shared/corpus are read, by the real command and the corpus's own scorer.

Then how well the sample documents are: type and facts by kind and by kind of picture, and the defects found in them.

python tests/bench/accuracy.py [--wrong FIELD]
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared"
CORPUS = SHARED / "corpus"
DOCUMENTS = Path(__file__).with_name("documents.py")
GREFFIER = (sys.executable, "-m", "greffier")


def main() -> None:
    """Compose, read, score, corpus by corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wrong", metavar="FIELD", help="list the mails that are wrong in this field instead")
    wrong = parser.parse_args().wrong
    if not CORPUS.is_dir():
        raise SystemExit(f"the labelled mails are not here: {CORPUS}")
    for name in ("mails", "triage"):
        print(f"== {name}", flush=True)
        score(CORPUS / f"{name}.jsonl", ["--wrong", wrong] if wrong else [])
    print("== documents", flush=True)
    for measured in ("specimens", "checks"):
        show = ["--wrong"] if wrong == "documents" else []
        print(run(sys.executable, str(DOCUMENTS), "--only", measured, *show), end="", flush=True)


def score(corpus: Path, options: list[str]) -> None:
    """Print the scorer's figures for one corpus."""
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, str(CORPUS / "compose.py"), str(corpus), str(SHARED / "specimens"), folder)
        mails = sorted(str(mail) for mail in Path(folder).glob("*.eml"))
        readings = run(*GREFFIER, "read", "--json", *mails)
        print(run(sys.executable, str(CORPUS / "score.py"), str(corpus), *options, said=readings), end="", flush=True)


def run(*command: str, said: str | None = None) -> str:
    """Run a program and return what it prints; end with its own words where it fails."""
    ended = subprocess.run(command, input=said, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(ended.stderr[-2000:])
    return ended.stdout


if __name__ == "__main__":
    main()
