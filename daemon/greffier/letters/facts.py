"""What a template may use: the facts of its kind by their plain names, and what is true of every letter."""

import math
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta

from greffier.letters import escaping
from greffier.letters.phrases import counted
from greffier.model.letter import Digest, DossierLine, Letter, LetterFacts, ReviewKind, ReviewNotice
from greffier.model.mail import Environment
from greffier.model.rules import Registry, Rules

MOST_SHOWN = 40
"""Rows of a section of the digest: Gmail cuts a mail at 102 kB. The section says how many remain."""
MOST_DECIDED = 12
"""Questions in one digest, for the same reason; the command line lists them all."""

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

Facts = LetterFacts | ReviewNotice | Digest


def facts_of(letter: Letter, registry: Registry, rules: Rules, today: date) -> Mapping[str, object]:
    """Return the names that the template of this letter may use."""
    return common(registry, rules, today) | own(letter.facts) | {"kind": letter.kind.value}


def common(registry: Registry, rules: Rules, today: date) -> dict[str, object]:
    """Return what is true of every letter."""
    asleep_after = rules.cadence.asleep - rules.cadence.last_call
    return {
        "today": today,
        "registry": registry,
        "procedure": rules.procedure,
        "cadence": rules.cadence,
        "addresses": ADDRESSES,
        "asleep_on": today + timedelta(days=max(1, asleep_after)),
        "most_shown": MOST_SHOWN,
        "most_decided": MOST_DECIDED,
    }


def own(facts: Facts) -> dict[str, object]:
    """Return the facts by their names."""
    named: dict[str, object] = {field.name: getattr(facts, field.name) for field in fields(facts)}
    if isinstance(facts, Digest):
        whole = sum(int(value) for _, value in facts.figures if value.isdecimal())
        rows = tuple(sorted(facts.dossiers, key=urgency))
        return named | {
            "dossiers": rows,
            "essence": essence(facts),
            "review_kinds": SUBJECTS_OF_REVIEW,
            "whole": whole,
        }
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


def urgency(line: DossierLine) -> float:
    """Order dossiers by the days left to answer; those without a clock come after, as they are."""
    return math.inf if line.days_left is None else line.days_left


def essence(digest: Digest) -> str:
    """Say the digest in a few words, for its subject: `3 décisions, 1 dossier en retard`."""
    late = sum(line.days_left is not None and line.days_left < 0 for line in digest.late)
    counts = (
        (len(digest.to_decide), "décision", ""),
        (late, "dossier en retard", "dossiers en retard"),
        (len(digest.late) - late, "réponse urgente", "réponses urgentes"),
        (len(digest.watch), "point à surveiller", "points à surveiller"),
    )
    said = [counted(number, one, many) for number, one, many in counts if number][:2]
    return ", ".join(said) or (counted(len(digest.news), "nouvelle") if digest.news else "rien à décider")
