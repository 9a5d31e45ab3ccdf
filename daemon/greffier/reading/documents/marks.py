"""The wordings by which papers are known, and what each is worth. Data only; `kinds` does the sums.

A wording is written as people write it: accents, capitals and spaces do not count. `= RIB` means a line that says
nothing else. `head` counts where titles stand, `anywhere` on all pages. Invoices, contracts and statements have marks
of their own: they carry an IBAN and a SIREN too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from greffier.reading.documents.values import squeeze


@dataclass(frozen=True, slots=True)
class Marks:
    """Wordings of one kind, squeezed, with their weights; below `enough` the kind is not believed."""

    head: Mapping[str, int]
    anywhere: Mapping[str, int]
    enough: int = 6


def _weighed(text: str) -> dict[str, int]:
    """Read lines of `weight: wording, wording ...`."""
    weights: dict[str, int] = {}
    for line in filter(str.strip, text.splitlines()):
        weight, wordings = line.split(":")
        for wording in wordings.split(","):
            weights["=" * wording.strip().startswith("=") + squeeze(wording)] = int(weight)
    return weights


KBIS = Marks(
    head=_weighed("""
        5: extrait kbis, = extrait k
        4: extrait d'immatriculation, extrait du registre du commerce
        3: kbis
        2: registre du commerce et des sociétés
        1: extrait k
    """),
    anywhere=_weighed("""
        3: greffe du tribunal, tribunal des activités économiques, immatriculation au RCS
        3: identification de la personne morale, identification de la personne physique
        2: gestion direction administration, fin de l'extrait
        1: date d'immatriculation, dénomination ou raison sociale, code de vérification, RCS, le greffier
        1: infogreffe
    """),
)
RNE = Marks(
    head=_weighed("""
        4: registre national des entreprises, attestation d'immatriculation
        3: attestation RNE
    """),
    anywhere=_weighed("""
        2: institut national de la propriété industrielle, date d'immatriculation au RNE
        1: identité de l'entreprise, données à jour au, gestion et direction, INPI, établissement principal
    """),
)
SIRENE = Marks(
    head=_weighed("""
        6: situation au répertoire SIRENE
        4: répertoire des entreprises et des établissements
        3: avis de situation
        2: certificat d'inscription
    """),
    anywhere=_weighed("""
        3: répertoire SIRENE
        2: identifiant SIREN, identifiant SIRET
        1: INSEE, catégorie juridique, appartenance au champ, description de l'établissement
        1: description de l'entreprise
    """),
)
ASSOCIATION = Marks(
    head=_weighed("""
        6: registre des associations
        5: récépissé de déclaration, récépissé de modification, journal officiel des associations
        4: JOAFE
        3: associations et fondations d'entreprise
        2: déclaration de création, journal officiel de la république française
    """),
    anywhere=_weighed("""
        3: le préfet donne récépissé, ayant pour titre
        2: déclaration à la préfecture, déclaration à la sous-préfecture
        2: donne récépissé, répertoire national des associations, identification RNA, le greffe des associations
        1: loi du 1er juillet 1901, préfecture, bureau des associations, numéro RNA, date de la déclaration
        1: parution, nom de l'association
    """),
)
FOREIGN = Marks(
    head=_weighed("""
        6: certificate of incorporation, certidão permanente, Firmenbuch, registre du commerce du canton
        6: krajowy rejestr sądowy
        5: Handelsregister, Kruispuntbank, banque-carrefour des entreprises, Kamer van Koophandel
        5: registro mercantil
        5: registre de commerce et des sociétés, Luxembourg business registers, trade register
        5: commercial register
        5: company register, business register, Registerauszug, companies registration office
        4: companies house, registrar of companies, camera di commercio, registro imprese
        4: registro delle imprese
        4: registo comercial, Zefix
        3: uittreksel, visura
        2: current extract, KRS
    """),
    anywhere=_weighed("""
        2: Rechtsform, Gegenstand des Unternehmens, ondernemingsnummer, rechtsvorm, numéro BCE
        2: numéro d'entreprise
        2: company number, forma giuridica, forma jurídica, companies act, statutaire zetel, KvK-nummer
        2: NIPC, forme légale
        1: Amtsgericht, Geschäftsführer, Stammkapital, registered office, capital social, codice fiscale
        1: domicilio social
        1: Registernummer, incorporated, denominazione, sede legale, Luxembourg, numéro d'immatriculation
    """),
)
RIB = Marks(
    head=_weighed("""
        5: relevé d'identité bancaire, bank identity statement, = RIB IBAN, titularidad de cuenta
        5: coordinate bancarie, datos bancarios, bankgegevens, account confirmation
        4: bank details, account details, bank account information, Bankverbindung, = RIB
        3: coordonnées bancaires
        2: identité bancaire, = IBAN
        1: RIB
    """),
    anywhere=_weighed("""
        2: intestatario, rekeninghouder, titular de la cuenta
        2: account holder, destiné à être remis, Kontoinhaber, identité bancaire
        1: domiciliation, code banque, code guichet, clé RIB, titulaire du compte
        1: international bank account number
        1: IBAN, BIC, bank identifier code, intitulé du compte, numéro de compte, n de compte, account owner
        1: beneficiary
        1: SWIFT, titulaire, titular, bank name
    """),
    enough=5,
)
TERMS = Marks(
    head=_weighed("""
        6: acceptation des CGU, general terms and conditions of use
        5: conditions générales d'utilisation, acceptation des conditions générales, terms of use
        4: terms of service
        3: CGU
    """),
    anywhere=_weighed("""
        1: les présentes conditions, lu et approuvé, les CGU, article 1, registre de preuve de covoiturage
        1: responsabilité
        1: données à caractère personnel, signature
    """),
)
TECHNICAL = Marks(
    head=_weighed("""
        5: dossier technique, technical file, technical dossier, synthèse des mécanismes
        4: technical documentation, documentation technique, note technique, descriptif technique
        4: description technique
        4: dossier de preuve, mémoire technique
        3: moyens techniques, architecture technique, mécanismes de preuve, mécanismes de vérification
        3: dispositifs de preuve, moyens de preuve, proof of carpooling, carpool proof, spécifications techniques
        2: preuve de covoiturage, preuves de trajet, certification des trajets, description du service
    """),
    anywhere=_weighed("""
        2: classe de preuve, identité distincte, dossier technique, technical file
        1: preuve de covoiturage, géolocalis, horodat, mise en relation, architecture, héberg, spécifications
        1: passager, conducteur, sous-trait, GPS, mécanismes, plan de tests, sécurité, smartphone, comptes distincts
        1: point de dépose, prise en charge, host, geoloc, timestamp, driver, passenger, subprocessor, matching
    """),
)
IDENTITY = Marks(
    head={},
    anywhere=_weighed("""
        4: carte nationale d'identité, titre de séjour, permis de conduire, Personalausweis
        4: carta d'identità, identiteitskaart
        3: identity card, passeport, passport, residence permit, driving licence
        1: République française, nationalité, nationality, prénom, surname, given names, sexe, date of birth
        1: date de naiss
        1: DNI, taille, document no, date of expiry
    """),
)
OTHER = Marks(
    head=_weighed("""
        8: relevé de compte, extrait de compte, bulletin de paie, bulletin de salaire, appel de fonds
        8: note d'honoraires
        8: mandat de prélèvement, attestation d'assurance, avis d'imposition, politique de confidentialité
        8: privacy policy
        8: conditions générales de vente, bank statement, liasse fiscale, revue de presse, rapport annuel
        6: facture, devis, statuts, procès-verbal, bon de commande, quittance, invoice, quotation, Rechnung
        6: avis d'échéance
        5: contrat de, convention, délibération
        4: avenant
        3: avoir, bilan, contract, agreement
    """),
    anywhere=_weighed("""
        6: veuillez trouver ci-joint, vous trouverez ci-joint, please find attached, please find enclosed
        4: nouveau solde, ancien solde, salaire brut, entre les soussignés
        3: veuillez agréer, salutations distinguées, yours sincerely, yours faithfully
        3: total TTC, total HT, net à payer, solde créditeur, amount due
        2: montant HT, prix unitaire, à régler avant, date de valeur, débit crédit, ci-après le prestataire
        2: cotisations
        2: date opération, assemblée générale
        1: TVA intracommunautaire, créancier, échéance, en euros HT
    """),
    enough=1,
)
