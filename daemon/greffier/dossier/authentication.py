"""Is the author proven, and if not, what is missing? Two witnesses may say: our own server, and the mail's signatures.

Of Authentication-Results only the topmost is looked at, and only where our own server writes it (RFC 8601, 5). A name
is copied by anybody; what nobody can copy is its place above the Received line of the machine that let the mail in.
"""

from collections.abc import Iterator

import authres.dmarc
from authres import AuthResError, FeatureContext
from authres.core import AuthenticationResultsHeader

from greffier.dossier.domains import aligned
from greffier.model.mail import Reading, Verdict
from greffier.model.proof import Proof, Signed
from greffier.model.rules import Registry

WITH_DMARC = FeatureContext(authres.dmarc)

PROVEN = Proof(Verdict.PASS)
NOT_SET = "aucun serveur de confiance n'est réglé (registry.authserv_id)"
NO_HEADER = "notre serveur n'a rien écrit sur l'authenticité du message"
FOREIGN = "le premier en-tête d'authenticité n'est pas celui de notre serveur : il est venu avec le message"
UNREADABLE = "l'en-tête d'authenticité de notre serveur est illisible"
NO_DNS = "les clés publiques n'ont pas pu être demandées (DNS muet)"


def prove(reading: Reading, signed: Signed | None, registry: Registry) -> Proof:
    """Return whether the author is proven. `signed` is None where we did not look at the signatures ourselves."""
    domain = (reading.sender or "").rpartition("@")[2]
    for lacks in ambiguities(reading, registry):
        return Proof(Verdict.UNKNOWN, lacks)
    by_server = said_by_server(reading, domain, registry)
    match registry.proven_by:
        case "server":
            return by_server
        case "signatures":
            return said_by_signatures(signed, domain, registry)
        case "both":
            return said_by_signatures(signed, domain, registry) if by_server.verdict is Verdict.PASS else by_server


def ambiguities(reading: Reading, registry: Registry) -> Iterator[str]:
    """Say why no witness could be heard: whoever vouches for a domain must vouch for the one author whom we read."""
    match reading.authors:
        case ():
            yield "le message n'a pas d'auteur (From)"
        case (author,):
            if author != reading.sender:
                yield "l'adresse de l'auteur contient des caractères cachés"
        case _:
            yield "le message a plusieurs auteurs (From)"
    if not registry.addresses.intersection(reading.recipients):
        yield "le message ne nous est pas adressé"


def said_by_server(reading: Reading, domain: str, registry: Registry) -> Proof:
    """Believe the topmost Authentication-Results, where our own server writes it."""
    if not registry.authserv_id:
        return Proof(Verdict.UNKNOWN, NOT_SET)
    if not reading.authentication_results:
        return Proof(Verdict.UNKNOWN, NO_HEADER)
    results = parsed(reading.authentication_results[0])
    if results is None:
        return Proof(Verdict.UNKNOWN, UNREADABLE)
    if (results.authserv_id or "").lower() != registry.authserv_id.lower():
        return Proof(Verdict.UNKNOWN, FOREIGN)
    if reading.received_above > registry.authserv_depth:
        return Proof(Verdict.UNKNOWN, too_low(reading.received_above, registry.authserv_depth))
    return weighed(results, domain)


def too_low(found: int, allowed: int) -> str:
    """Say that the header stands where a forger's would."""
    return (
        f"l'en-tête d'authenticité au nom de notre serveur n'est pas à sa place ({found} lignes Received au-dessus, "
        f"{allowed} au plus) : il est sans doute venu avec le message"
    )


def parsed(header: str) -> AuthenticationResultsHeader | None:
    """Return what an Authentication-Results says, comments and folding aside; None where it is none."""
    try:
        return WITH_DMARC.parse(f"Authentication-Results: {header}")
    except (AuthResError, ValueError, IndexError):
        return None


def weighed(results: AuthenticationResultsHeader, domain: str) -> Proof:
    """Believe DMARC first, then an aligned DKIM signature. SPF alone proves nothing of the author (RFC 7489, 3.1)."""
    about = (entry for entry in results.results if entry.method == "dmarc" and property_of(entry, "from") == domain)
    dmarc = {entry.result for entry in about}
    if "fail" in dmarc:
        return Proof(Verdict.FAIL, f"l'authentification de {domain} a échoué (DMARC)")
    if dmarc == {"pass"}:
        return PROVEN
    signatures = [(signer_of(entry), entry.result) for entry in results.results if entry.method == "dkim"]
    every = tuple(signer for signer, _ in signatures if signer)
    return weigh_signers(tuple(signer for signer, result in signatures if signer and result == "pass"), every, domain)


def weigh_signers(holding: tuple[str, ...], every: tuple[str, ...], domain: str) -> Proof:
    """Take a signature that holds for the author's own; say what is missing otherwise."""
    if any(aligned(signer, domain) for signer in holding):
        return PROVEN
    if holding:
        return Proof(Verdict.UNKNOWN, f"la signature est d'un autre domaine ({holding[0]}) que l'auteur ({domain})")
    if every:
        return Proof(Verdict.UNKNOWN, f"la signature de {every[0]} n'est pas valable")
    return Proof(Verdict.UNKNOWN, f"aucune signature (DKIM) au nom de {domain}")


def said_by_signatures(signed: Signed | None, domain: str, registry: Registry) -> Proof:
    """Believe a signature of the author's organisation, or a forwarder whom we trust and who saw one (RFC 8617)."""
    if signed is None or not signed.asked:
        return Proof(Verdict.UNKNOWN, NO_DNS)
    own = weigh_signers(signed.domains, (*signed.domains, *signed.broken), domain)
    if own.verdict is Verdict.PASS or signed.sealer not in registry.trusted_sealers:
        return own
    sealed = parsed(signed.sealed_results)
    return weighed(sealed, domain) if sealed else own


def signer_of(entry: object) -> str:
    """Return the domain of a DKIM result; some servers name the identity (`i`), which ends by it (RFC 6376, 3.5)."""
    return property_of(entry, "d") or property_of(entry, "i").rpartition("@")[2]


def property_of(entry: object, name: str) -> str:
    """Return a property of the header, lower-cased; empty where there is none."""
    properties = getattr(entry, "properties", ())
    found = (one.value for one in properties if (one.type, one.name) == ("header", name))
    return str(next(found, None) or "").lower()
