"""Facts on French proofs of registration: Kbis, RNE, SIRENE, receipts of associations. `foreign` reads the others."""

import re
from collections.abc import Sequence

from greffier.reading.documents.extract import (
    Facts,
    form_beside,
    iso,
    name_beside,
    near_date,
    place_and_date,
    titled,
)
from greffier.reading.documents.foreign import foreign_facts
from greffier.reading.documents.kinds import Kind
from greffier.reading.documents.page import Page
from greffier.reading.documents.values import Found, as_digits, beside, digits_of, first_date, fold, heading, label

_SIREN = label("""
    SIREN | R.C.S. numéro | RCS, numéro | immatriculation au RCS, numéro | RCS numéro | numéro
    d'identification | n° SIREN | numéro unique d'identification | immatriculée sous le numéro | RCS n°
""")
_SIRET = label("SIRET du siège | SIRET")
_VAT = label("TVA intracommunautaire | numéro de TVA | n° TVA | n° de TVA")
_FRENCH_VAT = re.compile(r"FR ?([0-9OIQLSB]{2}) ?((?:[0-9OIQLSB] ?){9})(?![0-9A-Z])")
_NAME = label("""
    dénomination ou raison sociale | raison sociale ou dénomination | dénomination sociale |
    dénomination légale | raison sociale | dénomination | nom de la société | nom de l'entreprise
""")
_FORM = label("forme juridique | catégorie juridique | nature juridique")
_REGISTERED = label("""
    date d'immatriculation au RNE | date d'immatriculation | immatriculée le | immatriculation le |
    immatriculé le
""")
_ISSUED = (
    label("à jour au | à jour à la date du | mis à jour le | situation au | à la date du | état au | à jour du"),
    label("""
        extrait délivré le | délivré le | délivrée le | date de délivrance | date d'édition | édité le |
        date de l'extrait | extrait du | attestation du | date d'émission | imprimé le
    """),
)
_ASSOCIATION_NAME = label("""
    ayant pour titre | dont le titre est | titre de l'association | dénommée | nom de l'association |
    titre
""")
_DATE = heading("date | fait le | le | date du document | daté du")
_CODE = label("code de vérification | code vérification | verification code | code de contrôle")
_PERSON = label("""
    nom, prénom(s) | nom, prénoms | nom et prénoms | nom prénom | nom, prénom | nom et prénom | nom
    prénoms
""")
_FAMILY = heading("nom | nom de naissance | nom d'usage")
_GIVEN = heading("prénoms | prénom | prénom(s)")
_OFFICERS = label("""
    président | gérant | directeur général | dirigeant | représentant légal | présidente | gérante |
    cogérant
""")
_RECEIPT = 4_000  # characters of a page: receipts are short
_ASSOCIATION_IN_PROSE = re.compile(
    r"(?:AYANT POUR TITRE|DONT LE TITRE EST|DENOMMEE) ?:? ?([^:]{2,150}?),? ?"
    r"(?:DONT LE SIEGE|AYANT SON SIEGE|DECLAREE? LE|SISE? )"
)
_DECLARED = label("""
    déclaration en date du | date de la déclaration | déclaré le | déclarée le | date de déclaration
""")
_PUBLISHED = label("parution | publiée le | publié le | publication le | date de publication | parue le | délivré le")
_FOOTER = re.compile(r"R\.? ?C\.? ?S\.? ?[A-Z' -]{2,40} - (\d{2}/\d{2}/\d{4})")
_RNA = re.compile(r"(?<![A-Z0-9])W ?([\dOIlSB](?: ?[\dOIlSB]){8})(?![\dA-Z])")
_NINE = re.compile(r"(?<![\dA-Z])(\d{3} ?\d{3} ?\d{3})(?: ?R\.? ?C\.? ?S| RCS)")


def registration_facts(kind: Kind, pages: Sequence[Page]) -> dict[str, Found[str]]:
    """Return what such a paper says, each with the words it was read from."""
    match kind:
        case Kind.ASSOCIATION:
            found = _association(pages)
        case Kind.FOREIGN:
            found = foreign_facts(pages)
        case _:
            found = _company(pages)
    return {name: fact for name, fact in found.items() if fact is not None}


