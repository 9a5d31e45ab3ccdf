"""Read stored mails with today's rules, and tell what would be decided otherwise; nothing is changed.

What staff look at before new rules go live. Documents are not shown to the antivirus anew.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from greffier.dossier.calendar import local_day
from greffier.dossier.case import Case
from greffier.dossier.decide import blank_dossier, decide
from greffier.dossier.recognise import recognise
from greffier.dossier.replay import Change, Outcome, before, changes, outcome
from greffier.errors import GreffierError
from greffier.model.decision import Known, Opens
from greffier.model.dossier import Dossier
from greffier.model.letter import ReviewKind
from greffier.model.mail import Reading, SenderKind
from greffier.model.proof import Proof
from greffier.reading.pool import read_mail
from greffier.rounds.incoming.checked import checked
from greffier.rounds.incoming.senders import proof_of
from greffier.rounds.office import Office
from greffier.store import dossiers, journal, outbox, reviews
from greffier.store import past as looked_back
from greffier.store.past import Past
from greffier.store.rows import packed

NOT_COMPARED = ("elided", "evidence", "authentication_results")
"""Of a reading: what only explains it, or does not come from the mail's words."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """One mail, and what would be otherwise; `unread` says in French why it could not be read again."""

    mail: str
    received_at: datetime
    sender: str | None
    subject: str
    reading: tuple[Change, ...] = ()
    decision: tuple[Change, ...] = ()
    unread: str | None = None

    @property
    def differs(self) -> bool:
        """Whether anything would be otherwise."""
        return bool(self.reading or self.decision)


def past(office: Office, since: datetime) -> tuple[Past, ...]:
    """Return the mails that were handled and came at `since` or later, oldest first."""
    with office.database.reading() as session:
        return looked_back.handled_since(session, since)


async def replay(office: Office, mail: Past) -> Replayed:
    """Read one mail again, and decide again."""
    told = Replayed(mail.sha256, mail.received_at, mail.sender, mail.subject)
    try:
        raw = office.spool.read(mail.sha256)
        reading, _ = await read_mail(raw, office.rules.wordings, office.registry)
        proof = await proof_of(office, raw, reading)
        then, now = then_and_now(office, mail, reading, proof)
    except GreffierError as why:
        return Replayed(told.mail, told.received_at, told.sender, told.subject, unread=str(why))
    read_now = packed(reading, *NOT_COMPARED)
    differences = changes(mail.reading, read_now), changes(asdict(then), asdict(now))
    return Replayed(told.mail, told.received_at, told.sender, told.subject, *differences)


def then_and_now(office: Office, mail: Past, reading: Reading, proof: Proof) -> tuple[Outcome, Outcome]:
    """Return what the mail brought about, and what it would today."""
    cause = f"message:{mail.sha256}"
    with office.database.reading() as session:
        dossier = dossiers.load(session, mail.operator) if mail.operator else None
        history = journal.history(session, mail.operator) if mail.operator else ()
        asked = reviews.about_mail(session, mail.operator, mail.sha256)
        letters = outbox.kinds_by(session, cause)
    then = outcome((one.event for one in history if one.cause == cause), letters, asked)
    if reading.sender_kind is SenderKind.BOUNCE or any(review.kind is ReviewKind.SENDER for review in asked):
        return then, then  # who may speak for whom is no matter of rules
    was = before(dossier.id, dossier.reference, history, cause, mail.ended_at) if dossier else None
    return then, decided(office, mail, reading, proof, was, opened=then.opens or was is None)


def decided(
    office: Office, mail: Past, reading: Reading, proof: Proof, was: Dossier | None, *, opened: bool
) -> Outcome:
    """Return what today's rules make of the mail."""
    if opened and not isinstance(recognise(reading, Known(), proof, office.registry), Opens):
        return Outcome()
    if opened or was is None:
        names = (was.id, was.reference) if was else ("", "")
        was = blank_dossier(reading, *names, office.rules, mail.ended_at)
    today = local_day(mail.ended_at, office.rules.cadence)
    findings = checked(reading, was, office.rules.procedure, today)
    case = Case(was, reading, proof.verdict, mail.sha256, office.rules, mail.ended_at, findings, lacks=proof.lacks)
    decision = decide(case, opens=opened)
    asked = (review for review in decision.reviews if review.message == mail.sha256)
    return outcome(decision.events, (letter.kind for letter in decision.letters), asked)
