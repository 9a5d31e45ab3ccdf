"""What is known of one file while it is being read, and the circumstances in which it came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from greffier.model.mail import HARMFUL, DocumentType
from greffier.reading.documents.values import Found


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How a file came: shown within the text, and called there by its Content-ID."""

    inline: bool = False
    referenced: bool = False

    @property
    def within_text(self) -> bool:
        """Return whether the mail shows it in its body."""
        return self.inline or self.referenced


@dataclass(slots=True)
class Draft:
    """A document being read."""

    type: DocumentType = DocumentType.OTHER
    confidence: float = 0.9
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def complain(self, *problems: str) -> None:
        """Note problems, each once."""
        self.problems.extend(problem for problem in dict.fromkeys(problems) if problem not in self.problems)

    def note(self, found: Mapping[str, Found[str]], *, by_ocr: bool) -> None:
        """Keep facts; where OCR read them, how sure it was."""
        self.facts.update({name: fact.value for name, fact in found.items()})
        if by_ocr and found:
            sure = {name: round(fact.score, 2) for name, fact in found.items()}
            self.facts["confidence"] = {**self.facts.get("confidence", {}), **sure}

    @property
    def harmful(self) -> bool:
        """Return whether it must not be passed on."""
        return not HARMFUL.isdisjoint(self.problems)


def other(*problems: str, confidence: float = 0.95) -> Draft:
    """Return a file that is none of ours, and why."""
    return Draft(confidence=confidence, problems=list(problems))


def first(problems: Iterable[str], wanted: frozenset[str]) -> str | None:
    """Return the first problem that is one of `wanted`."""
    return next((problem for problem in problems if problem in wanted), None)
