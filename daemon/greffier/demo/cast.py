"""The people of the demonstration. All are invented; no address of theirs can exist (RFC 2606)."""

from greffier.demo.people import Person

REGISTRY = "contact@registre.example"
STAFF = "equipe@registre.example"
STAFF_NAME = "Nadia"

HELENE = Person(
    "Hélène Vasseur",
    "helene.vasseur@sillage.example",
    "Sillage",
    "Bien cordialement,\n\nHélène Vasseur\nPrésidente, Sillage SAS\n12 rue des Olivettes, 44000 Nantes",
)
BRUNO = Person("Bruno Keller", "bruno@bonstrajets.example", "Les Bons Trajets", "Bruno Keller\nLes Bons Trajets")
LEO = Person(
    "Léo Marchand",
    "leo.marchand@bonstrajets.example",
    "Les Bons Trajets",
    "Cordialement,\n\nLéo Marchand\nStagiaire, Les Bons Trajets",
)
TOM = Person(
    "Tom Whitfield",
    "tom@waylark.example",
    "Waylark",
    "Kind regards,\n\nTom Whitfield\nCOO, Waylark SAS",
    english=True,
)
CARPOOLER = Person("Sandrine Petit", "sandrine.petit@boite.example", "covoitureuse", "Sandrine Petit")
SUPPLIER = Person("Service facturation", "facturation@papeterie-centrale.example", "fournisseur", "La comptabilité")
NEWSLETTER = Person(
    "Mobilités Hebdo", "lettre@mobilites-hebdo.example", "lettre d'information", "L'équipe de Mobilités Hebdo"
)
COUNCIL = Person(
    "Chantal Morel",
    "c.morel@cc-valdorme.example",
    "collectivité",
    "Chantal Morel\nChargée de mission mobilité\nCommunauté de communes du Val d'Orme",
)
FORGER = "envoi@promo-rapide.example"
"""Who really hands in the mail that claims to be Hélène's."""
