# ruff: noqa: E501 - a sentence is read whole, not in pieces
"""What each problem is called for people: to the operator in French and English, to staff in French.

An empty sentence for the operator means that it is none of their business. Every code that a document may carry is here.
"""

from dataclasses import dataclass

from greffier.model.dossier import Fault


@dataclass(frozen=True, slots=True)
class Wording:
    """How a problem is told, and what it makes of the item: None where staff decide."""

    fr: str
    en: str
    staff: str
    fault: Fault | None = None


_AGAIN_FR = "Merci de nous l'envoyer à nouveau."
_DANGER = "Fichier mis à l'écart sans être transmis : "

WORDINGS: dict[str, Wording] = {
    # The file
    "encrypted": Wording("Ce fichier est protégé par un mot de passe. Merci de l'envoyer sans protection.", "This file is protected by a password. Please send it unprotected.", "Fichier protégé par un mot de passe.", Fault.ILLEGIBLE),
    "corrupted": Wording(f"Ce fichier est abîmé et ne s'ouvre pas. {_AGAIN_FR}", "This file is damaged and cannot be opened. Please send it again.", "Fichier abîmé, impossible à ouvrir.", Fault.ILLEGIBLE),
    "empty": Wording(f"Ce fichier est vide. {_AGAIN_FR}", "This file is empty. Please send it again.", "Fichier vide.", Fault.ILLEGIBLE),
    "unreadable": Wording(f"Ce fichier n'a pas pu être lu. {_AGAIN_FR}", "This file could not be read. Please send it again.", "Fichier illisible : la lecture a échoué.", Fault.ILLEGIBLE),
    "unsupported": Wording("Ce format de fichier n'est pas accepté. Merci d'envoyer un PDF, ou une image JPEG ou PNG.", "This file format is not accepted. Please send a PDF, or a JPEG or PNG image.", "Format de fichier non pris en charge.", Fault.ILLEGIBLE),
    "limit": Wording("Ce fichier est trop volumineux ou trop complexe. Merci d'en envoyer une version plus simple.", "This file is too large or too complex. Please send a simpler version.", "Fichier au-delà des limites de lecture (taille, pages, pixels ou archive).", Fault.ILLEGIBLE),
    "no-text": Wording("", "", "Aucun texte lisible : à regarder par une personne."),
    "no-decoder": Wording("", "", "Photo HEIC : à regarder par une personne, le décodeur n'est pas installé."),
    "several-documents": Wording("", "", "Plusieurs documents de natures différentes dans le même fichier."),
    "not-what-named": Wording("", "", "Le contenu du fichier ne correspond pas à son extension."),
    "polyglot": Wording("", "", "Le fichier est à la fois un PDF et une archive : à regarder avec prudence."),
    "embedded-file": Wording("", "", "Le document contient un autre fichier joint."),
    "rich-media": Wording("", "", "Le document contient un formulaire dynamique ou un contenu multimédia."),
    "symlink": Wording("", "", "L'archive contient un lien au lieu d'un fichier : il n'a pas été suivi."),
    # Never passed on
    "virus": Wording("Ce fichier est signalé comme dangereux et n'a pas été ouvert.", "This file is reported as dangerous and was not opened.", _DANGER + "virus (signature connue).", Fault.INCORRECT),
    "executable": Wording("Ce fichier est un programme et n'a pas été ouvert. Merci d'envoyer un PDF ou une image.", "This file is a program and was not opened. Please send a PDF or an image.", _DANGER + "programme.", Fault.INCORRECT),
    "macro": Wording("Ce document contient des macros. Merci de l'envoyer en PDF.", "This document contains macros. Please send it as a PDF.", _DANGER + "macros.", Fault.INCORRECT),
    "javascript": Wording("Ce PDF contient un programme (JavaScript). Merci de l'imprimer en PDF simple.", "This PDF contains a program (JavaScript). Please print it to a plain PDF.", _DANGER + "JavaScript dans un PDF.", Fault.INCORRECT),
    "launch": Wording("Ce PDF lance une action à l'ouverture. Merci de l'imprimer en PDF simple.", "This PDF starts an action when opened. Please print it to a plain PDF.", _DANGER + "action de lancement dans un PDF.", Fault.INCORRECT),
    "script": Wording("Cette image contient un programme. Merci d'envoyer un SVG simple, ou un PNG.", "This image contains a program. Please send a plain SVG, or a PNG.", _DANGER + "script dans une image SVG.", Fault.INCORRECT),
    "external-entity": Wording("Ce fichier appelle un contenu extérieur. Merci de l'envoyer en PDF ou en PNG.", "This file calls external content. Please send it as a PDF or PNG.", _DANGER + "entité externe (XML).", Fault.INCORRECT),
    "external-reference": Wording("Cette image appelle un contenu extérieur. Merci d'envoyer un PNG.", "This image calls external content. Please send a PNG.", _DANGER + "référence externe dans une image SVG.", Fault.INCORRECT),
    "remote-content": Wording("Ce document appelle un modèle distant. Merci de l'envoyer en PDF.", "This document calls a remote template. Please send it as a PDF.", _DANGER + "modèle ou objet distant dans un fichier Office.", Fault.INCORRECT),
    # Registration
    "siren_luhn_invalid": Wording("Le numéro SIREN de ce document comporte une erreur. Merci de nous envoyer un justificatif exact.", "The SIREN number on this document contains an error. Please send a correct proof.", "La clé du SIREN est fausse : erreur ou document falsifié.", Fault.INCORRECT),
    "siret_luhn_invalid": Wording("Le numéro SIRET de ce document comporte une erreur. Merci de nous envoyer un justificatif exact.", "The SIRET number on this document contains an error. Please send a correct proof.", "La clé du SIRET est fausse : erreur ou document falsifié.", Fault.INCORRECT),
    "siren_siret_mismatch": Wording("Les numéros SIREN et SIRET de ce document ne concordent pas.", "The SIREN and SIRET numbers on this document do not agree.", "Le SIRET ne commence pas par le SIREN.", Fault.INCORRECT),
    "vat_key_invalid": Wording("Le numéro de TVA de ce document ne correspond pas à son SIREN. Merci de nous envoyer un justificatif exact.", "The VAT number on this document does not match its SIREN. Please send a correct proof.", "La clé du numéro de TVA ne correspond pas au SIREN : erreur ou document falsifié.", Fault.INCORRECT),
    "siren_missing": Wording("", "", "SIREN non trouvé sur le document."),
    "rna_missing": Wording("", "", "Numéro RNA non trouvé sur le document (association d'Alsace-Moselle ?)."),
    "issue_date_missing": Wording("", "", "Date de délivrance non trouvée sur le document."),
    "issue_date_in_future": Wording("La date de délivrance de ce document est dans le futur. Merci de nous envoyer un justificatif exact.", "The issue date on this document is in the future. Please send a correct proof.", "Date de délivrance dans le futur : erreur ou document falsifié.", Fault.INCORRECT),
    "issue_date_before_registration": Wording("", "", "Document délivré avant la date d'immatriculation qu'il porte."),
    "older_than_3_months": Wording("Ce justificatif date de plus de {months} mois. Merci de nous en envoyer un plus récent.", "This proof is more than {months} months old. Please send a more recent one.", "Justificatif de plus de {months} mois.", Fault.OUTDATED),
    "foreign_register": Wording("", "", "Extrait d'un registre étranger : à regarder par une personne. L'API du registre veut un SIRET et refuse les codes postaux étrangers."),
    "name_differs": Wording("", "", "Le nom du document n'est pas celui de l'opérateur."),
    "siren_differs": Wording("", "", "Le SIREN du document n'est pas celui du dossier."),
    # RIB
    "iban_checksum_invalid": Wording("L'IBAN de ce RIB comporte une erreur (clé de contrôle). Merci de vérifier auprès de votre banque et de nous renvoyer un RIB exact.", "The IBAN on this document contains an error (check digits). Please ask your bank and send correct bank details.", "La clé de l'IBAN est fausse : erreur ou document falsifié.", Fault.INCORRECT),
    "rib_key_invalid": Wording("La clé RIB de ce document est fausse. Merci de vérifier auprès de votre banque et de nous renvoyer un RIB exact.", "The RIB key on this document is wrong. Please ask your bank and send correct bank details.", "L'IBAN est cohérent mais la clé RIB est fausse : erreur ou document falsifié.", Fault.INCORRECT),
    "rib_table_mismatch": Wording("", "", "L'IBAN ne concorde pas avec le tableau banque, guichet, compte du RIB."),
    "iban_missing": Wording("", "", "IBAN non trouvé sur le document."),
    "several_ibans": Wording("", "", "Plusieurs IBAN différents sur le même document."),
    "hidden_text": Wording("", "", "Le texte du fichier n'est pas celui que l'on voit (texte caché) : ne rien croire sans regarder."),
    "bic_country_mismatch": Wording("Le BIC et l'IBAN de ce RIB ne sont pas du même pays. Merci de nous renvoyer un RIB exact.", "The BIC and the IBAN are not of the same country. Please send correct bank details.", "BIC et IBAN de pays différents.", Fault.INCORRECT),
    "bic_missing": Wording("", "", "BIC non trouvé : l'API du registre l'exige."),
    "holder_missing": Wording("", "", "Titulaire du compte non trouvé : l'API du registre l'exige."),
    "bank_missing": Wording("", "", "Nom de la banque non trouvé : l'API du registre l'exige."),
    "iban_too_short_for_registry": Wording("", "", "IBAN de moins de 27 caractères : l'API du registre le refusera."),
    "holder_differs": Wording("", "", "Le titulaire du compte n'est pas l'opérateur."),
    # Identity
    "mrz_check_digit_invalid": Wording("La bande de lecture de cette pièce d'identité comporte une erreur. Merci de nous envoyer une photo plus nette.", "The machine-readable zone of this document contains an error. Please send a sharper picture.", "Une clé de la bande MRZ est fausse : mauvaise photo ou document falsifié.", Fault.INCORRECT),
    "mrz_missing": Wording("", "", "Bande MRZ non trouvée : photo illisible, ou pièce sans bande."),
    "verso_missing": Wording("Il manque le verso de cette pièce d'identité. Merci de nous envoyer les deux faces, bien nettes.", "The back of this identity document is missing. Please send both sides, in sharp pictures.", "Recto sans verso : la bande MRZ de cette carte est au dos.", Fault.INCOMPLETE),
    "identity_expired": Wording("Cette pièce d'identité n'est plus valable. Merci de nous en envoyer une en cours de validité.", "This identity document has expired. Please send a valid one.", "Pièce d'identité expirée.", Fault.OUTDATED),
    "expiry_unknown": Wording("", "", "Fin de validité inconnue : à regarder sur la pièce."),
    # Logo
    "logo_too_small": Wording("Ce logo est trop petit pour notre site. Merci d'en envoyer un d'au moins 255 pixels de côté, ou un SVG.", "This logo is too small for our website. Please send one of at least 255 pixels a side, or an SVG.", "Logo trop petit pour le site (255 pixels).", Fault.INCORRECT),
    "logo_too_heavy_for_registry": Wording("", "", "Logo de plus de 1,5 Mo : tel quel, l'API du registre le refusera (2 Mo en tout)."),
    "logo_blank": Wording("Cette image est vide. Merci de nous envoyer votre logo.", "This image is blank. Please send your logo.", "Image unie, sans logo visible.", Fault.INCORRECT),
    "logo_ratio": Wording("", "", "Logo très allongé : il sera peu lisible dans un carré."),
    # Terms and technical file
    "signature_broken": Wording("La signature électronique de ce document n'est plus valable : il a été modifié après signature. Merci de le signer à nouveau.", "The electronic signature of this document is no longer valid: the document was changed after signing. Please sign it again.", "Signature électronique rompue : document modifié après signature.", Fault.INCORRECT),
    "signature_unverified": Wording("", "", "Signature électronique présente, mais le document a été complété depuis ou elle n'a pas pu être vérifiée."),
    "hand_signed": Wording("", "", "CGU signées à la main : à regarder par une personne."),
    "signature_typed": Wording("", "", "CGU remplies au clavier, sans signature visible : à regarder par une personne."),
    "class_to_decide": Wording("", "", "Classe de preuve à décider par une personne."),
}  # fmt: skip

POINTS = {
    "matching": "mise en relation",
    "driver_track": "trajet du conducteur",
    "passenger_track": "trajet du passager",
    "position": "lieux",
    "time": "heures",
    "device": "appareil",
    "distinct_identity": "identités distinctes",
    "hosting": "pays d'hébergement",
    "identity_check": "vérification d'identité",
    "subcontractors": "sous-traitants",
}
"""The points of a technical file that decide the proof class, as staff call them."""
