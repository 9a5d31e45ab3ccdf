"""Facts on extracts of foreign registers, by the labels that they print in the languages of our neighbours."""

from collections.abc import Sequence

from greffier.reading.documents.extract import Facts, form_beside, iso, name_beside, near_date, place_and_date, titled
from greffier.reading.documents.page import Page
from greffier.reading.documents.values import Found, beside, first_date, heading, label

_NAME = label("""
    hereby certifies that | certifies that | dénomination ou raison sociale | raison sociale | company name |
    name of company | maatschappelijke naam | dénomination | ragione sociale | denominación social | razón social |
    statutaire naam | handelsnaam | firmenname | entity name | denominação social | firma sau denumirea
""")
_SHORT_NAME = heading("firma | naam | name | nazwa | nome | denominazione | denominación | denominação | nom | navn")
_FORM = label("""
    rechtsform | legal form | rechtsvorm | forme juridique | forme légale | forma giuridica | forma jurídica |
    natura giuridica | nature juridique | natureza jurídica | company type | forma prawna
""")
_ISSUED = label("""
    abruf vom | ausdruck vom | stand vom | abgerufen am | dated | date of issue | issued on | issued at |
    extracted on | datum uittreksel | à la date du | délivré le | situation au | extrait du | extrait délivré le |
    as at | as of | gewaarmerkt op | vervaardigd op | op datum van | fecha de emisión | fecha de expedición |
    expedida el | estratto dal registro imprese in data | data estrazione | stan na dzień | emitida em |
    date d'édition | édité le | stichtag
""")
_CERTIFIED = label("given at | given under")  # `Given at Companies House, Cardiff, on 3rd September 2025`
_SHORT_ISSUED = heading("datum | data | fecha | date | stand | ausdruck | le")
_NUMBER = label("""
    nummer der firma | registernummer | ondernemingsnummer | numéro d'entreprise | company number | company no |
    KvK-nummer | numero REA | HRB | NIPC | numéro d'immatriculation | UID | IDE | firmenbuchnummer | numer KRS | NIF
""")
_REGISTERED = label("""
    date of incorporation | incorporated on | datum oprichting | datum akte van oprichting | date d'immatriculation |
    date d'inscription | tag der eintragung | eintragung am | data costituzione | data atto di costituzione |
    date de début
""")


def foreign_facts(pages: Sequence[Page]) -> Facts:
    """Return what such an extract says."""
    return {
        "name": name_beside(pages, _NAME) or name_beside(pages, _SHORT_NAME),
        "legal_form": form_beside(pages, _FORM),
        "issued_on": _issued(pages),
        "registered_on": iso(beside(pages, _REGISTERED, near_date)),
        "registration_number": beside(pages, _NUMBER, titled),
    }


def _issued(pages: Sequence[Page]) -> Found[str] | None:
    return (
        iso(beside(pages, _ISSUED, near_date))
        or iso(beside(pages, _CERTIFIED, first_date))
        or place_and_date(pages)
        or iso(beside(pages, _SHORT_ISSUED, near_date))
    )
