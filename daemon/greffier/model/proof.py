"""Who is believed to have written: what the signatures of a mail say, and what may be concluded."""

from dataclasses import dataclass

from greffier.model.mail import Verdict


@dataclass(frozen=True, slots=True)
class Signed:
    """What our own look at the signatures of a mail found (RFC 6376, RFC 8617)."""

    domains: tuple[str, ...] = ()
    """Domains whose DKIM signature holds over the author and the whole body."""
    broken: tuple[str, ...] = ()
    """Domains whose signature does not hold, or whose key is not there."""
    sealer: str | None = None
    """The domain that sealed the mail last, where the whole ARC chain holds."""
    sealed_results: str = ""
    """The Authentication-Results that it vouches for."""
    asked: bool = True
    """Whether name servers answered: without them nothing is known."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the author is proven; where not, what is missing, in French words for staff."""

    verdict: Verdict
    lacks: str = ""
