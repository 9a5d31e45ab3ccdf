"""Whose mail is it? From what the store knows of its thread, reference, address and domain.

A thread or a reference puts a mail into a dossier only if its sender belongs there; else a person decides.
"""

from greffier.dossier.written import whose_letter
from greffier.model.decision import Belongs, Doubtful, Known, LeftAlone, Opens, Recognition, Undelivered
from greffier.model.mail import Reading, SenderKind, Topic, Verdict
from greffier.model.rules import Registry

TOPIC_WORDS = {
    Topic.TERRITORY: "une collectivité écrit",
    Topic.CARPOOLER: "un covoitureur écrit",
    Topic.REGISTRY: "message automatique du registre",
    Topic.OTHER: "le sujet n'est pas l'adhésion d'un opérateur",
    Topic.ONBOARDING: "une adhésion, mais pas d'une personne",
}


def recognise(reading: Reading, known: Known, verdict: Verdict, registry: Registry) -> Recognition:
    """Return whose mail this is."""
    if reading.sender is None:
        return LeftAlone("le message n'a pas d'expéditeur lisible", tell=True)
    if reading.sender in registry.addresses | {address.lower() for address in registry.staff}:
        return from_ourselves(reading, known, verdict, registry)
    match reading.sender_kind:
        case SenderKind.BOUNCE:
            return returned(reading, known)
        case SenderKind.PERSON | SenderKind.AUTO_REPLY:
            return from_somebody(reading, known, verdict)
        case SenderKind.RECEIPT:
            return LeftAlone("accusé de réception automatique", tell=False)
        case SenderKind.BULK:
            return LeftAlone("lettre d'information ou publicité", tell=False)


def from_ourselves(reading: Reading, known: Known, verdict: Verdict, registry: Registry) -> Recognition:
    """File what a person of ours wrote to an operator with us in copy; a From alone proves nothing."""
    if reading.sender_kind is SenderKind.PERSON and verdict is Verdict.PASS:
        return whose_letter(reading, known, registry)
    return LeftAlone("le message vient de notre propre adresse ou de l'équipe", tell=False)


def returned(reading: Reading, known: Known) -> Recognition:
    """Believe a bounce only if it returns a letter of ours: anybody can write one (RFC 3464, 4)."""
    match known.by_thread:
        case (dossier,) if reading.failed_recipients:
            return Undelivered(dossier, reading.failed_recipients)
        case _:
            return LeftAlone("avis de non-distribution sans lien avec une lettre de Greffier", tell=True)


def from_somebody(reading: Reading, known: Known, verdict: Verdict) -> Recognition:
    """Look for the one dossier where this sender belongs."""
    pointed = tuple(dict.fromkeys((*known.by_thread, *known.by_reference)))
    at_home = tuple(dict.fromkeys((*known.by_address, *known.by_domain)))
    both = tuple(dossier for dossier in pointed if dossier in at_home)
    match both or pointed or known.by_address or known.by_domain:
        case ():
            return from_stranger(reading, verdict)
        case (dossier,) if dossier in at_home:
            return at_door(dossier, way_in(dossier, known), verdict)
        case dossiers if both or not pointed:
            return Doubtful(dossiers, "l'expéditeur figure dans plusieurs dossiers")
        case dossiers:
            return Doubtful(dossiers, "l'expéditeur écrit dans la conversation d'un dossier où il n'est pas connu")


def way_in(dossier: str, known: Known) -> str:
    """Name the strongest link between the mail and the dossier."""
    ways = {
        "thread": known.by_thread,
        "reference": known.by_reference,
        "address": known.by_address,
        "domain": known.by_domain,
    }
    return next(way for way, dossiers in ways.items() if dossier in dossiers)


def at_door(dossier: str, way: str, verdict: Verdict) -> Recognition:
    """Let nobody in whose domain our own server found forged."""
    if verdict is Verdict.FAIL:
        return Doubtful(
            (dossier,), "l'authentification du domaine de l'expéditeur a échoué : le message peut être un faux"
        )
    return Belongs(dossier, way)


def from_stranger(reading: Reading, verdict: Verdict) -> Recognition:
    """Open a dossier only for a person who writes to join; leave all else to people."""
    if reading.sender_kind is not SenderKind.PERSON:
        return LeftAlone("réponse automatique d'un expéditeur inconnu", tell=False)
    if reading.topic is not Topic.ONBOARDING:
        return LeftAlone(TOPIC_WORDS[reading.topic], tell=reading.topic is not Topic.REGISTRY)
    if verdict is Verdict.FAIL:
        return LeftAlone(
            "demande d'adhésion dont l'authentification a échoué : le message peut être un faux", tell=True
        )
    return Opens()
