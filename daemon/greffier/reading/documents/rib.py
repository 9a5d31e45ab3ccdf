"""Facts on a RIB: IBAN, BIC, holder, bank; and whether the table of French codes says the same as the IBAN."""

import re
from collections.abc import Iterator, Sequence

from greffier.reading.documents.numbers import FRENCH, IBAN_LENGTHS, bic_country, iban_closes
from greffier.reading.documents.page import Page, Row, Snippet
from greffier.reading.documents.values import Found, as_digits, as_letters, beside, fold, heading, label

Facts = dict[str, Found[str]]

_START = re.compile(r"(?:(?<![A-Z0-9])|(?<=IBAN))([A-Z]{2}) ?([0-9OIQ]{2})(?=[ .\-/]?[A-Z0-9])")
_LINE = 200  # characters of a line that are looked at: an IBAN with its spaces has at most 45
_BIC_LABEL = label("code BIC | BIC | SWIFT | bank identifier code")
_HOLDER = label("""
    titulaire du compte | titulaires du compte | nom du titulaire | nom et adresse du titulaire | titulaire |
    intitulé du compte | compte ouvert au nom de | account holder | account owner | account name | beneficiary name |
    beneficiary | bénéficiaire | kontoinhaber | titular de la cuenta | titular | intestatario | rekeninghouder
""")
_BANK_NAME = heading("""
    nom de la banque | nom et adresse de la banque | nom de l'établissement | établissement bancaire | bank name |
    bank name and address | name of bank | kreditinstitut
""")
_BANK = heading("banque | établissement | domiciliation | bank | agence | banque domiciliataire | teneur du compte")
_ATTESTED = re.compile(
    r"(?:ATTEST|CERTIFI|CONFIRM)[^.]{0,90}? (?:QUE|THAT) (?:LA SOCIETE |L'ASSOCIATION |L'ENTREPRISE |THE COMPANY )?"
    r"([^.]{3,80}?),? (?:EST|SONT|IS|HOLDS) (?:BIEN |THE )?(?:TITULAIRE|HOLDER|AN ACCOUNT|THE ACCOUNT)"
)
_ADDRESS = re.compile(
    r"(?: ?[,;–|-])? \d{1,4} ?(?:BIS|TER|QUATER)?,? "
    r"(?:RUE|AVENUE|AV|BOULEVARD|BD|PLACE|CHEMIN|IMPASSE|ALLEE|QUAI|ROUTE)(?![A-Z])"
    r"| ?[,;] (?=[^,;]{0,60}\d)| [–|-] (?=[^–|-]{0,60}\d)"
)
_BANKS = """
    BANQUE CREDIT CAISSE BNP SOCIETE.GENERALE LCL CIC BRED QONTO OLINDA SHINE BOURSO BOURSORAMA BOURSOBANK HSBC
    N26 REVOLUT BANK BANKING
    [A-Z]{2,15}BANK BANCO BANCA SPARKASSE BBVA SANTANDER UNICREDIT INTESA SABADELL SPUERKEESS
    MEMO FINOM SWAN TREEZOR MONABANQ FORTUNEO AXA NEF BPCE CCF WISE ING KBC BELFIUS PALATINE LYDIA SUMERIA
    BLANK ANYTIME NICKEL HELLO MANAGER.ONE
"""
_BANK_WORDS = re.compile(rf"(?<![A-Z])(?:{'|'.join(_BANKS.split())})(?![A-Z])")
_NOT_A_BANK = re.compile(
    r"IDENTITE|RELEVE|IBAN|^BANQUE$|^BANK$|GUICHET|BIC|CODE|COMPTE|TITULAIRE|ACCOUNT|DETAILS|DOMICILIATION|STATEMENT|VIREMENT|INTERNATIONAL|IDENTIFIER"
)
_COMMON_WORDS = frozenset({"BANCAIRE", "IDENTITE", "TITULAIRE", "DOMICILI"})


