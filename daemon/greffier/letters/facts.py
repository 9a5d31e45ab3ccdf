"""What a template may use: the facts of its kind by their plain names, and what is true of every letter."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import groupby

from greffier.letters import escaping
from greffier.letters.phrases import counted
from greffier.model.digest import DossierLine, ReminderLine
from greffier.model.letter import Digest, Letter, LetterFacts, ReviewKind, ReviewNotice
from greffier.model.mail import Environment
from greffier.model.rules import Registry, Rules
from greffier.model.transcript import Outcome, Transcript


@dataclass(frozen=True, slots=True)
class Room:
    """How much of the digest is shown; the sections say how much remains, and the command line has it all."""

    rows: int
    """Of each section."""
    decisions: int


ROOMS = (Room(24, 12), Room(16, 10), Room(10, 8), Room(6, 5), Room(3, 2))
"""Roomiest first: the first in which the digest is short enough is taken."""


ADDRESSES = {
    Environment.PREPRODUCTION: "https://app-staging.covoiturage.beta.gouv.fr",
    Environment.PRODUCTION: "https://app.covoiturage.beta.gouv.fr",
}

SUBJECTS_OF_REVIEW = {
    ReviewKind.TERMS: "Conditions générales",
    ReviewKind.DOCUMENT: "Pièce",
    ReviewKind.CONTACT: "Contact",
    ReviewKind.QUESTION: "Question",
    ReviewKind.SENDER: "Expéditeur",
    ReviewKind.OPENING: "Ouverture de l'accès",
}

Facts = LetterFacts | ReviewNotice | Digest | Transcript


def facts_of(
    letter: Letter, registry: Registry, rules: Rules, today: date, room: Room = ROOMS[0]
) -> Mapping[str, object]:
    """Return the names that the template of this letter may use."""
    return common(registry, rules, today, room) | own(letter.facts) | {"kind": letter.kind.value}


def common(registry: Registry, rules: Rules, today: date, room: Room) -> dict[str, object]:
    """Return what is true of every letter."""
    asleep_after = rules.cadence.asleep - rules.cadence.last_call
    return {
        "today": today,
        "registry": registry,
        "procedure": rules.procedure,
        "cadence": rules.cadence,
        "addresses": ADDRESSES,
        "keep_days": max((item.keep_days or 0 for item in rules.procedure.items.values()), default=0),
        "asleep_on": today + timedelta(days=max(1, asleep_after)),
        "most_shown": room.rows,
        "most_decided": room.decisions,
    }


def own(facts: Facts) -> dict[str, object]:
    """Return the facts by their names."""
    named: dict[str, object] = {field.name: getattr(facts, field.name) for field in fields(facts)}
    if isinstance(facts, Digest):
        return named | of_digest(facts)
    if isinstance(facts, Transcript):
        return named | {"summary": summary(facts)}
    named["operator"] = escaping.name(facts.operator)
    if isinstance(facts, ReviewNotice):
        return named | {"review_kind": SUBJECTS_OF_REVIEW[facts.review.kind]}
    return named | derived(facts)


def derived(facts: LetterFacts) -> dict[str, object]:
    """Return what follows from the facts of a letter to an operator."""
    here = len(facts.lines) - len(facts.awaited)
    return {
        "arrived": facts.arrived,
        "awaited": facts.awaited,
        "awaited_items": tuple(line.item for line in facts.awaited),
        "items": tuple(line.item for line in facts.lines),
        "checking": facts.checking,
        "here": here,
        "address": ADDRESSES[facts.environment] if facts.environment else "",
    }


def summary(transcript: Transcript) -> str:
    """Say a transcript in a few words, for its subject: `2 ordres exécutés, 1 refusé`."""
    done, refused = transcript.count(Outcome.DONE, Outcome.SHOWN), transcript.count(Outcome.REFUSED)
    waiting, unclear = transcript.count(Outcome.TO_CONFIRM), transcript.count(Outcome.UNCLEAR)
    counts = (
        (done, "ordre exécuté", "ordres exécutés"),
        (refused, "ordre refusé", "ordres refusés"),
        (unclear, "ligne incomprise", "lignes incomprises"),
        (waiting, "réponse à confirmer", "réponses à confirmer"),
    )
    return ", ".join(counted(number, one, many) for number, one, many in counts if number) or "rien à faire"


def of_digest(digest: Digest) -> dict[str, object]:
    """Return what follows from the facts of the digest."""
    figures = digest.figures
    return {
        "dossiers": tuple(sorted(digest.dossiers, key=urgency)),
        "essence": essence(digest),
        "titles": tuple(title for title, _ in digest.dossiers[0].marks) if digest.dossiers else (),
        "quiet": not digest.worth_sending,
        "ailing": digest.ailing,
        "left": tuple(line for line in digest.reminders if line.left),
        "coming": by_day(line for line in digest.reminders if not line.left),
        "review_kinds": SUBJECTS_OF_REVIEW,
        "whole": sum(count for _, count in figures.stages),
        "requests": tuple(week.requests for week in figures.weeks),
        "accesses": tuple(week.accesses for week in figures.weeks),
    }


def by_day(lines: Iterable[ReminderLine]) -> tuple[tuple[date, tuple[ReminderLine, ...]], ...]:
    """Return the lines, which come day by day, grouped by their day."""
    return tuple((on, tuple(day)) for on, day in groupby(lines, key=lambda line: line.on))


def urgency(line: DossierLine) -> tuple[bool, float]:
    """Order dossiers: those that move before those at rest, and by the days left to answer where the clock runs."""
    return line.at_rest, math.inf if line.days_left is None else line.days_left


def essence(digest: Digest) -> str:
    """Say the digest in a few words, for its subject: `3 décisions, 1 dossier en retard`."""
    late = sum(line.days_left is not None and line.days_left < 0 for line in digest.late)
    ailing = sum(not vital.well for vital in digest.health)
    counts = (
        (len(digest.to_decide), "décision", ""),
        (late, "dossier en retard", "dossiers en retard"),
        (ailing, "alerte", ""),
        (len(digest.late) - late, "réponse urgente", "réponses urgentes"),
        (len(digest.watch), "point à surveiller", "points à surveiller"),
    )
    said = [counted(number, one, many) for number, one, many in counts if number]
    said += [f"du nouveau dans {counted(len(digest.news), 'dossier')}"] if digest.news else []
    return ", ".join(said[:2]) or "rien à décider"
