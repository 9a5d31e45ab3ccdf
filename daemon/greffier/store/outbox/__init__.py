"""Letters on their way: queued with their cause, claimed one at a time, each step committed alone."""

from greffier.store.outbox.laying import cancel_queued, queue, release
from greffier.store.outbox.looking import (
    attention,
    counts,
    counts_today,
    filed,
    known_message_ids,
    of_operator,
    unfiled,
)
from greffier.store.outbox.sending import claim, failed, held, put_off, recover, retry, sent, uncertain
from greffier.store.outbox.values import Copy, Outgoing, Posted, Spent, State

__all__ = [
    "Copy",
    "Outgoing",
    "Posted",
    "Spent",
    "State",
    "attention",
    "cancel_queued",
    "claim",
    "counts",
    "counts_today",
    "failed",
    "filed",
    "held",
    "known_message_ids",
    "of_operator",
    "put_off",
    "queue",
    "recover",
    "release",
    "retry",
    "sent",
    "uncertain",
    "unfiled",
]
