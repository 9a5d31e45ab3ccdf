"""Whose mail is it, and what follows from it? Gathered, decided and applied in the caller's one transaction."""

from dataclasses import dataclass
from datetime import datetime

from greffier.dossier.bounces import undelivered
from greffier.dossier.calendar import local_day
from greffier.dossier.case import Case
from greffier.dossier.decide import blank_dossier, decide, doubtful_sender
from greffier.dossier.recognise import recognise
from greffier.dossier.written import whose_letter
from greffier.errors import NotFound
from greffier.model.decision import (
    Belongs,
    Decision,
    Doubtful,
    FromStaff,
    LeftAlone,
    Opens,
    Recognition,
    Undelivered,
    Written,
)
from greffier.model.dossier import Dossier
from greffier.model.letter import ReviewKind
from greffier.model.mail import Reading, SenderKind
from greffier.model.proof import Proof
from greffier.rounds.apply import apply
from greffier.rounds.gathering import last_told, told_to_wait
from greffier.rounds.incoming.checked import checked
from greffier.rounds.incoming.examined import Examined
from greffier.rounds.incoming.senders import known_of
from greffier.rounds.incoming.written import file_letter
from greffier.rounds.office import Office
from greffier.rounds.people.orders import answer_staff
from greffier.store import dossiers, inbox, outbox, reviews
from greffier.store.database import Session


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that was read and looked into: all that is known of it before it is asked whose it is."""

    sha256: str
    examined: Examined
    proof: Proof
    now: datetime

    @property
    def reading(self) -> Reading:
        """Return what was read in it."""
        return self.examined.reading


@dataclass(frozen=True, slots=True)
class Response:
    """What became of a mail. `operator` is the dossier's id, None for a mail of no operator."""

    operator: str | None
    decision: Decision
    to_tell: bool = False
    """Whether staff should hear of it."""


def recognised(session: Session, office: Office, mail: Received) -> Recognition:
    """Tell whose mail it is. What lies in the Sent folder needs no proof: only people of ours can put it there."""
    known = known_of(session, office, mail.sha256, mail.reading)
    if inbox.is_ours(session, mail.sha256):
        return whose_letter(mail.reading, known, office.registry)
    return recognise(mail.reading, known, mail.proof, office.registry)


def settle_doubts(session: Session, mail: Received) -> None:
    """Settle what was uncertain: a letter that is answered, or comes back, had left."""
    reading = mail.reading
    if reading.sender_kind is SenderKind.BOUNCE:
        outbox.arrived(session, reading.returned_message_ids, "revenue : elle était donc partie", mail.now)
    else:
        outbox.arrived(session, reading.thread, "on y a répondu : elle était donc partie", mail.now)


def respond(session: Session, office: Office, recognition: Recognition, mail: Received) -> Response:
    """Decide by whose mail it is, and apply."""
    match recognition:
        case LeftAlone(why, tell):
            return Response(None, Decision(why), tell)
        case FromStaff(person):
            ending = answer_staff(session, office, person, mail.reading, mail.proof, mail.sha256, mail.now)
            return Response(None, Decision(ending.outcome), ending.tell)
        case Written(identity):
            dossier = loaded(session, identity)
            return Response(dossier.id, file_letter(session, office, dossier, mail.sha256, mail.reading, mail.now))
        case _:
            return answered(session, office, recognition, mail)


def answered(
    session: Session, office: Office, recognition: Opens | Belongs | Doubtful | Undelivered, mail: Received
) -> Response:
    """Decide what an operator's mail changes in its dossier, and apply."""
    match recognition:
        case Opens():
            new = blank_dossier(mail.reading, *dossiers.new_names(session, mail.sha256), office.rules, mail.now)
            dossier, decision = new, decide(laid_on_desk(session, office, new, mail), opens=True)
        case Belongs(identity, _):
            dossier = loaded(session, identity)
            decision = decide(laid_on_desk(session, office, dossier, mail))
        case Undelivered(identity, addresses):
            dossier = loaded(session, identity)
            decision = undelivered(dossier, addresses, office.rules, f"bounce:{mail.sha256}", mail.now)
        case Doubtful(identities, why):
            dossier = loaded(session, identities[0])
            decision = doubtful_sender(dossier, mail.reading, mail.sha256, why)
    apply(session, office, dossier, decision, f"message:{mail.sha256}", mail.now)
    return Response(dossier.id, decision)


def laid_on_desk(session: Session, office: Office, dossier: Dossier, mail: Received) -> Case:
    """Gather all that a decision about this mail needs."""
    told_at = last_told(session, dossier.id)
    return Case(
        dossier,
        mail.reading,
        mail.proof.verdict,
        mail.sha256,
        office.rules,
        mail.now,
        checked(mail.reading, dossier, office.rules.procedure, local_day(mail.now, office.rules.cadence)),
        lacks=mail.proof.lacks,
        awaits_person=told_to_wait(session, dossier.id),
        told_at=told_at,
        owes_answer=reviews.asks(session, dossier.id, ReviewKind.QUESTION, told_at),
        unscanned=mail.examined.unscanned,
    )


def loaded(session: Session, identity: str) -> Dossier:
    """Return the dossier that a mail is about."""
    dossier = dossiers.load(session, identity)
    if dossier is None:
        raise NotFound(f"dossier {identity} is named by a mail and is not in the database")
    return dossier
