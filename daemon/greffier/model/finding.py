"""What a check of a document found: passed, failed, or could not be told."""

from dataclasses import dataclass
from enum import StrEnum

from greffier.model.dossier import Fault


class Outcome(StrEnum):
    """What a check says. None refuses by itself."""

    PASSED = "passed"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check. The sentences for the operator are empty where it is none of their business."""

    code: str
    outcome: Outcome
    fr: str = ""
    en: str = ""
    staff: str = ""
    """In French."""
    fault: Fault | None = None
