"""Did the story end as it is told? Each check is a fact with the French sentence to say where it is not true."""

from collections.abc import Iterator, Sequence

from greffier.demo.cast import BRUNO, HELENE, LEO, STAFF, TOM
from greffier.demo.letters import Letter
from greffier.demo.people import Person
from greffier.dossier.chronicle import STAGES
from greffier.model.dossier import Dossier, Stage
from greffier.model.event import Reminded
from greffier.rounds.office import Office
from greffier.store import dossiers, inbox, journal

ENDINGS = ((HELENE, Stage.OPEN, 0), (BRUNO, Stage.OPENING, 3), (TOM, Stage.REVIEWING, 2))
"""Who founded each dossier, where it must stand, and how many reminders it took."""
WRITTEN_TO = frozenset({HELENE.address, BRUNO.address, LEO.address, TOM.address, STAFF})
"""Nobody else may have had a letter: not the carpooler, nor the supplier, nor the forger."""

Checks = Iterator[tuple[bool, str]]


def not_come_true(office: Office, letters: Sequence[Letter]) -> list[str]:
    """Return a sentence for each thing that did not end as told."""
    with office.database.reading() as session:
        every = dossiers.all_dossiers(session)
        counts = inbox.counts(session)
        reminded = {dossier.id: count_reminders(journal.history(session, dossier.id)) for dossier in every}
    checks = (*about_dossiers(every, reminded), *about_mails(counts), *about_letters(letters))
    return [sentence for true, sentence in checks if not true]


def count_reminders(history: Sequence[object]) -> int:
    """Count the reminders in a dossier's history."""
    return sum(isinstance(getattr(recorded, "event", None), Reminded) for recorded in history)


def about_dossiers(every: Sequence[Dossier], reminded: dict[str, int]) -> Checks:
    """Check that each dossier stands where the story leaves it."""
    yield len(every) == len(ENDINGS), f"il devait y avoir {len(ENDINGS)} dossiers, il y en a {len(every)}"
    for founder, stage, reminders in ENDINGS:
        dossier = founded_by(founder, every)
        if dossier is None:
            yield False, f"{founder.house} n'a pas de dossier"
            continue
        found = STAGES[dossier.stage]
        yield dossier.stage is stage, f"{founder.house} devait finir « {STAGES[stage]} », et non « {found} »"
        taken = reminded[dossier.id]
        yield taken == reminders, f"{founder.house} devait être relancé {reminders} fois, et non {taken}"
        yield len(dossier.item("rib").papers) == 1, f"le dossier de {founder.house} devait reposer sur un seul RIB"
        failed = {address.email for address in dossier.addresses if address.failed}
        yield (
            failed == ({LEO.address} if founder is BRUNO else set()),
            f"les boîtes fermées de {founder.house} : {failed}",
        )


def founded_by(person: Person, every: Sequence[Dossier]) -> Dossier | None:
    """Return the dossier in which this person writes."""
    return next((one for one in every if person.address in {known.email for known in one.addresses}), None)


def about_mails(counts: dict[str, int]) -> Checks:
    """Check that no mail is left over."""
    for state, words in (("due", "en attente"), ("set_aside", "mis de côté")):
        yield not counts.get(state), f"{counts.get(state)} message(s) {words}"


def about_letters(letters: Sequence[Letter]) -> Checks:
    """Check that letters went to the right people, and each once."""
    whom = {recipient for letter in letters for recipient in letter.recipients}
    yield whom == WRITTEN_TO, f"les lettres devaient aller à d'autres : {', '.join(sorted(whom ^ WRITTEN_TO))}"
    identities = [letter.opened["Message-ID"] for letter in letters]
    yield len(set(identities)) == len(identities), "une lettre est partie deux fois"
