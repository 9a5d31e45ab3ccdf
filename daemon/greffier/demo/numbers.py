"""Invented numbers whose check digits are right: SIREN, RIB key, IBAN. The same seed gives the same number."""

from random import Random

BANK_CODE, BRANCH_CODE = "30001", "00794"


def siren(seed: int) -> str:
    """Return a SIREN: nine digits that satisfy Luhn's rule."""
    digits = [9, *Random(seed).choices(range(10), k=7)]  # noqa: S311 - invented, not secret
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return "".join(map(str, digits)) + str(-(doubled + sum(digits[::2])) % 10)


def iban(seed: int) -> str:
    """Return a French IBAN whose RIB key and check digits are right, without spaces."""
    account = f"{Random(seed).randrange(10**11):011}"  # noqa: S311 - invented, not secret
    basic = BANK_CODE + BRANCH_CODE + account + rib_key(BANK_CODE, BRANCH_CODE, account)
    return f"FR{98 - int(basic + '152700') % 97:02}{basic}"  # F is 15, R is 27 (ISO 13616)


def rib_key(bank: str, branch: str, account: str) -> str:
    """Return the key of a French account whose number is all digits."""
    return f"{97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97:02}"


def in_groups(number: str, size: int) -> str:
    """Write a number as people read it, in groups."""
    return " ".join(number[start : start + size] for start in range(0, len(number), size))
