"""Facts on a technical file: its title and sections, and which points that decide the proof class it speaks of.

A class is proposed, with the sentences it rests on; staff decide (the class is what the operator certifies).
"""

import re
from collections.abc import Iterator

from greffier.reading.documents.page import Contents
from greffier.reading.documents.values import fold, label, squeeze

_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])\s?[.):–-]\s?[A-ZÀ-Ü].{2,90}$")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_MOST = 40  # sections kept
_SENTENCES = 2  # kept a point: staff want a glance, not the file

POINTS = {
    "matching": label("mise en relation | réservation | appariement | matching | booking | mis en relation"),
    "driver_track": label("conducteur | driver"),
    "passenger_track": label("passager | passenger"),
    "position": label("géolocalis | GPS | position | coordonnées | geolocation | geofenc | latitude"),
    "time": label("horodat | heure de | timestamp | date et heure | time stamp"),
    "device": label("""
        identifiant de l'appareil | identifiant du terminal | identifiant de terminal | smartphone |
        téléphone | device | appareil | IMEI
    """),
    "distinct_identity": label("""
        identité distincte | identités distinctes | distinct identit | deux comptes | personnes
        distinctes | comptes distincts | occupants distincts
    """),
    "hosting": label("""
        héberg | hosted | hosting | serveurs situés | data center | datacenter | centre de données
    """),
    "identity_check": label("""
        vérification d'identité | vérification de l'identité | pièce d'identité | identité vérifiée |
        vérifier l'identité | identity verification | FranceConnect | permis de conduire
    """),
    "subcontractors": label("sous-traitant | sous traitant | subcontractor | sub-processor | prestataire"),
}  # fmt: skip


def technical_facts(contents: Contents) -> dict[str, object]:
    """Return title, sections, the points spoken of with their sentences, and a class to propose."""
    points = _points(contents)
    facts: dict[str, object] = {"title": _title(contents), "sections": _sections(contents), "points": points}
    if proposed := _class(points):
        facts["proposed_class"] = proposed
    return {name: value for name, value in facts.items() if value}


def _title(contents: Contents) -> str | None:
    marked = next((heading.text for heading in contents.headings if heading.level <= 1), None)
    if marked:
        return marked
    rows = [" ".join(one.text for one in row) for page in contents.pages[:1] for row in page.rows[:8]]
    named = (text for text in rows if re.search(r"DOSSIER|TECHNI|NOTE|SYNTHESE", squeeze(text)) and len(text) < 110)
    return next(named, rows[0] if rows else None)


def _sections(contents: Contents) -> list[str]:
    marked = [heading.text for heading in contents.headings if heading.level > 0]
    title = _title(contents)
    if marked:
        return [text for text in marked if text != title][:_MOST]
    lines = (" ".join(one.text for one in row) for page in contents.pages for row in page.rows)
    return [text for text in lines if len(text) < 100 and _NUMBERED.match(text)][:_MOST]


def _sentences(contents: Contents) -> Iterator[str]:
    text = " ".join(" ".join(one.text for one in row) for page in contents.pages for row in page.rows)
    for sentence in _SENTENCE.split(text):
        yield sentence[:400]


def _points(contents: Contents) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for sentence in _sentences(contents):
        folded = fold(sentence)
        for point, wording in POINTS.items():
            if len(found.get(point, ())) < _SENTENCES and wording.search(folded):
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
