"""Papers of every kind in several layouts, as their text layer has them. All names and numbers are invented."""

from collections.abc import Callable

import pytest

from greffier.model.mail import DocumentType
from greffier.reading.documents import ocr, read_document
from reading.documents.sheets import LAYOUTS, Words, columns, sheet, sheets

KBIS_HEAD = (
    Words(50, 40, "Greffe du Tribunal de Commerce de Paris", 12),
    Words(100, 90, "EXTRAIT D'IMMATRICULATION PRINCIPALE AU REGISTRE DU COMMERCE ET DES SOCIETES", 9),
    Words(200, 110, "à jour au 5 septembre 2026"),
    Words(380, 60, "Code de vérification : XanF4rtnuc", 8),
)
KBIS = (
    ("Immatriculation au RCS, numéro", "892 480 328 R.C.S. Paris"),
    ("Date d'immatriculation", "28/02/2012"),
    ("Dénomination ou raison sociale", "L'AUTRE CÔTÉ ET COMPAGNIE"),
    ("Forme juridique", "Société par actions simplifiée"),
    ("Adresse du siège", "12 rue de la Paix 75002 Paris"),
)
RIB = (
    ("Titulaire du compte", "MAX Y CO SAS"),
    ("Domiciliation", "PARIS NATION"),
    ("IBAN", "FR76 3000 1000 6449 1900 9562 088"),
    ("BIC", "BDFEFRPPCCT"),
)

in_every_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
Layout = Callable[..., list[Words]]


def placed(*texts: str) -> list[Words]:
    return [Words(50, 40 + 15 * number, text) for number, text in enumerate(texts)]


def lines(*texts: str) -> bytes:
    return sheet(*placed(*texts))


@in_every_layout
def test_a_kbis_is_read_in_any_layout(layout: Layout) -> None:
    document = read_document("scan.pdf", sheet(*KBIS_HEAD, *layout(KBIS)))

    assert document.type is DocumentType.REGISTRATION
    assert document.problems == ()
    assert document.facts == {
        "register": "kbis",
        "siren": "892480328",
        "name": "L'AUTRE CÔTÉ ET COMPAGNIE",
        "legal_form": "Société par actions simplifiée",
        "issued_on": "2026-09-05",
        "registered_on": "2012-02-28",
        "verification_code": "XanF4rtnuc",
    }


@in_every_layout
def test_a_rib_is_read_in_any_layout(layout: Layout) -> None:
    document = read_document(
        "kbis.pdf", sheet(Words(50, 40, "Banque de France"), Words(50, 70, "RELEVÉ D'IDENTITÉ BANCAIRE"), *layout(RIB))
    )

    assert document.type is DocumentType.RIB
    assert document.problems == ()
    assert document.facts == {
        "iban": "FR7630001000644919009562088",
        "bic": "BDFEFRPPCCT",
        "holder": "MAX Y CO SAS",
        "bank": "Banque de France",
    }


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_its_words_run(turned: int) -> None:
    document = read_document("scan.pdf", sheet(*KBIS_HEAD, *columns(KBIS), turned=turned))

    assert document.facts["name"] == "L'AUTRE CÔTÉ ET COMPAGNIE"
    assert document.facts["registered_on"] == "2012-02-28"


def test_an_iban_in_cells_is_read_across_them() -> None:
    groups = ["FR76", "3000", "1000", "6449", "1900", "9562", "088"]
    cells = [Words(50 + 45 * number, 200, group) for number, group in enumerate(groups)]
    document = read_document(
        "x.pdf", sheet(Words(50, 40, "Relevé d'identité bancaire"), Words(50, 180, "IBAN"), *cells)
    )

    assert document.facts["iban"] == "FR7630001000644919009562088"


