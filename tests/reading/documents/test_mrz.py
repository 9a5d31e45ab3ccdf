import pytest

from greffier.reading.documents.identity import identity_facts
from greffier.reading.documents.mrz import check_digit, find
from greffier.reading.documents.zones import zone_faults

OLD = ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "8806923102858CORINNE<<<<<<<6512068F6")
PASSPORT = ("P<FRALEFEBVRE<<ANAIS<MAEL<BENOIT<<<<<<<<<<<<", "14HD940455FRA6503064F3209103<<<<<<<<<<<<<<<2")
CARD = ("IDFRAVW1B7MLZU6<<<<<<<<<<<<<<<", "5212121F3204153FRA<<<<<<<<<<<2", "NOEL<<CHLOE<STEPHANE<ZOE<<<<<<")
PERMIT = ("IRFRAL560W7XLN85671858425<<<<<", "6305028M2205016BRA<<<<<<<<<<<1", "DUPONT<AIGNEL<<ANAIS<MICKAEL<<")
UTOPIA = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
BELGIAN = ("IDBEL590330101085<<<<<<<<<<<<<", "8502016F0901015BEL<<<<<<<<<<<8", "VAN<DER<VELDEN<<GREET<HILDE<<<")


def read(*lines: str):
    return find((line, 1.0) for line in lines)


@pytest.mark.parametrize("lines", [OLD, PASSPORT, CARD, PERMIT, UTOPIA])
def test_a_true_zone_closes(lines: tuple[str, ...]) -> None:
    zone = read("RÉPUBLIQUE FRANÇAISE", *lines, "autre chose")

    assert zone
    assert zone.lines == lines
    assert zone.failed == ()


def test_a_long_belgian_number_runs_on_into_the_optional_field() -> None:
    """ICAO 9303-5: a filler in the place of the check digit means that it follows later."""
    number = "IDBEL590330101<85"
    digit = check_digit("59033010185"[:9] + "8")
    line = f"IDBEL590330101<8{digit}".ljust(30, "<")

    assert line.startswith(number[:15])
    assert "document_number" not in zone_faults((line, BELGIAN[1], BELGIAN[2]))


@pytest.mark.parametrize("lines", [OLD, PASSPORT, CARD, PERMIT])
def test_one_false_digit_is_found(lines: tuple[str, ...]) -> None:
    row = 1
    for place in [place for place, character in enumerate(lines[row]) if character.isdigit()]:
        forged = lines[row][:place] + str((int(lines[row][place]) + 1) % 10) + lines[row][place + 1 :]

        assert zone_faults((lines[0], forged, *lines[2:])), place


def test_look_alikes_are_read_as_their_place_demands() -> None:
    blurred = ("IDFRABERTH1ER<<<<<<<<<<<<<<<<<<<<<<<", "88O6923I02858C0RINNE<<<<<<<65I2068F6")

    assert read(*blurred).lines == OLD


def test_a_french_passport_number_has_letters_where_letters_stand() -> None:
    blurred = PASSPORT[1].replace("14HD94045", "14HO94O45")

    assert read(PASSPORT[0], blurred).lines[1].startswith("14HO94045")


def test_check_digits_never_choose_a_reading() -> None:
    """A digit that does not close stays as it is read, and is told."""
    forged = PASSPORT[1].replace("6503064", "6503084")
    zone = read(PASSPORT[0], forged)

    assert zone.lines[1] == forged
    assert "birth_date" in zone.failed


def test_the_count_of_fillers_is_mended() -> None:
    zone = read(
        PASSPORT[0].replace("<<<<<<<<<<<<", "<<<<<<<<<"), PASSPORT[1].replace("<<<<<<<<<<<<<<<", "<<<<<<<<<<<<")
    )

    assert zone.lines == PASSPORT


@pytest.mark.parametrize(
    "lines", [("IBAN FR76 3000 1000 6449 1900 9562 088",), ("<" * 44, "<" * 44), ("I" * 30,) * 3, ()]
)
def test_what_is_no_zone_is_none(lines: tuple[str, ...]) -> None:
    assert read(*lines) is None


def test_facts_of_a_passport() -> None:
    facts = identity_facts(read(*PASSPORT), [])

    assert facts["document_number"] == "14HD94045"
    assert facts["family_name"] == "LEFEBVRE"
    assert facts["given_names"] == "ANAIS, MAEL, BENOIT"
    assert facts["birth_date"] == "1965-03-06"
    assert facts["expires_on"] == "2032-09-10"


def test_an_old_card_tells_the_month_of_its_delivery_not_its_end() -> None:
    facts = identity_facts(read("IDFRATRAORE<<<<<<<<<<<<<<<<<<<69K020", "121069K279074LOIC<<<<<<<<<<5802047M0"), [])

    assert facts["issued_month"] == "2012-10"
    assert "expires_on" not in facts
