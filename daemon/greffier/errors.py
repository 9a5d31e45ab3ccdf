"""What can go wrong, sorted by what to do about it.

Every message is written for the person who will read it: what was found, where, what to do.
"""


class GreffierError(Exception):
    """Something went wrong that a person can understand and mend."""


class Later(GreffierError):
    """A neighbour cannot do it now; the same call may succeed later."""


class Unreachable(Later):
    """A neighbour cannot be reached, or hung up in the midst: whatever it was asked is not its fault."""


class Never(GreffierError):
    """A neighbour refuses for good; trying again changes nothing, somebody must be told."""


class Uncertain(GreffierError):
    """The neighbour may or may not have done it; it must not be tried again by itself."""


class NeedsMending(Never):
    """A neighbour refuses us, whatever we bring: somebody must mend the configuration, here or there."""


class SignInRefused(NeedsMending):
    """A server refused our name or password."""


class BadSetting(GreffierError):
    """The configuration file holds something that cannot be used."""


class BadRule(GreffierError):
    """A file under rules/ holds something that cannot be used."""


class BadTemplate(GreffierError):
    """A file under templates/ cannot be rendered."""


class Unreadable(GreffierError):
    """A mail could not be read within its limits; it is set aside with this reason."""


class NotAllowed(GreffierError):
    """A move that the tables of allowed moves do not know."""


class NotFound(GreffierError):
    """Nothing, or more than one thing, goes by that name."""