def test_a_name_of_two_lines_is_read_whole() -> None:
    long = (
        Words(50, 300, "Dénomination ou raison sociale"),
        Words(260, 300, "COOPÉRATIVE DES MOBILITÉS"),
        Words(260, 311, "PARTAGÉES DU PAYS DE BRAY"),
        Words(50, 330, "Forme juridique"),
        Words(260, 330, "SCIC SA"),
    )
    document = read_document("x.pdf", sheet(*KBIS_HEAD, *columns(KBIS[:2]), *long))

    assert document.facts["name"] == "COOPÉRATIVE DES MOBILITÉS PARTAGÉES DU PAYS DE BRAY"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            """
                SOUS-PRÉFECTURE DE DIE
                Récépissé de Déclaration de MODIFICATION
                de l'association n° W263001234
                donne récépissé d'une déclaration en date du 03 septembre 2026
                dans l'association dont le titre est :
                VERCORS EN COMMUN
                dont le siège social est situé : Mairie
                Die, le 10 septembre 2026
            """,
            {
                "rna": "W263001234",
                "name": "VERCORS EN COMMUN",
                "registered_on": "2026-09-03",
                "issued_on": "2026-09-10",
            },
        ),
        (
            """
                Journal officiel des associations et fondations d'entreprise
                Titre : VERCORS EN COMMUN.
                Date de la déclaration : 3 septembre 2026.
                Identification R.N.A. : W263001234
                Parution : 15/09/2026
            """,
            {
                "rna": "W263001234",
                "name": "VERCORS EN COMMUN",
                "registered_on": "2026-09-03",
                "issued_on": "2026-09-15",
            },
        ),
        (
            """
                RÉPUBLIQUE FRANÇAISE
                SITUATION AU RÉPERTOIRE SIRENE
                À la date du 26 avril 2026
                Identifiant SIREN 892 480 328
                Identifiant SIRET du siège 892 480 328 00012
                Dénomination COVOIT'ICI
                Catégorie juridique 5710 - SAS, société par actions simplifiée
            """,
            {
                "siren": "892480328",
                "siret": "89248032800012",
                "name": "COVOIT'ICI",
                "issued_on": "2026-04-26",
                "legal_form": "SAS, société par actions simplifiée",
            },
        ),
        (
            """
                ATTESTATION D'IMMATRICULATION AU REGISTRE NATIONAL DES ENTREPRISES
                Données à jour au 14/06/2026 à 21:20:39
                Dénomination COVOIT'ICI
                SIREN 892 480 328
                Date d'immatriculation au RNE 24/12/2015
            """,
            {"siren": "892480328", "name": "COVOIT'ICI", "issued_on": "2026-06-14", "registered_on": "2015-12-24"},
        ),
        (
            """
                Kruispuntbank van Ondernemingen
                Uittreksel
                Ondernemingsnummer: 0412.345.678
                Maatschappelijke naam: Samenrit
                Rechtsvorm: Besloten vennootschap
                Datum uittreksel: 03/11/2026
            """,
            {
                "register": "foreign_register",
                "name": "Samenrit",
                "legal_form": "Besloten vennootschap",
                "issued_on": "2026-11-03",
            },
        ),
        (
            """
                CERTIFICATE OF INCORPORATION OF A PRIVATE LIMITED COMPANY
                Company Number 12345678
                The Registrar of Companies hereby certifies that
                SHARE A RIDE LTD
                is this day incorporated under the Companies Act 2006
                Given at Companies House, Cardiff, on 3rd November 2026
            """,
            {"register": "foreign_register", "name": "SHARE A RIDE LTD", "issued_on": "2026-11-03"},
        ),
    ],
)
def test_other_registrations_are_read(text: str, facts: dict[str, str]) -> None:
    document = read_document("document.pdf", lines(*map(str.strip, text.strip().splitlines())))

    assert document.type is DocumentType.REGISTRATION
    assert {name: document.facts.get(name) for name in facts} == facts


IBAN = "IBAN FR76 3000 1000 6449 1900 9562 088 BIC BDFEFRPPCCT"


@pytest.mark.parametrize(
    "texts",
    [
        (
            "FACTURE N° 12",
            "SIRET 892 480 328 00012 RCS Paris",
            "Total TTC 1 440,00",
            "Titulaire du compte : Tissot",
            IBAN,
        ),
        (
            "DEVIS N° 2026-12",
            "Atelier Tissot SARL - RCS Rennes 892 480 328",
            "Total HT 1200,00",
            "Total TTC 1440,00",
            IBAN,
        ),
        ("Banque Postale", "RELEVÉ DE COMPTE", "Titulaire du compte : M. DUPONT", IBAN, "Nouveau solde 1 173,50"),
        (
            "BULLETIN DE PAIE",
            "Employeur : TRAJEO SAS SIRET 892 480 328 00012",
            "Salaire brut 3000",
            "Net à payer 2300",
            IBAN,
        ),
        (
            "STATUTS",
            "TRAJEO, société par actions simplifiée",
            "892 480 328 RCS Paris",
            "Immatriculation au registre du commerce",
        ),
        ("MANDAT DE PRÉLÈVEMENT SEPA", "Créancier : EDF", "Titulaire du compte : X", IBAN, "Signature"),
        ("CONTRAT DE PRESTATION", "Entre les soussignés : X et Y", "Article 1 - Objet", "Fait à Lyon, le 3 juin 2026"),
        (
            "Liste des pièces à fournir",
            "- un Kbis de moins de trois mois",
            "- un RIB",
            "- une pièce d'identité",
            "- les CGU signées",
        ),
        (
            "URSSAF",
            "ATTESTATION DE VIGILANCE",
            "SIREN 892 480 328",
            "Code de vérification : ABCDEFGHIJ",
            "à jour au 30/09/2026",
        ),
        ("Covoiturez malin !", "Téléchargez l'application, publiez votre trajet, partagez les frais."),
    ],
)
def test_what_merely_carries_such_numbers_is_something_else(texts: tuple[str, ...]) -> None:
    assert read_document("document.pdf", lines(*texts)).type is DocumentType.OTHER


