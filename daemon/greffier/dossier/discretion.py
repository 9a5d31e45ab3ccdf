"""What nobody needs to read twice: bank numbers, lines of identity documents, links that open an access.

They are taken out of a mail's words before anything is decided, so that no question, letter, digest, log or database
column can repeat them. What a document itself says stays with the reading for its checks, and rests sealed.
"""

import re
from dataclasses import replace

from greffier.model.dossier import Account, AccountState, Dossier
from greffier.model.event import AccountMoved, Event
from greffier.model.mail import Reading

MASK = "•••"
GAP = r"[ \u00a0\u202f.-]?"
IBAN = re.compile(rf"\b[A-Za-z]{{2}}\d{{2}}(?:{GAP}[A-Za-z0-9]){{11,30}}(?![A-Za-z0-9])")
"""Two letters, two figures, up to thirty signs (ISO 13616); where words follow, only what the check figures close."""
FIGURES = re.compile(rf"(?<!\d)\d(?:{GAP}\d){{18,40}}(?!\d)")
"""A French account without its IBAN has 23 figures; nothing else that people write has nineteen."""
ZONE = re.compile(r"[A-Z0-9<]{9,60}<<[A-Z0-9<]{4,60}|(?<![A-Z0-9<])[A-Z0-9<]{28,44}(?![A-Z0-9<])")
"""A line that machines read (ICAO 9303): names between angle brackets, or thirty to forty-four signs."""
ACCESS_LINK = re.compile(
    r"https?://[^\s<>\"]{1,200}(?:activ|invit|reset|token|password)[^\s<>\"]{0,400}", re.IGNORECASE
)
SHORTEST, LONGEST = 15, 34
"""Signs of an IBAN (ISO 13616)."""


def discreet(reading: Reading) -> Reading:
    """Return the reading with its words masked; the documents keep what was read on them."""
    return replace(
        reading,
        subject=masked(reading.subject),
        reply_text=masked(reading.reply_text),
        elided=masked(reading.elided),
        terms_evidence=masked(reading.terms_evidence) if reading.terms_evidence else None,
        links=tuple(masked(link) for link in reading.links),
        documents=tuple(replace(document, name=masked(document.name)) for document in reading.documents),
        evidence=tuple(replace(one, words=masked(one.words)) for one in reading.evidence),
    )


def masked(text: str) -> str:
    """Return words without bank numbers, machine-readable lines and links that open an access."""
    text = ACCESS_LINK.sub(lambda link: f"{link[0].partition('://')[2].partition('/')[0]}/{MASK}", text)
    text = IBAN.sub(lambda found: hidden(found[0]), text)
    return ZONE.sub(MASK, FIGURES.sub(MASK, text))


def hidden(candidate: str) -> str:
    """Return a candidate without the longest beginning that is a bank number, what follows it untouched."""
    signs = [place for place, sign in enumerate(candidate) if sign.isalnum()]
    for length in range(min(LONGEST, len(signs)), SHORTEST - 1, -1):
        end = signs[length - 1] + 1
        whole = not candidate[end : end + 1].isalnum()
        if whole and closes("".join(sign for sign in candidate[:end] if sign.isalnum())):
            return f"{candidate[:4].upper()} {MASK}{candidate[end:]}"
    return candidate


def closes(number: str) -> bool:
    """Tell whether the check figures close a bank number (ISO 7064, MOD 97-10)."""
    moved = number[4:] + number[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def without_link(event: Event) -> Event:
    """Return an event as history keeps it for ever: who was invited, never by which link."""
    return replace(event, link=None) if isinstance(event, AccountMoved) else event


def forgetting_links(dossier: Dossier) -> Dossier:
    """Return the dossier without the links that went out with their letter: only those to come are needed."""
    return replace(dossier, accounts=tuple(forgetting(account) for account in dossier.accounts))


def forgetting(account: Account) -> Account:
    """Drop the link of an access that is not asked for any more."""
    return account if account.state is AccountState.REQUESTED else replace(account, link=None)
