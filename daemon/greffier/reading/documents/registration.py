"""Facts on proofs of registration: Kbis, RNE, SIRENE, receipts of associations, foreign registers."""

import re
from collections.abc import Sequence
from datetime import date

from greffier.reading.documents.kinds import Kind
from greffier.reading.documents.page import Page
from greffier.reading.documents.values import Found, as_digits, beside, digits_of, first_date, fold, heading, label

Facts = dict[str, Found[str]]

_SIREN = label("""
    SIREN | R.C.S. numéro | RCS, numéro | immatriculation au RCS, numéro | RCS numéro | numéro
    d'identification | n° SIREN | numéro unique d'identification | immatriculée sous le numéro | RCS n°
""")
_SIRET = label("SIRET du siège | SIRET")
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
_OFFICERS = label("""
    président | gérant | directeur général | dirigeant | représentant légal | présidente | gérante |
    cogérant
""")
_FOOTER = re.compile(r"R\.? ?C\.? ?S\.? ?[A-Z' -]{2,40} - (\d{2}/\d{2}/\d{4})")
_RNA = re.compile(r"(?<![A-Z0-9])W ?([\dOIlSB](?: ?[\dOIlSB]){8})(?![\dA-Z])")
_NINE = re.compile(r"(?<![\dA-Z])(\d{3} ?\d{3} ?\d{3})(?: ?R\.? ?C\.? ?S| RCS)")


def registration_facts(kind: Kind, pages: Sequence[Page]) -> Facts:
    """Return what such a paper says, each with the words it was read from."""
    match kind:
        case Kind.ASSOCIATION:
            found = _association(pages)
        case Kind.FOREIGN:
            found = _foreign(pages)
        case _:
            found = _company(pages)
    return {name: fact for name, fact in found.items() if fact is not None}


def _company(pages: Sequence[Page]) -> dict[str, Found[str] | None]:
    siret = beside(pages, _SIRET, digits_of(14))
    return {
        "siren": beside(pages, _SIREN, digits_of(9)) or _in_text(pages, _NINE) or _siren_of(siret),
        "siret": siret,
        "name": _name(pages, _NAME) or _trader(pages),
        "legal_form": beside(pages, _FORM, _form),
        "issued_on": _issued(pages),
        "registered_on": _iso(beside(pages, _REGISTERED, first_date)),
        "verification_code": beside(pages, _CODE, _verification_code),
        "representative": _representative(pages),
    }


def _siren_of(siret: Found[str] | None) -> Found[str] | None:
    return Found(siret.value[:9], siret.words) if siret else None


def _iso(found: Found[date] | None) -> Found[str] | None:
    return Found(found.value.isoformat(), found.words) if found else None


def _issued(pages: Sequence[Page]) -> Found[str] | None:
    for wording in _ISSUED:
        if found := beside(pages, wording, _near_date):
            return _iso(found)
    footer = _in_text(pages, _FOOTER)
    day = first_date(footer.value) if footer else None
    if footer and day:
        return Found(day.isoformat(), footer.words)
    return _place_and_date(pages) or _iso(beside(pages, _DATE, _near_date))


def _near_date(text: str) -> date | None:
    """Return a date that stands at the beginning: labels such as `extrait du` also begin sentences."""
    return first_date(text[:40])


def _in_text(pages: Sequence[Page], pattern: re.Pattern[str]) -> Found[str] | None:
    for page in pages:
        for row in page.rows:
            match = pattern.search(fold(" ".join(snippet.text for snippet in row)))
            if match:
                return Found(as_digits(match[1].replace(" ", "")) if pattern is not _FOOTER else match[1], row)
    return None


def _form(text: str) -> str | None:
    """Return a legal form; INSEE's code in front of it is left out."""
    text = re.sub(r"^\d{4}\s?[-–:]?\s?", "", text).strip(" :.-")
    return text if 2 <= len(text) <= 120 and any(map(str.isalpha, text)) else None


def _title(text: str) -> str | None:
    text = text.strip(' :.-–«»"')
    return text if 1 < len(text) <= 150 and any(map(str.isalnum, text)) and not _is_label(text) else None


def _is_label(text: str) -> bool:
    return bool(
        label("""
            sigle | forme juridique | capital | adresse | SIREN | activité | date | nom commercial |
            enseigne
        """).match(fold(text))
    )


def _name(pages: Sequence[Page], wording: re.Pattern[str]) -> Found[str] | None:
    found = beside(pages, wording, _title)
    if not found:
        return None
    more = _next_line(pages, found)
    return Found(f"{found.value} {more.text}", (*found.words, more)) if more else found


