"""The manual driver: what staff enter in the registry, ready to copy. No secret passes here: there is none to pass."""

from greffier.model.dossier import Dossier
from greffier.model.mail import Environment, Role

ADDRESSES = {
    Environment.PREPRODUCTION: "https://app-staging.covoiturage.beta.gouv.fr",
    Environment.PRODUCTION: "https://app.covoiturage.beta.gouv.fr",
}
ROLES = {
    Role.DPO: "Délégué à la protection des données",
    Role.CONTROLLER: "Responsable de traitement",
    Role.TECHNICAL: "Responsable technique (administrateur de l'accès)",
}


def instructions(dossier: Dossier, environment: Environment) -> str:
    """Return, in French, what to enter for this operator, and the command that lets its letter go."""
    people = "\n".join(f"  {label} : {person(dossier, role)}" for role, label in ROLES.items())
    return (
        f"{dossier.name} ({dossier.reference}) : accès {environment}\n"
        f"À créer sur {ADDRESSES[environment]}\n"
        f"  Opérateur : {dossier.name}\n{people}\n{logo_of(dossier)}"
        "Puis, une fois l'invitation prête :\n"
        f'  greffier open "{dossier.reference}" {environment} --login ADRESSE --link LIEN --expires AAAA-MM-JJ'
    )


def logo_of(dossier: Dossier) -> str:
    """Return the command that draws the logo as the registry wants it; nothing where there is none."""
    logos = dossier.item("logo").papers
    return f"  Logo, en PNG de 255 × 255 : greffier paper {logos[-1][:12]} --logo --into .\n" if logos else ""


def person(dossier: Dossier, role: Role) -> str:
    """Return one contact on one line."""
    contact = dossier.contact(role)
    told = (contact.given_name, contact.family_name, contact.email, contact.phone)
    return " ".join(part for part in told if part) or "non renseigné"
