"""Whose mail is it? From what the store knows of its thread, reference, address and domain.

A thread or a reference puts a mail into a dossier only if its sender belongs there, and a sender belongs only as proven
as it ever was: whoever has signed once and does not sign now may be somebody else. In doubt a person decides.
"""

from greffier.dossier.written import outsiders, whose_letter
from greffier.model.decision import Belongs, Doubtful, FromStaff, Known, LeftAlone, Opens, Recognition, Undelivered
from greffier.model.mail import Reading, SenderKind, Topic, Verdict
from greffier.model.proof import Proof
from greffier.model.rules import Registry

APART = "apart"
"""In the place of a dossier: a person says that this sender is nobody's we know, and may open one."""

TOPIC_WORDS = {
    Topic.TERRITORY: "une collectivité écrit",
    Topic.CARPOOLER: "un covoitureur écrit",
    Topic.REGISTRY: "message automatique du registre",
    Topic.OTHER: "le sujet n'est pas l'adhésion d'un opérateur",
    Topic.ONBOARDING: "une adhésion, mais pas d'une personne",
}


def recognise(reading: Reading, known: Known, proof: Proof, registry: Registry) -> Recognition:
    """Return whose mail this is."""
    if reading.sender is None:
        return LeftAlone("le message n'a pas d'expéditeur lisible", tell=True)
    if reading.sender in registry.addresses | {address.lower() for address in registry.staff}:
        return from_ourselves(reading, known, proof, registry)
    match reading.sender_kind:
        case SenderKind.BOUNCE:
            return returned(reading, known)
        case SenderKind.PERSON | SenderKind.AUTO_REPLY:
            return let_in(known.vouched) if known.vouched else from_somebody(reading, known, proof)
        case SenderKind.RECEIPT:
            return LeftAlone("accusé de réception automatique", tell=False)
        case SenderKind.BULK:
            return LeftAlone("lettre d'information ou publicité", tell=False)


def from_ourselves(reading: Reading, known: Known, proof: Proof, registry: Registry) -> Recognition:
    """Hand over what a person of ours wrote among us, file what they wrote to an operator; tell a forger's mail."""
    person = next((one for one in registry.staff if one.lower() == reading.sender), None)
    if person and not outsiders(reading, registry):
        return FromStaff(person)
    if proof.verdict is not Verdict.PASS:
        return LeftAlone(f"le message se dit de notre adresse ou de l'équipe, mais {proof.lacks}", tell=True)
    if reading.sender_kind is SenderKind.PERSON:
        return whose_letter(reading, known, registry)
    return LeftAlone("le message vient de notre propre adresse ou de l'équipe", tell=False)


def let_in(dossier: str) -> Recognition:
    """Follow the person who looked at this very mail: into a dossier, or into one of its own."""
    return Opens() if dossier == APART else Belongs(dossier, "person")


def returned(reading: Reading, known: Known) -> Recognition:
    """Believe a bounce only if it returns a letter of ours: anybody can write one (RFC 3464, 4)."""
    match known.by_thread:
        case (dossier,) if reading.failed_recipients:
            return Undelivered(dossier, reading.failed_recipients)
        case _:
            return LeftAlone("avis de non-distribution sans lien avec une lettre de Greffier", tell=True)


def from_somebody(reading: Reading, known: Known, proof: Proof) -> Recognition:
    """Look for the one dossier where this sender belongs."""
    pointed = tuple(dict.fromkeys((*known.by_thread, *known.by_reference)))
    at_home = tuple(dict.fromkeys((*known.by_address, *known.by_domain)))
    both = tuple(dossier for dossier in pointed if dossier in at_home)
    match both or pointed or known.by_address or known.by_domain:
        case ():
            return from_stranger(reading, known, proof)
        case (dossier,) if dossier in at_home:
            return at_door(reading, dossier, known, proof)
        case dossiers if both or not pointed:
            return doubtful(reading, dossiers, "l'expéditeur figure dans plusieurs dossiers")
        case dossiers:
            why = "l'expéditeur écrit dans la conversation d'un dossier où il n'est pas connu"
            return doubtful(reading, dossiers, why)


def way_in(dossier: str, known: Known) -> str:
    """Name the strongest link between the mail and the dossier."""
    ways = {
        "thread": known.by_thread,
        "reference": known.by_reference,
        "address": known.by_address,
        "domain": known.by_domain,
    }
    return next(way for way, dossiers in ways.items() if dossier in dossiers)


def at_door(reading: Reading, dossier: str, known: Known, proof: Proof) -> Recognition:
    """Let nobody in whom our server found forged, or who was proven before and is not now."""
    if proof.verdict is Verdict.FAIL:
        return doubtful(reading, (dossier,), f"il peut être un faux : {proof.lacks}")
    if proof.verdict is Verdict.UNKNOWN and dossier in known.proven_before:
        why = f"son expéditeur, d'ordinaire prouvé, ne l'est pas cette fois : {proof.lacks}"
        return doubtful(reading, (dossier,), why)
    return Belongs(dossier, way_in(dossier, known))


def doubtful(reading: Reading, dossiers: tuple[str, ...], why: str) -> Recognition:
    """Ask a person, but not about what a machine wrote: of that they are only told."""
    if reading.sender_kind is not SenderKind.PERSON:
        return LeftAlone(f"réponse automatique laissée de côté : {why}", tell=True)
    return Doubtful(dossiers, why)


def from_stranger(reading: Reading, known: Known, proof: Proof) -> Recognition:
    """Open a dossier only for a person who writes to join; leave all else to people."""
    if reading.sender_kind is not SenderKind.PERSON:
        return LeftAlone("réponse automatique d'un expéditeur inconnu", tell=False)
    if known.by_likeness:
        return Doubtful(known.by_likeness, f"l'expéditeur n'y est pas connu ({known.likeness})")
    if reading.topic is not Topic.ONBOARDING:
        return LeftAlone(TOPIC_WORDS[reading.topic], tell=reading.topic is not Topic.REGISTRY)
    if proof.verdict is Verdict.FAIL:
        return LeftAlone(f"demande d'adhésion qui peut être un faux : {proof.lacks}", tell=True)
    return Opens()
