"""Numbers that check themselves: SIREN, SIRET, VAT, IBAN, RIB key, BIC. A check confirms, it never chooses."""

import re

LA_POSTE = "356000000"
_RIB_LETTERS = str.maketrans("AJBKSCLTDMUENVFOWGPXHQYIRZ", "11222333444555666777888999")
_BIC = re.compile(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?")

# Lengths of the SWIFT IBAN registry, the countries that an operator's account may be in
_LENGTHS = """
    AD24 AE23 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FO18 FR27 GB22 GI23 GR27 HR21 HU28
    IE22 IL23 IS26 IT27 LI21 LT20 LU20 LV21 MA28 MC27 ME22 MT31 NL18 NO15 PL28 PT25 RO24 RS22 SE24 SI19
    SK24 SM27 TN24 TR26 VA22
"""
IBAN_LENGTHS = {country[:2]: int(country[2:]) for country in _LENGTHS.split()}
FRENCH = frozenset({"FR", "MC"})


def luhn(digits: str) -> bool:
    """Tell whether the last digit closes the sum (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def siren_closes(siren: str) -> bool:
    """Tell whether nine digits are a SIREN by their key."""
    return len(siren) == 9 and siren.isdecimal() and siren != "0" * 9 and luhn(siren)


def siret_closes(siret: str) -> bool:
    """Tell whether fourteen digits are a SIRET: both keys, or La Poste's own rule (a sum that five divides)."""
    if len(siret) != 14 or not siret.isdecimal() or not siren_closes(siret[:9]):
        return False
    if siret.startswith(LA_POSTE):
        return luhn(siret) or sum(map(int, siret)) % 5 == 0
    return luhn(siret)


def vat_of(siren: str) -> str:
    """Return the French VAT number that belongs to a SIREN."""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def iban_closes(iban: str) -> bool:
    """Tell whether length and remainder are right (ISO 13616: 1 modulo 97)."""
    if len(iban) != IBAN_LENGTHS.get(iban[:2], -1) or not iban.isalnum() or not iban.isascii():
        return False
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def rib_key_closes(iban: str) -> bool:
    """Tell whether the key inside a French IBAN is right; letters count as in the table of the Banque de France."""
    digits = iban[4:].translate(_RIB_LETTERS)
    if len(digits) != 23 or not digits.isdecimal():
        return False
    bank, branch, account, key = int(digits[:5]), int(digits[5:10]), int(digits[10:21]), int(digits[21:])
    return key == 97 - (89 * bank + 15 * branch + 3 * account) % 97


def bic_country(bic: str) -> str | None:
    """Return the country in a well-formed BIC (ISO 9362), else None."""
    match = _BIC.fullmatch(bic)
    return match[1] if match else None
