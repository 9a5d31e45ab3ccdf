"""What a sentence may lean on, and the verdict on it with the rule that drew it."""

from dataclasses import dataclass

from greffier.model.mail import Terms


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence may lean on."""

    known_names: str
    """The author's organisation as the address and the signature spell it, folded, without spaces."""
    cgu_at_hand: bool = False
    """Whether the CGU were the last thing named before this sentence."""
    asked: bool = False
    """Whether the mail answers a request to accept the CGU."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence says of the CGU, and the rule that says so."""

    value: Terms
    rule: str


NOTHING = Verdict(Terms.ABSENT, "nothing-said")
