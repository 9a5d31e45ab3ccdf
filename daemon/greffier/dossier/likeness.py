"""Whom does a stranger look like? A domain one letter away, a known name at a free provider, the operator's own name.

A likeness proves nothing, in neither direction: it only makes a person look before a second dossier opens.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from greffier.dossier.domains import organisation_of
from greffier.model.dossier import Dossier
from greffier.model.mail import Reading

SHORTEST = 5
"""Letters from which on two names are compared: shorter ones meet by chance."""
CLOSE = 0.83
"""One letter in six changed, or two of them swapped."""
TWINS = str.maketrans(
    "013458|!ıⅼӏɩаеорсухкмтнвѕјԛԝһіɡαορνικτυγηβ",
    "oleasbllllllaeopcyxkmthbsjqwhigaopviktuynb",
)
"""Letters drawn alike, of other alphabets and figures (Unicode TS 39)."""
DRAWN_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("i", "l"))
"""Pairs that a hurried eye takes for one letter; i and l are one."""


def likenesses(reading: Reading, dossiers: Iterable[Dossier], freemail: frozenset[str]) -> tuple[tuple[str, ...], str]:
    """Return the dossiers that an unknown sender looks like, and in what the first does, in French words for staff."""
    found = [(dossier.id, why) for dossier in dossiers if (why := next(resemblances(reading, dossier, freemail), ""))]
    return tuple(identity for identity, _ in found), found[0][1] if found else ""


def resemblances(reading: Reading, dossier: Dossier, freemail: frozenset[str]) -> Iterator[str]:
    """Say in what a sender resembles the operator of a dossier."""
    local, _, domain = (reading.sender or "").rpartition("@")
    for known in dict.fromkeys(address.email.rpartition("@")[2] for address in dossier.addresses):
        if known in freemail:
            continue
        if domain in freemail:
            if carries(local, label_of(known)):
                yield f"son adresse porte le nom de {known}"
        elif organisation_of(domain) and organisation_of(domain) == organisation_of(known):
            yield f"son domaine {domain} est voisin de {known}"
        elif look_alike(label_of(domain), label_of(known)):
            yield f"son adresse ressemble à {known}"
    names = {fold(address.name) for address in dossier.addresses}
    names |= {fold(f"{contact.given_name or ''} {contact.family_name or ''}") for contact in dossier.contacts}
    if len(fold(reading.sender_name)) >= SHORTEST and fold(reading.sender_name) in names:
        yield "il porte un nom connu dans ce dossier"
    if look_alike(reading.organisation or "", dossier.name):
        yield f"il se présente comme {dossier.name}"


def label_of(domain: str) -> str:
    """Return the part of a domain that its owner chose, as people see it."""
    chosen = organisation_of(domain).partition(".")[0]
    try:
        return chosen.encode("ascii").decode("idna")
    except UnicodeError:
        return chosen


def look_alike(one: str, other: str) -> bool:
    """Tell whether two names would be taken for each other, or one carries the other."""
    first, second = drawn(one), drawn(other)
    if min(len(first), len(second)) < SHORTEST:
        return False
    alike = SequenceMatcher(None, first, second, autojunk=False).ratio() >= CLOSE
    return alike or carries(one, other) or carries(other, one)


def carries(name: str, other: str) -> bool:
    """Tell whether a name holds another."""
    return len(drawn(other)) >= SHORTEST and drawn(other) in drawn(name)


def drawn(name: str) -> str:
    """Return a name as a hurried eye sees it: no accents, no hyphens, letters drawn alike taken for one."""
    seen = "".join(sign for sign in fold(name).translate(TWINS) if sign.isalnum())
    for pair, single in DRAWN_ALIKE:
        seen = seen.replace(pair, single)
    return seen


def fold(name: str) -> str:
    """Return a name without case, accents and doubled blanks, bounded in length."""
    letters = unicodedata.normalize("NFKD", name[:200].casefold())
    return " ".join("".join(sign for sign in letters if not unicodedata.combining(sign)).split())
