"""Mails made for tests: opened ones by their text, raw ones by their header and body."""

from email.message import EmailMessage
from email.policy import SMTP

from greffier.model.mail import Mail

REGISTRY_LETTER = (
    "Bonjour,\n\nMerci de nous indiquer par retour de mail votre acceptation de ces CGU.\n\nL'équipe du Registre"
)


def mail(text: str = "", html: str = "", sender_name: str = "Paul Lemaire") -> Mail:
    """Return an opened mail that says this."""
    return Mail(
        message_id="1@operateur.example",
        subject="Re: Votre demande",
        sender="paul@operateur.example",
        sender_name=sender_name,
        recipients=("contact@covoiturage.beta.gouv.fr",),
        sent_at=None,
        thread=(),
        headers=(),
        text=text,
        html=html,
    )


def raw(body: str = "Bonjour", **headers: str) -> bytes:
    """Return a raw mail; header names are written with underscores."""
    message = EmailMessage(policy=SMTP)
    fields = {
        "from": "Paul Lemaire <paul@operateur.example>",
        "to": "contact@covoiturage.beta.gouv.fr",
        "subject": "Bonjour",
    }
    for name, value in (fields | headers).items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


def quoted(text: str) -> str:
    """Return the text as a plain-text client quotes it."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
