"""The answers that a question offers, each a `mailto:` link: a mail to us, written and sealed."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from greffier.model.letter import Review, ReviewKind
from greffier.model.transcript import OneClick
from greffier.staff.seals import Keys, Sealed, seal


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer: the line that its link writes, and the verb that its seal is bound to."""

    line: str
    verb: str

    @property
    def label(self) -> str:
        """Return how the link is called: the line, with an ellipsis where words are still to come."""
        return f"{self.line}…" if self.line.endswith(": ") else self.line


ACCEPT = Offer("accepter", "accept")
REFUSE = Offer("refuser : ", "reject")
ILLEGIBLE = Offer("refuser : illisible", "reject")
ASK = Offer("demander : ", "ask")
CLASSES = tuple(Offer(f"classe {letter}", "class") for letter in "ABC")
OUTDATED = {"registration": Offer("refuser : Kbis de plus de trois mois", "reject")}
OFFERS: dict[ReviewKind, tuple[Offer, ...]] = {
    ReviewKind.TERMS: (ACCEPT, REFUSE, ASK),
    ReviewKind.DOCUMENT: (ACCEPT, ILLEGIBLE, REFUSE, ASK),
    ReviewKind.CONTACT: (ACCEPT, REFUSE, ASK),
    ReviewKind.QUESTION: (Offer("répondu", "answered"), Offer("reprendre la main", "take")),
    ReviewKind.SENDER: (ACCEPT, Offer("refuser", "reject"), Offer("à part", "apart")),
    ReviewKind.OPENING: (ACCEPT, REFUSE, ASK),
}


def offers(review: Review) -> tuple[Offer, ...]:
    """Return the answers that make sense, the likeliest first."""
    usual = OFFERS[review.kind]
    if review.item == "technical_file":
        return (*CLASSES, *usual[1:])
    outdated = OUTDATED.get(review.item or "") if review.kind is ReviewKind.DOCUMENT else None
    return (*usual[:2], outdated, *usual[2:]) if outdated else usual


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose links they are: our address, the person, the keys, the time."""

    address: str
    person: str
    keys: Keys
    now: datetime

    def links(self, identity: str, review: Review, operator: str) -> tuple[OneClick, ...]:
        """Return the answers of a question; without a key to seal them, the bare lines."""
        every = offers(review)
        if not self.keys:
            return tuple(OneClick(offer.label, offer.line, "") for offer in every)
        return tuple(self.link(offer, Sealed(identity, offer.verb), operator) for offer in every)

    def link(self, offer: Offer, sealed: Sealed, operator: str) -> OneClick:
        """Return one link (RFC 6068)."""
        subject = f"{operator} : {offer.line.strip(' :')} {seal(sealed, self.person, self.keys, self.now)}"
        address = f"mailto:{quote(self.address, safe='@')}?subject={quote(subject, safe='')}"
        return OneClick(offer.label, offer.line, f"{address}&body={quote(offer.line, safe='')}")
