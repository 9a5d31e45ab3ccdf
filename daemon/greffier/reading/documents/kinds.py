"""What a text is, by the words that such papers cannot do without; a name speaks only where nothing else does.

Each wording carries a weight (`marks`); a kind needs enough of them, and more than what says that it is something else.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from greffier.model.mail import DocumentType
from greffier.reading.documents import marks
from greffier.reading.documents.marks import Marks
from greffier.reading.documents.page import Contents
from greffier.reading.documents.values import fold, squeeze


class Kind(StrEnum):
    """The papers that are told apart, finer than the contract's types."""

    KBIS = "kbis"
    RNE = "rne"
    SIRENE = "sirene"
    ASSOCIATION = "association"
    FOREIGN = "foreign_register"
    RIB = "rib"
    TERMS = "terms"
    TECHNICAL = "technical_file"
    IDENTITY = "identity"
    OTHER = "other"


REGISTRATIONS = frozenset({Kind.KBIS, Kind.RNE, Kind.SIRENE, Kind.ASSOCIATION, Kind.FOREIGN})
TYPES = {
    **dict.fromkeys(REGISTRATIONS, DocumentType.REGISTRATION),
    Kind.RIB: DocumentType.RIB,
    Kind.TERMS: DocumentType.OTHER,  # becomes `signed_terms` where a signature is found
    Kind.TECHNICAL: DocumentType.TECHNICAL_FILE,
    Kind.IDENTITY: DocumentType.IDENTITY,
    Kind.OTHER: DocumentType.OTHER,
}


MARKS = {
    Kind.KBIS: marks.KBIS,
    Kind.RNE: marks.RNE,
    Kind.SIRENE: marks.SIRENE,
    Kind.ASSOCIATION: marks.ASSOCIATION,
    Kind.FOREIGN: marks.FOREIGN,
    Kind.RIB: marks.RIB,
    Kind.TERMS: marks.TERMS,
    Kind.TECHNICAL: marks.TECHNICAL,
    Kind.IDENTITY: marks.IDENTITY,
    Kind.OTHER: marks.OTHER,
}
_HEAD_ROWS = 14
_NAMES = (
    (re.compile(r"K-?BIS|EXTRAIT.?(?:K|RNE|RCS)|SIRENE|AVIS.?(?:DE.?)?SIT|RNE|RECEPISSE|IMMAT|JOAFE|SIRET"), Kind.KBIS),
    (re.compile(r"(?<![A-Z])(?:RIB|IBAN|BIC)(?![A-Z])|IDENTITE.?BANCAIRE|BANK|COORDONNEES.?BANC"), Kind.RIB),
    (re.compile(r"(?<![A-Z])(?:CNI|CIN|ID|PI)(?![A-Z])|PASSEPORT|PASSPORT|IDENTITE|SEJOUR|PIECE.?ID"), Kind.IDENTITY),
    (re.compile(r"DOSSIER.?TECH|(?<![A-Z])DT(?![A-Z])|TECHNIQUE|TECHNICAL"), Kind.TECHNICAL),
    (re.compile(r"(?<![A-Z])CGU(?![A-Z])|CONDITIONS.?GENERALES|TERMS"), Kind.TERMS),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind, how sure, and the wordings that it rests on."""

    kind: Kind
    confidence: float
    evidence: tuple[str, ...] = ()


def judge(contents: Contents) -> Guess:
    """Judge from the words alone; `other` where no kind has enough of them."""
    whole, head = squeeze(contents.text[:20_000]), _head(contents)
    scores = {kind: _score(known, whole, head) for kind, known in MARKS.items()}
    against = scores.pop(Kind.OTHER)
    enough = {kind: score for kind, score in scores.items() if score >= MARKS[kind].enough}
    if not enough:
        return Guess(Kind.OTHER, 0.6 if against < 6 else 0.95)
    best = max(enough, key=lambda kind: enough[kind])
    second = max((score for kind, score in scores.items() if kind != best and not _kin(kind, best)), default=0)
    margin = enough[best] - max(second, against)
    if against > enough[best]:
        return Guess(Kind.OTHER, 0.8)
    evidence = tuple(mark for mark in (*MARKS[best].head, *MARKS[best].anywhere) if mark.strip("=") in whole)
    return Guess(best, min(0.99, 0.7 + 0.06 * max(margin, 0)), evidence)


def _kin(one: Kind, other: Kind) -> bool:
    return one in REGISTRATIONS and other in REGISTRATIONS


def _score(known: Marks, whole: str, head: str) -> int:
    """Add up the weights; a wording within a longer one that also counts is not counted twice."""
    found = {mark: weight for mark, weight in known.anywhere.items() if mark in whole}
    found.update({mark: weight for mark, weight in known.head.items() if _stands_in(mark, head)})
    return sum(
        weight for mark, weight in found.items() if not any(mark != longer and mark in longer for longer in found)
    )


def _stands_in(mark: str, head: str) -> bool:
    """Tell whether titles hold a wording, also over two lines, or one is it as a whole where it begins with `=`."""
    return f"|{mark[1:]}|" in head if mark.startswith("=") else mark in head.replace("|", "")


def _head(contents: Contents) -> str:
    """Return where titles stand: the first rows of the first page that has words, then the author's own headings."""
    page = next((page for page in contents.pages if page.rows), None)
    rows = page.rows[:_HEAD_ROWS] if page else ()
    short = ["|".join(squeeze(snippet.text) for snippet in row) for row in rows if _title_like(row[0].text)]
    titles = [*short, *(squeeze(heading.text) for heading in contents.headings if heading.level < 2)]
    return f"|{'|'.join(titles)}|"


def _title_like(text: str) -> bool:
    """Tell a title from a sentence of a letter, which names the papers that it comes with."""
    return len(text) < 110 and not text.rstrip().endswith((".", ",", ";"))


def by_name(name: str) -> Guess | None:
    """Guess from a file's name, for what nobody could read."""
    folded = fold(name.rsplit("/", 1)[-1])
    return next((Guess(kind, 0.3, ("name",)) for pattern, kind in _NAMES if pattern.search(folded)), None)
