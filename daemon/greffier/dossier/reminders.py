"""Who is due a reminder, and when. One a step, one round at a time; silence after an answer."""

from datetime import date, datetime, timedelta

from greffier.dossier.answers import facts, letter
from greffier.dossier.calendar import days_later, is_suspended, local_day, next_working_day, opening_of
from greffier.dossier.checklist import awaited_items
from greffier.model.decision import Decision
from greffier.model.dossier import Dossier, Stage
from greffier.model.event import Asked, Reminded, StageMoved
from greffier.model.letter import LetterKind
from greffier.model.rules import Cadence, Rules


def count_from(awaited_on: date | None, cadence: Cadence, now: datetime) -> datetime:
    """Return where a cadence that begins at `now` counts from (UTC).

    A promise or an absence moves the first reminder to the working day after the day named. A day past moves nothing,
    nor does one so far away that the dossier would sleep before: a machine's year 2099 silences nobody.
    """
    today = local_day(now, cadence)
    if awaited_on is None or not today <= awaited_on <= today + timedelta(days=cadence.asleep):
        return now
    first = opening_of(next_working_day(awaited_on), cadence)
    return first - timedelta(days=cadence.steps[0])


def due_at(dossier: Dossier, step: int, cadence: Cadence) -> datetime | None:
    """Return when step `step` (1 is the first; one past the last is sleep) is due (UTC); None where nothing counts."""
    days = (*cadence.steps, cadence.asleep)
    return days_later(dossier.asked_at, days[step - 1], cadence) if dossier.asked_at else None


def remind(dossier: Dossier, rules: Rules, now: datetime, *, owes_answer: bool = False) -> Decision | None:
    """Return the reminder that is due at `now`, or None.

    After a long stop of the daemon several steps may be due: only the last of them is sent. While a question of the
    operator waits for a person (`owes_answer`), the ball is ours: nobody is pressed.
    """
    if owes_answer:
        return None
    if dossier.stage is not Stage.COLLECTING or dossier.taken_over_by or not awaited_items(dossier, rules):
        return None
    if is_suspended(dossier, now, rules.cadence):
        return None
    step = last_step_due(dossier, rules.cadence, now)
    if step is None:
        return None
    if step > len(rules.cadence.steps):
        return fall_asleep(dossier)
    return reminder(dossier, rules, step)


def last_step_due(dossier: Dossier, cadence: Cadence, now: datetime) -> int | None:
    """Return the last step due at `now` that was not taken yet, or None."""
    steps = range(dossier.step + 1, len(cadence.steps) + 2)
    due = [step for step in steps if (at := due_at(dossier, step, cadence)) and at <= now]
    return due[-1] if due else None


def reminder(dossier: Dossier, rules: Rules, step: int) -> Decision:
    """Write the reminder of this step; the last one is the last call."""
    kind = LetterKind.LAST_CALL if step == len(rules.cadence.steps) else LetterKind.REMINDER
    cause = f"{dossier.id}:{dossier.round}:{step}"
    letters = letter(kind, dossier, facts(dossier, rules, step=step), cause, answers=False)
    unreachable = "" if letters else ", mais aucune adresse n'est joignable"
    return Decision(f"{dossier.name} : relance {step}{unreachable}", (Reminded(step),), letters)


def fall_asleep(dossier: Dossier) -> Decision:
    """Put a dossier aside after a long silence; an answer wakes it."""
    return Decision(f"{dossier.name} : dossier en sommeil, faute de réponse", (StageMoved(Stage.DORMANT, "silence"),))


def remind_now(dossier: Dossier, rules: Rules, cause: str, now: datetime) -> Decision:
    """Write a reminder because a person asks for it; the cadence starts afresh."""
    letters = letter(LetterKind.REMINDER, dossier, facts(dossier, rules, step=1), cause, answers=False)
    return Decision(f"{dossier.name} : relance demandée", (Asked(now),), letters)
