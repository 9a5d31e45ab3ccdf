"""Mails of staff: orders carried out, each mail answered by one transcript; or a person's own letter, left alone.

Who may order what:
- A staff address that our own server proves (aligned DKIM or DMARC) may order anything, with or without a link.
- A link without that proof decides nothing: the person is asked, in their own mailbox, to confirm that one answer.
- Anything else unproven changes nothing and is not answered, since the answer may reach a forger: the digest tells it.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from greffier.dossier.calendar import local_day
from greffier.errors import GreffierError, NotAllowed
from greffier.model.dossier import Conversation
from greffier.model.letter import Enclosure, Letter, LetterKind
from greffier.model.mail import Reading, SenderKind, Verdict
from greffier.model.proof import Proof
from greffier.model.transcript import Outcome, Transcript, TranscriptLine
from greffier.rounds.apply import queue
from greffier.rounds.office import Office
from greffier.rounds.people.desk import Hand, carry_out
from greffier.rounds.people.notices import desk_of
from greffier.staff import seals
from greffier.staff.grammar import Context
from greffier.staff.links import Offer
from greffier.staff.orders import Help, Order, Overview, Show, verb_of
from greffier.staff.seals import Sealed
from greffier.staff.understanding import Heard, Understood, understand
from greffier.staff.vocabulary import HELP
from greffier.store import dossiers, inbox, outbox, reviews
from greffier.store.database import Session
from greffier.store.keys import Purpose

log = structlog.get_logger()

LIVES = timedelta(days=7)
"""Of an order from the Date of its mail: an older one was delayed, or is sent again by somebody else."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of a mail of staff, in French; `tell` where the digest should say it."""

    outcome: str
    tell: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """A mail of staff on the desk, with all that was gathered about it."""

    person: str
    """The address, as the settings write it: where the transcript goes, whatever the mail says."""
    reading: Reading
    sha256: str
    now: datetime
    context: Context
    understood: Understood
    seal: str | None
    for_us: bool


def answer_staff(  # noqa: PLR0913, PLR0917 - all that was gathered
    session: Session, office: Office, person: str, reading: Reading, proof: Proof, sha256: str, now: datetime
) -> Ending:
    """Carry out what a mail of staff orders, if it was written to us and may order."""
    slip = gather(session, office, person, reading, sha256, now)
    if reading.sender_kind is not SenderKind.PERSON or not slip.for_us:
        if proof.verdict is not Verdict.PASS:
            return Ending(f"le message se dit de l'équipe, mais {proof.lacks}", tell=True)
        return Ending("message entre nous")
    if refusal := doubt(session, slip, proof):
        log.warning("orders_refused", mail=sha256[:12], proof=proof.verdict)
        return Ending(f"des ordres au nom de l'équipe : {refusal} ; rien n'a été fait", tell=True)
    if proof.verdict is not Verdict.PASS:
        return with_seal_alone(session, office, slip)
    return obey(session, office, slip)


def gather(session: Session, office: Office, person: str, reading: Reading, sha256: str, now: datetime) -> Slip:
    """Gather what the mail is about: the question of its seal, or of the letter that it answers."""
    seal = seals.seal_in(f"{reading.subject}\n{reading.reply_text}")
    answered = outbox.to_staff(session, reading.thread)
    named = (cause.split(":")[1] for cause in answered if cause.startswith(f"{LetterKind.REVIEW}:"))
    question = reviews.known(session, seal.partition(".")[0] if seal else next(named, ""))
    context = Context(local_day(now, office.rules.cadence))
    if question:
        dossier = dossiers.load(session, question.operator or "")
        context = Context(context.today, question.id, dossier.name if dossier else "", question.review.kind)
    understood = understand(reading.reply_text or seals.without_seal(reading.subject), context, reading.sender_name)
    for_us = bool(seal or answered) or understood.looks_like_orders
    return Slip(person, reading, sha256, now, context, understood, seal, for_us)


def doubt(session: Session, slip: Slip, proof: Proof) -> str | None:
    """Say why this mail may change nothing and get no answer; None where it may."""
    if proof.verdict is Verdict.FAIL:
        return proof.lacks
    if slip.reading.message_id is None or inbox.is_reused(session, slip.sha256, slip.reading.message_id):
        return "le message a l'identifiant d'un autre, ou n'en a pas"
    if proof.verdict is not Verdict.PASS and slip.seal is None:
        return proof.lacks
    return None


def with_seal_alone(session: Session, office: Office, slip: Slip) -> Ending:
    """Ask the person to confirm an answer that nothing proves; carry it out once they did, from their own mailbox."""
    answer = next((one for one in slip.understood.heard if one.order), None)
    try:
        sealed = opened(office, slip)
    except NotAllowed as why:
        return Ending(f"une réponse au nom de l'équipe, sans preuve : {why} ; rien n'a été fait", tell=True)
    if answer is None or answer.order is None or not fits(answer.order, sealed):
        return Ending("une réponse sans preuve, et qui n'est pas celle de son lien ; rien n'a été fait", tell=True)
    if sealed.confirms:
        return obey(session, office, replace(slip, understood=Understood((answer,))))
    return ask_to_confirm(session, office, slip, answer.said, sealed)


