"""The last trouble of each neighbour, so that people see it beside the service, and a restart does not tell it anew."""

from sqlmodel import Session, col, select

from greffier.model.neighbour import Trouble
from greffier.store.rows import columns, value_of
from greffier.store.tables import Troubles


def keep(session: Session, trouble: Trouble) -> None:
    """Keep how a neighbour fails, or failed until it recovered."""
    session.merge(Troubles(**columns(trouble)))


def known(session: Session) -> tuple[Trouble, ...]:
    """Return the last trouble of each neighbour that ever had one, oldest first."""
    rows = session.exec(select(Troubles).order_by(col(Troubles.since)))
    return tuple(value_of(Trouble, row) for row in rows)
