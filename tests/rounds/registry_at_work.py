"""A registry without servers: real database, real reading, real letters; mails are handed in, letters looked at."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from sqlmodel import col, select

from clicks import written_by
from greffier.demo import papers
from greffier.model.dossier import Dossier
from greffier.rounds.office import Office, open_office
from greffier.rounds.people.notices import mail_questions
from greffier.settings import load_settings
from greffier.store import dossiers, inbox, reviews
from greffier.store.mail_tables import Messages
from greffier.store.reviews import Pending
from greffier.store.tables import Letters as Outbox
from offices import receive_mail

REGISTRY, CLAIRE, PAUL = "contact@registre.test", "claire@registre.test", "paul@registre.test"
AUTHSERV = "mx.registre.test"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CONFIG = f"""
[registry]
address = "{REGISTRY}"
staff = ["{CLAIRE}", "{PAUL}"]
authserv_id = "{AUTHSERV}"
proven_by = "server"
id_domain = "registre.test"
[imap]
host = "localhost"
user = "contact"
[smtp]
host = "localhost"
[store]
folder = "{{folder}}/state"
"""


@dataclass
class AtWork:
    """The office and the clock."""

    office: Office
    now: datetime = MONDAY

    @classmethod
    def open(cls, folder: Path) -> "AtWork":
        (folder / "greffier.toml").write_text(CONFIG.format(folder=folder))
        (folder / "greffier.toml").chmod(0o600)
        return cls(open_office(load_settings(folder / "greffier.toml", {})))

    def arrives(self, mail: EmailMessage, proof: str = "pass") -> str:
        """Let a mail come in, and return what became of it in words."""
        domain = str(mail["From"]).rpartition("@")[2].strip(">")
        header = f"Authentication-Results: {AUTHSERV}; dmarc={proof} header.from={domain}\r\n" if proof else ""
        return self.takes(header.encode() + mail.as_bytes(policy=policy.SMTP))

    def takes(self, raw: bytes) -> str:
        """Let these very bytes come in."""
        sha256 = asyncio.run(self.received(raw))
        with self.office.database.reading() as session:
            return session.exec(select(Messages.outcome).where(Messages.sha256 == sha256)).one() or ""

    async def received(self, raw: bytes) -> str:
        sha256 = await receive_mail(self.office, raw, self.now)
        await mail_questions(self.office, self.now)
        return sha256

    def told(self) -> list[str]:
        """Return what the next digest says of mails left to people."""
        with self.office.database.reading() as session:
            return [mail.outcome for mail in inbox.left_to_people(session, MONDAY - timedelta(days=1))]

    def dossier(self) -> Dossier:
        with self.office.database.reading() as session:
            return dossiers.all_dossiers(session)[0]

    def questions(self) -> tuple[Pending, ...]:
        with self.office.database.reading() as session:
            return reviews.open_reviews(session)

    def question(self, item: str) -> Pending:
        return next(one for one in self.questions() if one.review.item == item)

    def letters(self, to: str, kind: str = "") -> list[EmailMessage]:
        """Return the letters laid in the outbox for somebody, oldest first."""
        with self.office.database.reading() as session:
            rows = session.exec(select(Outbox).order_by(col(Outbox.number))).all()
        mine = [row.raw for row in rows if row.recipients == [to] and kind in {"", row.kind}]
        return [message_from_bytes(raw, policy=policy.default) for raw in mine]

    def transcript(self, of: str = CLAIRE) -> str:
        return text_of(self.letters(of, "transcript")[-1])


def mail(sender: str, text: str, subject: str = "", to: str = REGISTRY, **headers: str) -> EmailMessage:
    """Write a mail as people do."""
    written = EmailMessage()
    written["From"] = sender
    written["To"] = to
    written["Subject"] = subject or "Bonjour"
    written["Date"] = headers.pop("Date", format_datetime(MONDAY))
    written["Message-ID"] = make_msgid(domain="poste.example")
    for name, value in headers.items():
        written[name.replace("_", "-")] = value
    written.set_content(text)
    return written


def joining() -> EmailMessage:
    """Write the mail with which Trajeo joins, three of its papers attached."""
    text = (
        "Bonjour,\n\nNous souhaitons rejoindre le registre de preuve de covoiturage. Au nom de la SAS Trajeo, "
        "j'accepte les conditions générales d'utilisation.\n\nHélène Vasseur\nPrésidente, Trajeo SAS\n"
    )
    written = mail("Hélène Vasseur <helene@trajeo.example>", text, "Adhésion de Trajeo")
    for name, content in {
        "Kbis.pdf": papers.kbis("TRAJEO", papers.siren(7), date(2026, 11, 2)),
        "RIB.pdf": papers.rib("TRAJEO SAS", papers.iban(7), "BDFEFRPPCCT", "Banque de France"),
        "dossier technique.pdf": papers.technical_file("Trajeo"),
    }.items():
        written.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return written


def clicked(
    letter: EmailMessage, line: str, number: str = "", sender: str = f"Claire Petit <{CLAIRE}>"
) -> EmailMessage:
    """Return the mail that a link of a letter writes: the first whose body is this line, about this question."""
    subject, body = written_by(letter, line, number)
    return mail(sender, f"{body}\n\n-- \nClaire Petit\nRegistre", subject)


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().replace("\u00a0", " ").replace("’", "'").split())
