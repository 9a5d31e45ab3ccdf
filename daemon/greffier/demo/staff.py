"""The staff of the demonstration: each working morning they answer what waits, then enter the accesses to open.

They act through the same desk as the commands of a shell.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from greffier.accounts.manual import ADDRESSES
from greffier.demo.cast import STAFF_NAME
from greffier.demo.scenes import Refusal
from greffier.dossier.chronicle import ENVIRONMENTS
from greffier.model.dossier import AccountState, Dossier, Stage
from greffier.model.letter import Choice, ReviewKind
from greffier.model.mail import Environment, Role
from greffier.rounds.office import Office
from greffier.rounds.people import desk
from greffier.staff.orders import Decide, Grant
from greffier.store import dossiers, reviews
from greffier.store.reviews import Pending

LINK_DAYS = 7
"""How long the registry's invitations live."""


class Staff:
    """One person at a desk, who refuses each piece of `refusals` once."""

    def __init__(self, office: Office, refusals: tuple[Refusal, ...]) -> None:
        self.office = office
        self.refusals = list(refusals)

    def sit_down(self, now: datetime) -> Iterator[str]:
        """Answer every question, then enter every access, and tell each act in a French sentence."""
        while pending := self.next_question():
            yield self.answer(pending, now)
        yield from self.open_accesses(now)

    def next_question(self) -> Pending | None:
        """Return the oldest question that waits."""
        with self.office.database.reading() as session:
            return next(iter(reviews.open_reviews(session)), None)

    def answer(self, pending: Pending, now: datetime) -> str:
        """Decide one question: refuse what the story refuses, keep strangers out, accept the rest."""
        review, choice, words, fault = pending.review, Choice.ACCEPT, "", None
        if refusal := self.refusal_of(pending):
            choice, words, fault = Choice.REJECT, refusal.words, refusal.fault
        elif review.kind is ReviewKind.SENDER:
            choice, words = Choice.REJECT, "vérification faite par téléphone, ce n'est pas l'opérateur"
        elif review.kind is ReviewKind.QUESTION:
            choice = Choice.ANSWERED
        desk.act(self.office, Decide(pending.id, choice, words, fault), STAFF_NAME, now)
        return f"{VERBS[choice]} : {review.question}" + (f" Motif : {words}." if words else "")

    def refusal_of(self, pending: Pending) -> Refusal | None:
        """Return the refusal that the story has for this question, and cross it off."""
        with self.office.database.reading() as session:
            dossier = dossiers.load(session, pending.operator or "")
        domains = {address.email.partition("@")[2] for address in dossier.addresses} if dossier else set[str]()
        fits = (one for one in self.refusals if one.item == pending.review.item and one.domain in domains)
        if refusal := next(fits, None):
            self.refusals.remove(refusal)
        return refusal

    def open_accesses(self, now: datetime) -> Iterator[str]:
        """Enter a login and a link for every access that was asked of staff."""
        with self.office.database.reading() as session:
            opening = [dossier for dossier in dossiers.all_dossiers(session) if dossier.stage is Stage.OPENING]
        for dossier in opening:
            for environment in Environment:
                account = dossier.account(environment)
                if account.state is AccountState.REQUESTED and not account.login:
                    self.grant(dossier, environment, now)
                    yield f"crée un accès : {dossier.name}, {ENVIRONMENTS[environment]}."

    def grant(self, dossier: Dossier, environment: Environment, now: datetime) -> None:
        """Enter one access, for the technical lead."""
        login = dossier.contact(Role.TECHNICAL).email or ""
        expires_on = (now + timedelta(days=LINK_DAYS)).date()
        access = Grant(dossier.reference, environment, login, ADDRESSES[environment], expires_on)
        desk.act(self.office, access, STAFF_NAME, now)


VERBS = {Choice.ACCEPT: "accepte", Choice.REJECT: "refuse", Choice.ANSWERED: "a répondu"}
