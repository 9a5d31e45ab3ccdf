"""Documents and the antivirus: nothing dangerous is kept; what was not looked into waits, while its mail is handled."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

import structlog

from greffier.antivirus import Clamd, NotLooked
from greffier.errors import Later
from greffier.model.mail import Reading
from greffier.reading.read import Kept
from greffier.rounds.office import Office
from greffier.settings import Antivirus

log = structlog.get_logger()


class Look(Enum):
    """What the antivirus says of a document."""

    CLEAN = auto()
    DANGEROUS = auto()
    NOT_YET = auto()
    """It was not looked into, and waits."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A reading whose documents were looked into: those kept, and those (by hash) that could not be looked into yet."""

    reading: Reading
    kept: Kept
    unscanned: frozenset[str] = frozenset()


def examine(office: Office, reading: Reading, kept: Kept) -> Examined:
    """Let the antivirus look into what is worth keeping, and keep nothing that is dangerous."""
    harmful = {document.sha256 for document in reading.documents if document.harmful}
    harmless = tuple(one for one in kept if one[0] not in harmful)
    looks = dict(looked_into(clamd_of(office.settings.antivirus), harmless))
    for sha256, look in looks.items():
        reading = with_virus(reading, sha256) if look is Look.DANGEROUS else reading
    return Examined(
        reading,
        tuple(one for one in harmless if looks[one[0]] is not Look.DANGEROUS),
        frozenset(sha256 for sha256, look in looks.items() if look is Look.NOT_YET),
    )


def clamd_of(settings: Antivirus) -> Clamd | None:
    """Return the antivirus; None where whoever runs the service wants none."""
    return Clamd(settings.socket, settings.timeout_seconds) if settings.socket else None


def looked_into(clamd: Clamd | None, documents: Kept) -> Iterator[tuple[str, Look]]:
    """Yield what is said of each document; once clamd does not answer, the others are not tried."""
    reachable = True
    for sha256, content in documents:
        if clamd is None or not reachable:
            yield sha256, Look.NOT_YET if clamd else Look.CLEAN
            continue
        try:
            found = clamd.scan(content)
        except Later as trouble:
            reachable = isinstance(trouble, NotLooked)
            log.warning("document_not_looked_into", document=sha256[:12], why=str(trouble))
            yield sha256, Look.NOT_YET
        else:
            if found:
                log.warning("virus_found", document=sha256[:12])
            yield sha256, Look.DANGEROUS if found else Look.CLEAN


def with_virus(reading: Reading, sha256: str) -> Reading:
    """Return the reading in which this document is nothing but dangerous."""
    documents = (one.as_harmful("virus") if one.sha256 == sha256 else one for one in reading.documents)
    return replace(reading, documents=tuple(documents))
