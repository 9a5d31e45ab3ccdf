"""A delivery failure as a mail server writes it: multipart/report with its three parts (RFC 3462, RFC 3464)."""

from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesHeaderParser
from email.policy import SMTP as WIRE
from email.utils import make_msgid

WORDS = """Bonjour,

Votre message n'a pas pu être remis à cette adresse :

  {recipient}
  550 5.1.1 Cette boîte n'existe plus.

Ceci est un message automatique, inutile d'y répondre.
"""


def bounce(raw: bytes, sender: str, recipient: str, server: str) -> bytes:
    """Return the failure that tells `sender` of the mail which did not reach `recipient`."""
    mail = MIMEMultipart("report")
    mail.set_param("report-type", "delivery-status")
    mail["From"] = f"Mail Delivery System <mailer-daemon@{server}>"
    mail["To"] = sender
    mail["Subject"] = "Undelivered Mail Returned to Sender"
    mail["Message-ID"] = make_msgid(domain=server)
    mail["Date"] = str(BytesHeaderParser().parsebytes(raw)["Date"])
    mail["Auto-Submitted"] = "auto-replied"
    mail.attach(MIMEText(WORDS.format(recipient=recipient), "plain", "utf-8"))
    mail.attach(status(recipient, server))
    mail.attach(headers_of(raw))
    return mail.as_bytes(policy=WIRE)


def status(recipient: str, server: str) -> Message:
    """Return the part for machines: one block about the server, one about the recipient."""
    about_server, about_recipient = Message(), Message()
    about_server["Reporting-MTA"] = f"dns; {server}"
    about_recipient["Final-Recipient"] = f"rfc822; {recipient}"
    about_recipient["Action"] = "failed"
    about_recipient["Status"] = "5.1.1"
    about_recipient["Diagnostic-Code"] = "smtp; 550 5.1.1 mailbox unavailable"
    part = Message()
    part["Content-Type"] = "message/delivery-status"
    part.set_payload([about_server, about_recipient])
    return part


def headers_of(raw: bytes) -> Message:
    """Return the headers of the mail that comes back; its text stays where it is (RFC 3462, 2)."""
    part = Message()
    part["Content-Type"] = "text/rfc822-headers"
    part.set_payload(raw.partition(b"\r\n\r\n")[0].decode("ascii", "surrogateescape") + "\r\n")
    return part
