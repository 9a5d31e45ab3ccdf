"""What the technical files of the demonstration say: a thorough one in French and in English, and a mere sketch."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TechnicalFile:
    """A title, a subtitle with a place for the operator's name, and chapters: heading and paragraphs."""

    title: str
    subtitle: str
    chapters: tuple[tuple[str, tuple[str, ...]], ...]


FRENCH = TechnicalFile(
    "Dossier technique",
    "{name} : preuve de covoiturage et identité des covoitureurs",
    (
        (
            "1. Mise en relation",
            (
                "Le conducteur publie son trajet dans l'application, le passager le réserve, le conducteur confirme. "
                "La mise en relation est horodatée et conservée avec les deux identifiants de compte.",
                "Aucun trajet n'est transmis au registre sans réservation acceptée par les deux parties.",
            ),
        ),
        (
            "2. Trajet du conducteur et du passager",
            (
                "L'application relève la position GPS et l'heure au départ et à l'arrivée, sur le téléphone du "
                "conducteur et sur celui du passager, avec l'identifiant de chaque appareil.",
                "Les deux positions de départ doivent être à moins de 300 mètres l'une de l'autre, et à moins de cinq "
                "minutes ; il en va de même à l'arrivée. Un trajet qui n'y répond pas est écarté.",
                "Une position simulée (mode développeur, application de localisation fictive) écarte le trajet.",
            ),
        ),
        (
            "3. Identités distinctes",
            (
                "Chaque covoitureur vérifie son numéro de téléphone par SMS et présente une pièce d'identité avant son "
                "premier trajet. Deux comptes ne peuvent partager ni pièce, ni numéro, ni appareil : conducteur et "
                "passager sont donc des personnes distinctes.",
                "Nous visons la classe de preuve C.",
            ),
        ),
        (
            "4. Hébergement et sécurité",
            (
                "Les données sont hébergées en France, dans l'Union européenne, chez un hébergeur certifié ISO 27001 ; "
                "aucune ne sort de l'Union européenne. Nos sous-traitants sont l'hébergeur et l'opérateur de SMS.",
                "Les échanges sont chiffrés (TLS 1.3) ; les positions sont effacées au bout de douze mois.",
            ),
        ),
        ("5. Contact", ("Le responsable technique répond aux questions sur ce document et aux essais de classe.",)),
    ),
)

ENGLISH = TechnicalFile(
    "Technical file",
    "{name}: proof of carpooling and identity of carpoolers",
    (
        (
            "1. Matching",
            (
                "The driver publishes a journey, the passenger books it and the driver confirms. Matching is recorded "
                "with its timestamp and both account identifiers.",
            ),
        ),
        (
            "2. The journey of driver and passenger",
            (
                "Both smartphones record GPS position and time at the start and at the end of the journey, together "
                "with a device identifier. Positions of driver and passenger must match within 300 metres and five "
                "minutes.",
                "Simulated locations are detected, and the journey is then discarded.",
            ),
        ),
        (
            "3. Distinct identities",
            (
                "Every user confirms a telephone number by SMS and shows an identity document before the first "
                "journey. Driver and passenger cannot share a document, a number or a device. We aim at proof class C.",
            ),
        ),
        (
            "4. Hosting and security",
            (
                "All data is hosted within the European Union, in Ireland and in France. Our sub-processors are the "
                "hosting provider and the SMS gateway. Data is encrypted at rest and in transit.",
            ),
        ),
    ),
)

SKETCH = TechnicalFile(
    "Dossier technique",
    "{name} : présentation",
    (
        (
            "1. Présentation",
            (
                "Notre application met en relation conducteurs et passagers des communes rurales. Elle existe sur "
                "téléphone et sur le Web, et compte déjà 1 200 inscrits.",
            ),
        ),
        (
            "2. Mise en relation",
            ("Le passager réserve, le conducteur confirme : la mise en relation est enregistrée.",),
        ),
        ("3. Suite", ("La géolocalisation du trajet est prévue ; elle sera décrite dans une prochaine version.",)),
    ),
)