@pytest.mark.parametrize("style", ["1 1 1 rg", "3 Tr"])
def test_words_that_nobody_sees_are_not_believed(style: str) -> None:
    """White or invisible words carry another valid IBAN, above the one that people see."""
    hidden = Words(50, 150, "FR14 2004 1010 0505 0001 3M02 606", style=style)
    document = read_document("rib.pdf", sheet(Words(50, 40, "RELEVÉ D'IDENTITÉ BANCAIRE"), hidden, *columns(RIB)))

    assert document.facts["iban"] == "FR7630001000644919009562088"
    assert "hidden_text" in document.problems


def test_a_file_of_several_papers_is_told_and_read_whole() -> None:
    rib = [Words(50, 40, "RELEVÉ D'IDENTITÉ BANCAIRE"), *columns(RIB)]
    document = read_document("dossier.pdf", sheets([[*KBIS_HEAD, *columns(KBIS)], rib]))

    assert "several-documents" in document.problems
    assert document.facts["siren"] == "892480328"
    assert document.facts["iban"] == "FR7630001000644919009562088"


def test_a_letter_before_a_paper_does_not_hide_it() -> None:
    letter = placed("Madame, Monsieur,", "Veuillez trouver notre justificatif.", "Cordialement")
    document = read_document("dossier.pdf", sheets([letter, [*KBIS_HEAD, *columns(KBIS)]]))

    assert document.type is DocumentType.REGISTRATION
    assert document.facts["name"] == "L'AUTRE CÔTÉ ET COMPAGNIE"
    assert document.problems == ()


def test_two_ibans_on_one_sheet_are_told() -> None:
    other = Words(50, 500, "IBAN FR14 2004 1010 0505 0001 3M02 606")

    assert "several_ibans" in read_document("r.pdf", sheet(Words(50, 40, "RIB"), other, *columns(RIB))).problems


def test_an_iban_that_the_table_contradicts_is_told() -> None:
    table = [
        Words(50 + 90 * place, 400, text)
        for place, text in enumerate(("Code banque", "Code guichet", "N° de compte", "Clé"))
    ]
    table += [Words(50 + 90 * place, 415, text) for place, text in enumerate(("30001", "00065", "49190095620", "88"))]
    document = read_document("r.pdf", sheet(Words(50, 40, "Relevé d'identité bancaire"), *columns(RIB), *table))

    assert "rib_table_mismatch" in document.problems


def test_a_technical_file_shows_the_points_that_decide_the_class() -> None:
    document = read_document(
        "note.pdf",
        lines(
            "Dossier technique",
            "1. Mise en relation",
            "Le conducteur et le passager sont mis en relation par l'application.",
            "2. Géolocalisation",
            "La position GPS du conducteur et celle du passager sont horodatées au départ et à l'arrivée.",
            "3. Identité",
            "Les occupants ont des identités distinctes.",
        ),
    )

    assert document.type is DocumentType.TECHNICAL_FILE
    assert document.facts["sections"] == ["1. Mise en relation", "2. Géolocalisation", "3. Identité"]
    assert document.facts["proposed_class"] == "C"
    assert "identités distinctes" in " ".join(document.facts["points"]["distinct_identity"])


CGU = ("CONDITIONS GÉNÉRALES D'UTILISATION", "version du 14/12/2025", "Article 1 - Objet", "Les présentes conditions")
DRAWN = "q 1.5 w 60 600 m 80 660 100 560 120 640 c 140 600 160 660 190 590 c S Q"


def test_terms_without_a_signature_are_nobodys_acceptance() -> None:
    document = read_document("CGU_signées.pdf", lines(*CGU, "Fait à Lyon, le ....../....../......", "Signature :"))

    assert document.type is DocumentType.OTHER
    assert document.facts["signed"] is None


def test_terms_signed_by_hand_are_for_a_person_to_look_at() -> None:
    words = placed(*CGU, "Fait à Lyon, le 30/04/2026", "Nom du signataire : Anne Le Goff", "Signature :")
    document = read_document("document.pdf", sheet(*words, extra=DRAWN))

    assert document.type is DocumentType.SIGNED_TERMS
    assert document.facts["signed"] == "ink"
    assert document.facts["signer"] == "Anne Le Goff"
    assert document.facts["signed_on"] == "2026-04-30"


def test_a_frame_to_sign_in_is_no_signature() -> None:
    words = placed(*CGU, "Signature :")
    document = read_document("document.pdf", sheet(*words, extra="1 w 50 620 300 90 re S"))

    assert document.type is DocumentType.OTHER


@pytest.mark.skipif(ocr.available(), reason="the ocr extra is installed, the page is read")
def test_a_picture_of_a_page_waits_for_a_person_where_nobody_can_read_it() -> None:
    """Without words only the name speaks, and not loudly."""
    picture = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q"
    document = read_document("Kbis Trajeo.pdf", sheet(extra=picture))

    assert document.type is DocumentType.REGISTRATION
    assert document.confidence <= 0.3
    assert document.problems == ("no-text",)