def rib_facts(pages: Sequence[Page]) -> tuple[Facts, list[str]]:
    """Return what a RIB says, and the codes of what contradicts itself."""
    ibans = list(_ibans(pages))
    iban = _best(ibans)
    facts = {
        "iban": iban,
        "bic": _bic(pages, iban.value[:2] if iban else None),
        "holder": beside(pages, _HOLDER, _holder) or _attested(pages),
        "bank": _bank(pages),
    }
    problems = []
    if len({found.value for found in ibans if iban_closes(found.value)}) > 1:
        problems.append("several_ibans")
    if iban and _table_differs(pages, iban.value):
        problems.append("rib_table_mismatch")
    return {name: fact for name, fact in facts.items() if fact}, problems


def _best(ibans: Sequence[Found[str]]) -> Found[str] | None:
    """Return the first IBAN that closes, else the first at all: a false one is a finding, not nothing."""
    return next((found for found in ibans if iban_closes(found.value)), ibans[0] if ibans else None)


def _ibans(pages: Sequence[Page]) -> Iterator[Found[str]]:
    for page in pages:
        for at, row in enumerate(page.rows):
            yield from _ibans_in(row, page.rows[at + 1] if at + 1 < len(page.rows) else ())


def _ibans_in(row: Row, below: Row) -> Iterator[Found[str]]:
    text, owners = _spelled(row)
    for match in _START.finditer(text):
        length = IBAN_LENGTHS.get(match[1])
        if not length:
            continue
        reach = range(match.start(), min(len(text), match.start() + _LINE))
        places = [place for place in reach if text[place].isalnum()]
        words = row
        if len(places) < length and below and (len(places) >= 8):
            more, _ = _spelled(tuple(one for one in below if one.box.left < row[-1].box.right))
            joined = "".join(text[place] for place in places) + "".join(filter(str.isalnum, more))
            value, words = joined[:length], (*row, *below)
        elif len(places) < length or _runs_on(text, places, length):
            continue
        else:
            value = "".join(text[place] for place in places[:length])
            words = tuple(row[index] for index in sorted({owners[place] for place in places[:length]}))
        value = _mended(value)
        if len(value) == length and sum(map(str.isdigit, value)) >= length // 2:
            yield Found(value, words)


def _spelled(row: Row) -> tuple[str, list[int]]:
    """Return a row's folded text, and for each place the snippet it belongs to."""
    text, owners = "", list[int]()
    for index, snippet in enumerate(row):
        piece = fold(snippet.text[:_LINE]) + " "
        text += piece
        owners.extend([index] * len(piece))
    return text, owners


def _runs_on(text: str, places: list[int], length: int) -> bool:
    """Tell whether a digit stands glued to the end: then this is a longer number, not an IBAN."""
    last = places[length - 1]
    return last + 1 < len(text) and text[last + 1].isdigit()


def _mended(iban: str) -> str:
    """Read look-alikes as digits where only digits can stand: check pair, and bank, branch, key of French accounts."""
    if iban[:2] not in FRENCH:
        return iban[:2] + as_digits(iban[2:4]) + iban[4:]
    return iban[:2] + as_digits(iban[2:14]) + iban[14:25] + as_digits(iban[25:])


def _table_differs(pages: Sequence[Page], iban: str) -> bool:
    """Tell whether bank, branch and key are printed in a table and are not those of the IBAN."""
    if iban[:2] not in FRENCH:
        return False
    bank = beside(pages, label("code banque | code établissement"), _cell(5))
    branch = beside(pages, label("code guichet"), _cell(5))
    account = beside(pages, label("numéro de compte | n° de compte | n° compte | no de compte"), _cell(11))
    return any(
        found and found.value != part
        for found, part in ((bank, iban[4:9]), (branch, iban[9:14]), (account, iban[14:25]))
    )


