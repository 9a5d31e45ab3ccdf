"""Which papers have served their purpose: those for which the rules set a term, counted from the decision."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from greffier.model.dossier import Dossier, Stage
from greffier.model.event import Recorded, StageMoved
from greffier.model.mail import DocumentType
from greffier.model.rules import Rules

DECIDED = frozenset({Stage.OPEN, Stage.REFUSED, Stage.WITHDRAWN})
"""Where nothing is left to be verified."""
KEPT_FACTS = frozenset({"expires_on", "bank"})
"""What stays of a paper's facts: no number, no name, no date of birth."""


def decided_at(dossier: Dossier, history: Iterable[Recorded]) -> datetime | None:
    """Return when the dossier was decided; None where it is not."""
    if dossier.stage not in DECIDED:
        return None
    return max((one.at for one in history if is_decision(one)), default=None)


def is_decision(recorded: Recorded) -> bool:
    """Tell whether this event decided the dossier."""
    return isinstance(recorded.event, StageMoved) and recorded.event.stage in DECIDED


def terms(rules: Rules) -> dict[DocumentType, tuple[str, timedelta]]:
    """Return for each kind of document that is not kept for ever its item, and how long it is kept."""
    items = rules.procedure.items.items()
    return {
        rule.document: (name, timedelta(days=rule.keep_days))
        for name, rule in items
        if rule.document and rule.keep_days
    }


def is_due(term: timedelta, decided: datetime, came: datetime, now: datetime) -> bool:
    """Tell whether a paper's term is over; one that came after the decision has its own."""
    return now >= max(decided, came) + term
