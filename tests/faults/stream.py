"""The stream of mails: operators who accept and get a letter, carpoolers who are left alone, mails that come twice."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from office_at_work import AUTHSERV

from greffier.demo import papers

ACCEPTANCE = (
    "Bonjour,\n\nNous souhaitons rejoindre le registre. Au nom de la SAS {name}, j'accepte les conditions générales "
    "d'utilisation du registre de preuve de covoiturage. Voici notre logo.\n\nHélène Vasseur\nPrésidente, {name} SAS\n"
)
LEFT_ALONE = "Bonjour,\n\nJe n'ai pas reçu ma prime pour mes trajets de covoiturage, que faire ?\n\nLéo Petit\n"


@dataclass(frozen=True)
class Sent:
    """A mail of the stream.

    `answered` is the address that gets one letter for it; `copies` is how often it comes, byte for byte.
    """

    message_id: str
    raw: bytes
    answered: str | None
    copies: int


def name_of(number: int, registry: str) -> str:
    """Return a name that resembles no other: a domain one letter away from a known one is taken for a forger's."""
    digest = sha256(f"{number} {registry}".encode()).digest()
    return "".join("bdfgklmnprstvz"[byte % 14] + "aeiou"[byte % 5] for byte in digest[:6]).capitalize()


def mail(number: int, registry: str) -> Sent:
    """Return the mail of this number: every fourth is to be left alone, every seventh comes twice."""
    accepts = number % 4 != 3
    name = name_of(number, registry)
    domain = f"{name.lower()}.example"
    author = f"helene@{domain}" if accepts else f"leo@{domain}"
    message = EmailMessage(policy=SMTP)
    message["Authentication-Results"] = f"{AUTHSERV}; dmarc=pass header.from={domain}"
    message["From"] = author
    message["To"] = registry
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{number}@{domain}>"
    message["Subject"] = "Adhésion au registre de preuve de covoiturage" if accepts else "Ma prime covoiturage"
    message.set_content(ACCEPTANCE.format(name=name) if accepts else LEFT_ALONE)
    if accepts:
        logo = papers.logo(f"#{number % 4096:03x}")
        message.add_attachment(logo, maintype="image", subtype="png", filename="logo.png")
    copies = 2 if number % 7 == 5 else 1
    return Sent(f"{number}@{domain}", message.as_bytes(), author if accepts else None, copies)