def _cell(length: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def parse(text: str) -> str | None:
        word = fold(text.split(maxsplit=1)[0]) if text.split() else ""
        return word if len(word) == length and word.isalnum() and any(map(str.isdigit, word)) else None

    return parse


def _bic(pages: Sequence[Page], country: str | None) -> Found[str] | None:
    labelled = beside(pages, _BIC_LABEL, lambda text: _as_bic(text, country))
    if labelled:
        return labelled
    found = {bic: snippet for page in pages for snippet in page.snippets() for bic in _bare_bics(snippet, country)}
    return Found(*((bic, (snippet,)) for bic, snippet in found.items()).__next__()) if len(found) == 1 else None


def _as_bic(text: str, country: str | None) -> str | None:
    """Return the BIC at the start of a text, whether or not it is written in groups."""
    words = fold(text).split()
    for count in range(1, min(len(words), 4) + 1):
        candidate = "".join(words[:count])
        if len(candidate) in {8, 11}:
            candidate = as_letters(candidate[:6]) + candidate[6:]
            home = bic_country(candidate)
            if (
                home in IBAN_LENGTHS
                and candidate not in _COMMON_WORDS
                and (not country or home == country or {home, country} == FRENCH or "X" in home)
            ):
                following = words[count] if count < len(words) else ""
                if (
                    len(candidate) == 8
                    and len(following) == 3
                    and following.isalnum()
                    and text[:1].isupper()
                    and count > 1
                ):
                    candidate += following
                return candidate
    return None


def _bare_bics(snippet: Snippet, country: str | None) -> list[str]:
    words = [word for word in re.split(r"[^A-Z0-9]", snippet.text) if len(word) in {8, 11}]
    return [word for word in words if country and bic_country(word) == country and word not in _COMMON_WORDS]


def _holder(text: str) -> str | None:
    text = _without_address(re.split(r"\s(?:IBAN|BIC|RIB|Code|Domiciliation)\b", text)[0]).strip(" :.-")
    folded = fold(text)
    wrong = _NOT_A_BANK.search(folded) or folded.startswith(("DU COMPTE", "OF ", "(", "NOM ", "ADRESSE", "TITUL"))
    begins = text[:1].isupper() or text[:1].isdigit()
    return text if 2 < len(text) <= 120 and any(map(str.isalpha, text)) and begins and not wrong else None


def _without_address(text: str) -> str:
    """Return a name without the street, the postcode or the town that stand behind it on the same line."""
    match = _ADDRESS.search(fold(text))
    return text[: match.start()] if match and match.start() > 2 else text


def _attested(pages: Sequence[Page]) -> Found[str] | None:
    """Return the holder that a bank names in a sentence: `nous attestons que la société X est titulaire ...`."""
    for page in pages:
        text = " ".join(snippet.text for snippet in page.snippets())[:4000]
        if match := _ATTESTED.search(fold(text)):
            return Found(text[match.start(1) : match.end(1)].strip(), page.rows[0])
    return None


def _bank(pages: Sequence[Page]) -> Found[str] | None:
    """Return the bank's name: in the head of the page it is whole, in the table often cut."""
    if named := beside(pages, _BANK_NAME, _bank_name):
        return named
    labelled = beside(pages, _BANK, _bank_name)
    for snippet in pages[0].snippets() if pages else ():
        folded = fold(snippet.text)
        if not _BANK_WORDS.search(folded) or _NOT_A_BANK.search(folded) or len(folded) > 60:
            continue
        if labelled and snippet in labelled.words:
            return labelled
        whole = labelled and folded.startswith(fold(labelled.value)[:8])
        if whole or not labelled or snippet.box.bottom < pages[0].height / 3:
            return Found(_without_address(snippet.text).strip(" :"), (snippet,))
    return labelled


def _bank_name(text: str) -> str | None:
    text = _without_address(text).strip(" :")
    return (
        text
        if 2 < len(text) <= 80
        and text[0].isupper()
        and not _NOT_A_BANK.search(fold(text))
        and not any(map(str.isdigit, text[:5]))
        else None
    )