def fits(order: Order, sealed: Sealed) -> bool:
    """Tell whether an order is the one that was sealed: the same verb, the same question."""
    return verb_of(order) == sealed.verb and getattr(order, "target", "") == sealed.review


def opened(office: Office, slip: Slip) -> Sealed:
    """Return what the seal says; raise NotAllowed where it is not this person's, or too old."""
    keys = office.keys.derived(Purpose.ANSWERS)
    return seals.opened(slip.seal or "", slip.person, office.registry.staff, keys, slip.now)


def ask_to_confirm(session: Session, office: Office, slip: Slip, said: str, sealed: Sealed) -> Ending:
    """Write to the person's own mailbox, once a seal; nothing of the dossier is told."""
    offer = Offer(said, sealed.verb)
    link = desk_of(office, slip.person, slip.now).link(
        offer, replace(sealed, confirms=True), f"Confirmation {sealed.review}"
    )
    words = (
        f"rien n'est fait encore : une réponse à la question {sealed.review} est venue de votre adresse, sans preuve "
        "qu'elle est de vous. Si elle l'est, confirmez par ce lien, valable un jour ; sinon, prévenez vos collègues"
    )
    line = TranscriptLine(said, Outcome.TO_CONFIRM, words, answers=(link,))
    once = hashlib.sha256((slip.seal or "").encode()).hexdigest()[:32]
    letter = Letter(f"confirm:{once}", LetterKind.TRANSCRIPT, (slip.person,), Transcript((line,)))
    queue(session, office, letter, None, slip.now)
    return Ending("une réponse sans preuve de son auteur ; il lui est demandé de la confirmer", tell=True)


def obey(session: Session, office: Office, slip: Slip) -> Ending:
    """Carry out the orders one by one, each whole or not at all, and answer with the transcript."""
    enclosures: tuple[Enclosure, ...] = ()
    if objection := objection_to(office, slip):
        first = next(iter(slip.understood.heard), Heard(seals.without_seal(slip.reading.subject)))
        lines: tuple[TranscriptLine, ...] = (TranscriptLine(first.said, Outcome.REFUSED, objection),)
    else:
        heard = enumerate(slip.understood.heard)
        answered = tuple(followed(session, office, one, slip, number) for number, one in heard)
        lines = tuple(line for line, _ in answered)
        enclosures = tuple(enclosure for _, enclosed in answered for enclosure in enclosed)
    wants_help = not lines or any(line.outcome is Outcome.UNCLEAR for line in lines) or Help() in slip.understood.orders
    transcript = Transcript(lines, HELP if wants_help else (), slip.understood.stopped)
    queue(session, office, transcript_letter(slip, transcript, enclosures), None, slip.now)
    done, refused = transcript.count(Outcome.DONE), transcript.count(Outcome.REFUSED, Outcome.UNCLEAR)
    log.info("orders_followed", mail=slip.sha256[:12], done=done, refused=refused)
    return Ending(f"ordres de l'équipe : {done} exécutés, {refused} refusés ou incompris")


def objection_to(office: Office, slip: Slip) -> str | None:
    """Say why nothing of a proven mail is done: it is old, or its link is not good."""
    sent_at = slip.reading.sent_at
    if sent_at is None or abs(slip.now - sent_at) > LIVES:
        when = f"date du {sent_at:%d/%m/%Y}" if sent_at else "n'a pas de date lisible"
        return f"votre message {when} : rien n'a été fait, écrivez-le de nouveau s'il vaut toujours"
    if slip.seal is None:
        return None
    try:
        opened(office, slip)
    except NotAllowed as why:
        return str(why)
    return None


def followed(
    session: Session, office: Office, heard: Heard, slip: Slip, number: int
) -> tuple[TranscriptLine, tuple[Enclosure, ...]]:
    """Carry out one line, and return what is said of it and what goes with it; what is refused leaves no trace."""
    if heard.order is None:
        return TranscriptLine(heard.said, Outcome.UNCLEAR, heard.why or "je n'ai pas compris cette ligne"), ()
    hand = Hand(slip.person, f"message:{slip.sha256}:{number}", slip.now)
    try:
        with session.begin_nested():
            done = carry_out(session, office, heard.order, hand)
    except GreffierError as refusal:
        return TranscriptLine(heard.said, Outcome.REFUSED, str(refusal)), ()
    outcome = Outcome.SHOWN if isinstance(heard.order, Show | Overview | Help) else Outcome.DONE
    return TranscriptLine(heard.said, outcome, done.words, done.details), done.enclosures


def transcript_letter(slip: Slip, transcript: Transcript, enclosures: tuple[Enclosure, ...]) -> Letter:
    """Address the transcript to the person, in the conversation that they began (RFC 3834, 3.1.5)."""
    reading = slip.reading
    subject = seals.without_seal(reading.subject)
    conversation = Conversation(reading.message_id, tuple(reversed(reading.thread)), subject)
    cause = f"transcript:{slip.sha256}"
    return Letter(
        cause,
        LetterKind.TRANSCRIPT,
        (slip.person,),
        transcript,
        conversation=conversation,
        answers=True,
        enclosures=enclosures,
    )