def _next_line(pages: Sequence[Page], found: Found[str]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Return the second line of a name that is too long for its column."""
    last = found.words[-1]
    for page in pages:
        for above, row in zip(page.rows, page.rows[1:], strict=False):
            if last not in above or len(row) != 1 or len(above) < 2 or last is above[0]:
                continue
            below = row[0]
            if abs(below.box.left - last.box.left) < 3 and below.box.top - last.box.bottom < 0.9 * last.box.height:
                return below
    return None


def _trader(pages: Sequence[Page]) -> Found[str] | None:
    """Return the name of a sole trader, whose extract has no denomination."""
    text = " ".join(fold(page.text) for page in pages)
    return beside(pages, _PERSON, _title) if "PERSONNE PHYSIQUE" in text else None


def _verification_code(text: str) -> str | None:
    words = text.split()
    return words[0] if words and 8 <= len(words[0]) <= 16 and words[0].isalnum() else None


def _representative(pages: Sequence[Page]) -> Found[str] | None:
    return beside(pages, _PERSON, _title) or beside(pages, _OFFICERS, _person)


def _person(text: str) -> str | None:
    text = re.sub(r"^(?:Monsieur|Madame|M\.|Mme)\s", "", text.strip(" :"))
    words = text.split()
    return text if 2 <= len(words) <= 6 and words[0][:1].isupper() and not any(map(str.isdigit, text)) else None


def _association(pages: Sequence[Page]) -> dict[str, Found[str] | None]:
    rna = _in_text(pages, _RNA)
    declared = label("""
        déclaration en date du | date de la déclaration | déclaré le | déclarée le | date de déclaration
    """)
    return {
        "rna": Found("W" + rna.value, rna.words) if rna else None,
        "siret": beside(pages, _SIRET, digits_of(14)),
        "siren": beside(pages, _SIREN, digits_of(9)),
        "name": _name(pages, _ASSOCIATION_NAME),
        "registered_on": _iso(beside(pages, declared, _near_date)),
        "issued_on": _place_and_date(pages)
        or _iso(beside(pages, label("parution | publiée le | publication le | parue le | délivré le"), _near_date)),
        "representative": None,
    }


def _place_and_date(pages: Sequence[Page]) -> Found[str] | None:
    """Return the date of a `Paris, le 17 juillet 2026` or `Fait à Paris, le ...`."""
    pattern = re.compile(r"^(?:FAIT A )?[A-Z][A-Z' -]{1,40},? LE :? ?")
    for page in pages:
        for snippet in page.snippets():
            match = pattern.match(fold(snippet.text))
            day = _near_date(snippet.text[match.end() :]) if match else None
            if day and match and len(snippet.text) < match.end() + 24:
                return Found(day.isoformat(), (snippet,))
    return None


def _foreign(pages: Sequence[Page]) -> dict[str, Found[str] | None]:
    names = label("""
        hereby certifies that | certifies that | raison sociale | firma | company name | name of company
        | maatschappelijke naam | naam | dénomination | ragione sociale | denominazione | denominación
        social | denominação | statutaire naam | handelsnaam | firmenname
    """)
    forms = label("""
        rechtsform | legal form | rechtsvorm | forme juridique | forme légale | forma giuridica | forma
        jurídica | natura giuridica | company type
    """)
    issued = label("""
        abruf vom | ausdruck vom | stand vom | stand | abgerufen am | dated | date of issue | issued on
        | datum | datum uittreksel | data | fecha | à la date du | délivré le | situation au | as at |
        as of | gewaarmerkt op | op datum van | given at
    """)
    number = label("""
        nummer der firma | registernummer | ondernemingsnummer | numéro d'entreprise | company number |
        company no | KvK-nummer | numero REA | HRB | NIPC | numéro d'immatriculation | UID |
        firmenbuchnummer
    """)
    registered = label("""
        date of incorporation | incorporated on | datum oprichting | date d'immatriculation | tag der
        eintragung | eintragung am | data costituzione
    """)
    return {
        "name": _name(_without(pages, "NUMMER DER FIRMA"), names),
        "legal_form": beside(pages, forms, _form),
        "issued_on": _iso(beside(pages, issued, first_date))
        or _place_and_date(pages)
        or _iso(beside(pages, _DATE, _near_date)),
        "registered_on": _iso(beside(pages, registered, _near_date)),
        "registration_number": beside(pages, number, _title),
    }


def _without(pages: Sequence[Page], words: str) -> list[Page]:
    """Return the pages without the rows whose label holds another label."""
    return [
        Page(tuple(row for row in page.rows if words not in fold(row[0].text)), page.width, page.height, page.by_ocr)
        for page in pages
    ]
