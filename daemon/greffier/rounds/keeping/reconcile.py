"""What the Sent folder told a database that was put back: gathered for the person who lets letters leave again."""

from dataclasses import dataclass
from datetime import datetime

from greffier.rounds.keeping import guard
from greffier.rounds.office import Office
from greffier.store import inbox, marks, outbox
from greffier.store.marks import Mark
from greffier.store.outbox import Posted


@dataclass(frozen=True, slots=True)
class Findings:
    """How things stand while letters are kept back; `held` is None where they are not."""

    held: Mark | None
    read_at: datetime | None
    """When the Sent folder was last read to its end since then; None where it was not."""
    found: tuple[Posted, ...]
    """Letters that the database believed unsent, or knew nothing of, and that are in the Sent folder."""
    doubtful: tuple[Posted, ...]
    """Letters that need a person's word."""
    ready: tuple[Posted, ...]
    """Letters that leave once they may."""
    mails_due: int


def findings(office: Office) -> Findings:
    """Gather what a person looks at before letters leave again."""
    with office.database.reading() as session:
        held = guard.on_hold(session)
        read_at = marks.instant(session, guard.SENT_READ)
        return Findings(
            held=held,
            read_at=read_at if held and read_at and read_at >= held.at else None,
            found=outbox.met_since(session, held.at) if held else (),
            doubtful=outbox.attention(session),
            ready=outbox.queued(session),
            mails_due=inbox.counts(session).get("due", 0),
        )
