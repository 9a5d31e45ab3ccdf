"""Letters on their way: queued with their cause, claimed one at a time, each step committed alone."""

from greffier.store.outbox.laying import cancel_queued, queue
from greffier.store.outbox.looking import (
    attention,
    counts,
    counts_today,
    filed,
    kinds_by,
    known_message_ids,
    met_since,
    of_operator,
    overdue_since,
    queued,
    to_staff,
    unfiled,
)
from greffier.store.outbox.resolving import arrived, drop, find, found, met, raw, release, settle
from greffier.store.outbox.sending import claim, failed, held, put_off, recover, retry, sent, uncertain
from greffier.store.outbox.values import Copy, Found, Outgoing, Posted, Spent, State

__all__ = [
    "Copy",
    "Found",
    "Outgoing",
    "Posted",
    "Spent",
    "State",
    "arrived",
    "attention",
    "cancel_queued",
    "claim",
    "counts",
    "counts_today",
    "drop",
    "failed",
    "filed",
    "find",
    "found",
    "held",
    "kinds_by",
    "known_message_ids",
    "met",
    "met_since",
    "of_operator",
    "overdue_since",
    "put_off",
    "queue",
    "queued",
    "raw",
    "recover",
    "release",
    "retry",
    "sent",
    "settle",
    "to_staff",
    "uncertain",
    "unfiled",
]