def _company(pages: Sequence[Page]) -> Facts:
    siret = beside(pages, _SIRET, digits_of(14))
    return {
        "siren": beside(pages, _SIREN, digits_of(9)) or _nine(pages) or _siren_of(siret),
        "siret": siret,
        "vat": beside(pages, _VAT, _vat_number),
        "name": name_beside(pages, _NAME) or _trader(pages),
        "legal_form": form_beside(pages, _FORM),
        "issued_on": _issued(pages),
        "registered_on": iso(beside(pages, _REGISTERED, first_date)),
        "verification_code": beside(pages, _CODE, _verification_code),
        "representative": _representative(pages),
    }


def _nine(pages: Sequence[Page]) -> Found[str] | None:
    """Return the number that stands before `RCS`."""
    found = _in_text(pages, _NINE)
    return Found(found.value.replace(" ", ""), found.words) if found else None


def _siren_of(siret: Found[str] | None) -> Found[str] | None:
    return Found(siret.value[:9], siret.words) if siret else None


def _issued(pages: Sequence[Page]) -> Found[str] | None:
    for wording in _ISSUED:
        if found := beside(pages, wording, near_date):
            return iso(found)
    return _footer(pages) or place_and_date(pages) or iso(beside(pages, _DATE, near_date))


def _footer(pages: Sequence[Page]) -> Found[str] | None:
    """Return the date that the registries' printer sets below each page."""
    found = _in_text(pages, _FOOTER)
    day = first_date(found.value) if found else None
    return Found(day.isoformat(), found.words) if found and day else None


def _in_text(pages: Sequence[Page], pattern: re.Pattern[str]) -> Found[str] | None:
    for page in pages:
        for row in page.rows:
            if match := pattern.search(fold(" ".join(snippet.text for snippet in row))):
                return Found(match[1], row)
    return None


def _trader(pages: Sequence[Page]) -> Found[str] | None:
    """Return the name of a sole trader, whose extract has no denomination."""
    text = " ".join(fold(page.text) for page in pages)
    return _named_person(pages) if "PERSONNE PHYSIQUE" in text else None


def _vat_number(text: str) -> str | None:
    match = _FRENCH_VAT.match(fold(text[:40]))
    return f"FR{as_digits(match[1])}{as_digits(match[2].replace(' ', ''))}" if match else None


def _verification_code(text: str) -> str | None:
    words = text.split()
    return words[0] if words and 8 <= len(words[0]) <= 16 and words[0].isalnum() else None


def _representative(pages: Sequence[Page]) -> Found[str] | None:
    return _named_person(pages) or beside(pages, _OFFICERS, _person)


def _named_person(pages: Sequence[Page]) -> Found[str] | None:
    if found := beside(pages, _PERSON, titled):
        return found
    family, given = beside(pages, _FAMILY, _person_word), beside(pages, _GIVEN, _person_word)
    return Found(f"{family.value} {given.value}", (*family.words, *given.words)) if family and given else None


def _person(text: str) -> str | None:
    text = re.sub(r"^(?:Monsieur|Madame|M\.|Mme)\s?(?=[A-ZÀ-Ý])", "", text.strip(" :"))
    return text if 2 <= len(text.split()) <= 6 and _person_word(text) else None


def _person_word(text: str) -> str | None:
    text = text.strip(" :")
    return text if text[:1].isupper() and len(text) <= 80 and not any(map(str.isdigit, text)) else None


def _association(pages: Sequence[Page]) -> Facts:
    rna = _in_text(pages, _RNA)
    return {
        "rna": Found("W" + as_digits(rna.value.replace(" ", "")), rna.words) if rna else None,
        "siret": beside(pages, _SIRET, digits_of(14)),
        "siren": beside(pages, _SIREN, digits_of(9)),
        "name": _association_in_prose(pages) or name_beside(pages, _ASSOCIATION_NAME),
        "registered_on": iso(beside(pages, _DECLARED, near_date)),
        "issued_on": place_and_date(pages) or iso(beside(pages, _PUBLISHED, near_date)),
    }


def _association_in_prose(pages: Sequence[Page]) -> Found[str] | None:
    """Return the title that a receipt names within its sentence, over as many lines as it takes."""
    for page in pages:
        snippets = tuple(page.snippets())
        text = " ".join(snippet.text for snippet in snippets)[:_RECEIPT]
        if match := _ASSOCIATION_IN_PROSE.search(fold(text)):
            name = titled(text[match.start(1) : match.end(1)])
            return Found(name, tuple(one for one in snippets if one.text in name) or snippets[:1]) if name else None
    return None
