"""Who wrote? What the mail's signatures, the store and a person's word say of a sender, gathered for the decision."""

import asyncio
from dataclasses import replace

from greffier.dossier.authentication import prove
from greffier.dossier.likeness import likenesses
from greffier.model.decision import Known
from greffier.model.mail import Reading, SenderKind
from greffier.model.proof import Proof, Signed
from greffier.reading.pool import verify_mail
from greffier.rounds.office import Office
from greffier.store import dossiers, senders
from greffier.store.database import Session


async def proof_of(office: Office, raw: bytes, reading: Reading) -> Proof:
    """Return whether the author is proven, by the witnesses that the settings name."""
    own = None if office.registry.proven_by == "server" else await own_look(office, raw, reading)
    return prove(reading, own, office.registry)


async def own_look(office: Office, raw: bytes, reading: Reading) -> Signed:
    """Return what we find of the signatures ourselves."""
    found = await asyncio.to_thread(office.lookup.fetch, reading.key_names)
    if not found.answered:
        return Signed(asked=False)
    return await verify_mail(raw, found.keys) if reading.key_names else Signed()


def known_of(session: Session, office: Office, sha256: str, reading: Reading) -> Known:
    """Return the dossiers that a mail touches; one that touches none is compared with all."""
    known = dossiers.acquaintances(session, reading, office.freemail)
    known = replace(known, vouched=senders.vouched(session, sha256))
    touched = known.by_thread or known.by_reference or known.by_address or known.by_domain
    if touched or reading.sender_kind is not SenderKind.PERSON:
        return known
    alike, why = likenesses(reading, dossiers.all_dossiers(session), office.freemail)
    return replace(known, by_likeness=alike, likeness=why)
