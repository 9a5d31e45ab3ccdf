"""Sending: the only door to the SMTP server, and the one gate that every automatic letter passes.

What leaves, and in which order, is decided by the outbox; `rounds` carries it here letter by letter.
"""

from greffier.sending.checking import check
from greffier.sending.gate import Candidate, Hold, Leave, PutOff, Spent, may_leave
from greffier.sending.message_id import new_message_id
from greffier.sending.replies import Postponed, Refused
from greffier.sending.transport import Transport

__all__ = [
    "Candidate",
    "Hold",
    "Leave",
    "Postponed",
    "PutOff",
    "Refused",
    "Spent",
    "Transport",
    "check",
    "may_leave",
    "new_message_id",
]
