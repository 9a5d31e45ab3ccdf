"""Facts on a technical file: its title and sections, and which points that decide the proof class it speaks of.

A class is proposed, with the sentences it rests on; staff decide (the class is what the operator certifies).
"""

import re
from collections.abc import Iterator

from greffier.reading.documents.page import Contents
from greffier.reading.documents.values import fold, label, squeeze

_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])\s?[.):–-]\s?[A-ZÀ-Ü].{2,90}$")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\s[•●▪◦]\s")
_TITLE = re.compile(r"DOSSIER|TECHNI|NOTE|SYNTHESE|PREUVE")
_MOST = 40  # sections kept
_SENTENCES = 2  # kept a point: staff want a glance, not the file
_PEOPLE = 6  # lines of contacts kept: three roles, named twice
_SHOWN = 400  # characters of a sentence

_POSITION = label("""
    géolocalis | GPS | position | coordonnées | geolocat | geolocaliz | geofenc | latitude | localisation |
    point de prise en charge | point de dépose
""")
_TIME = label("""
    horodat | l'heure | heure du | heure de | heures de départ | timestamp | date et heure | time stamp | time of
""")
_DRIVER = label("conducteur | conductrice | driver")
_PASSENGER = label("passager | passagère | covoituré | passenger | rider")
_HOSTED = label("héberg | serveurs situés | hosted | hosting | data center | datacenter | centre de données | stored")
_COUNTRY = label("""
    france | français | union européenne | europe | allemagne | irlande | belgique | pays-bas | espagne | italie |
    luxembourg | suisse | paris | roubaix | gravelines | strasbourg | francfort | frankfurt | dublin | amsterdam |
    germany | ireland | belgium | netherlands | spain | italy | switzerland | états-unis | united states | UE | EU
""")
_ROLE = label("""
    délégué à la protection des données | DPO | data protection officer | responsable de traitement |
    responsable du traitement | data controller | responsable technique | contact technique | technical lead |
    technical contact
""")
_DENIED = re.compile(r"(?<![A-Z])(?:N'EST PAS|NE SONT PAS|NE [A-Z]{2,20} PAS|AUCUNE?|NOT|NO|NEVER|JAMAIS)(?![A-Z])")

POINTS = {
    "matching": (label("""
        mise en relation | réservation | réserve | appariement | mis en relation | met en relation | matching |
        matched | booking | books
    """),),
    "driver_track": (_DRIVER, re.compile(f"{_POSITION.pattern}|{_TIME.pattern}")),
    "passenger_track": (_PASSENGER, re.compile(f"{_POSITION.pattern}|{_TIME.pattern}")),
    "position": (_POSITION,),
    "time": (_TIME,),
    "device": (label("""
        identifiant de l'appareil | identifiant du terminal | identifiant de terminal | smartphone | téléphone |
        device | appareil | IMEI | phone
    """),),
    "distinct_identity": (label("""
        identité distincte | identités distinctes | distinct identit | deux comptes | personnes distinctes |
        personnes différentes | comptes distincts | comptes différents | occupants distincts | different people |
        different accounts | separate accounts
    """),),
    "hosting": (_HOSTED, _COUNTRY),
    "identity_check": (label("""
        vérification d'identité | vérification de l'identité | vérification des identités | pièce d'identité |
        identité vérifiée | vérifier l'identité | identity verification | FranceConnect | permis de conduire |
        numéro de téléphone vérifié | verified phone | identity check
    """),),
    "subcontractors": (label("""
        sous-traitant | sous traitant | subcontractor | sub-processor | subprocessor | prestataire
    """),),
}  # fmt: skip
"""What a sentence must speak of, all of it, to count for a point: an occupant's track is their place or time."""


def technical_facts(contents: Contents) -> dict[str, object]:
    """Return title, sections, the points spoken of with their sentences, and a class to propose."""
    points = _points(contents)
    facts: dict[str, object] = {"title": _title(contents), "sections": _sections(contents), "points": points}
    if proposed := _class(points):
        facts["proposed_class"] = proposed
    facts["contacts"] = _contacts(contents)
    return {name: value for name, value in facts.items() if value}


def missing_points(points: object) -> tuple[str, ...]:
    """Return the points that a technical file does not speak of."""
    spoken = points if isinstance(points, dict) else {}
    return tuple(point for point in POINTS if point not in spoken)


def _title(contents: Contents) -> str | None:
    marked = next((heading.text for heading in contents.headings if heading.level <= 1), None)
    if marked:
        return marked
    rows = [" ".join(one.text for one in row) for page in contents.pages[:1] for row in page.rows[:8]]
    named = (text for text in rows if _TITLE.search(squeeze(text)) and len(text) < 110)
    return next(named, rows[0] if rows else None)


def _sections(contents: Contents) -> list[str]:
    title = _title(contents)
    marked = [heading.text for heading in contents.headings if heading.level > 0 and heading.text != title]
    if marked:
        return marked[:_MOST]
    lines = (" ".join(one.text for one in row) for page in contents.pages for row in page.rows)
    return [text for text in lines if len(text) < 100 and _NUMBERED.match(text)][:_MOST]


def _contacts(contents: Contents) -> list[str]:
    """Return the lines that name somebody for a role of the checklist, with an address on it or on the next."""
    lines = [" ".join(one.text for one in row) for page in contents.pages for row in page.rows]
    named = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        reach = line if "@" in line else f"{line} {below}"
        if _ROLE.search(fold(line[:_SHOWN])) and "@" in reach and len(reach) < _SHOWN:
            named.append(reach)
    return named[:_PEOPLE]


def _sentences(contents: Contents) -> Iterator[str]:
    text = " ".join(" ".join(one.text for one in row) for page in contents.pages for row in page.rows)
    for sentence in _SENTENCE.split(text):
        for start in range(0, len(sentence), _SHOWN):
            yield sentence[start : start + _SHOWN]


def _points(contents: Contents) -> dict[str, list[str]]:
    """Return the sentences that speak for each point; one that denies it does not."""
    found: dict[str, list[str]] = {}
    for sentence in _sentences(contents):
        folded = fold(sentence)
        if _DENIED.search(folded):
            continue
        for point, wordings in POINTS.items():
            if len(found.get(point, ())) < _SENTENCES and all(wording.search(folded) for wording in wordings):
                found.setdefault(point, []).append(sentence)
    return found


def _class(points: dict[str, list[str]]) -> str | None:
    """Propose by CGU annex 3: A matching; B also one occupant's journey; C everybody's, and distinct identities."""
    tracked = "position" in points and "time" in points
    if tracked and {"driver_track", "passenger_track", "distinct_identity"} <= points.keys():
        return "C"
    if tracked and ("driver_track" in points or "passenger_track" in points):
        return "B"
    return "A" if "matching" in points else None
