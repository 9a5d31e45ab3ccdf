"""Public keys of DKIM and ARC by their names, asked of the machine's name servers in bounded time, and kept a while."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dns.exception import DNSException
from dns.name import from_text
from dns.resolver import NXDOMAIN, LRUCache, NoAnswer, NoResolverConfiguration, Resolver

SECONDS = 4.0
"""For one name: a healthy name server answers in milliseconds, a mail must not wait for a sick one."""
KEPT = 1_000
"""Answers remembered, each for as long as its owner allows: some hundred operators sign with two keys each."""


@dataclass(frozen=True, slots=True)
class Found:
    """The keys by name. `answered` is False where some name server was silent: then nothing may be concluded."""

    keys: Mapping[str, bytes] = field(default_factory=dict)
    answered: bool = True


class Keys:
    """Where public keys are looked up."""

    def __init__(self, resolver: Resolver | None = None) -> None:
        self._resolver = resolver

    def fetch(self, names: Iterable[str]) -> Found:
        """Return the keys published under these names; the first silence ends the search."""
        found: dict[str, bytes] = {}
        for name in names:
            try:
                record = self._ask(name)
            except DNSException:
                return Found(found, answered=False)
            if record is not None:
                found[name] = record
        return Found(found)

    def _ask(self, name: str) -> bytes | None:
        """Return the first TXT record of a name; None where there is none, or where it is no name."""
        try:
            question = from_text(name)
        except (DNSException, UnicodeError):
            return None
        try:
            answer = self._known_servers().resolve(question, "TXT", lifetime=SECONDS, search=False)
        except (NXDOMAIN, NoAnswer):
            return None
        return next((b"".join(record.strings) for record in answer), None)

    def _known_servers(self) -> Resolver:
        """Return who is asked: the servers of this machine, read once they are needed; raise where there are none."""
        if self._resolver is None:
            resolver = Resolver()
            resolver.cache = LRUCache(KEPT)
            if not resolver.nameservers:
                raise NoResolverConfiguration
            self._resolver = resolver
        return self._resolver
