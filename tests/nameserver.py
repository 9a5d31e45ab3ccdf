"""A name server of our own on loopback: TXT records from a dictionary, and silence where the test wants it."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

from greffier.lookup import Keys


class NameServer:
    """Answers by UDP from `records`; says nothing while `silent`."""

    def __init__(self) -> None:
        self.records: dict[str, bytes] = {}
        self.silent = False
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(0.1)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def keys(self, **changes: object) -> Keys:
        """Return a look-up that asks this server alone."""
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = self._socket.getsockname()[1]
        resolver.cache = dns.resolver.LRUCache(100)
        for name, value in changes.items():
            setattr(resolver, name, value)
        return Keys(resolver)

    def stop(self) -> None:
        self._ending.set()
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while not self._ending.is_set():
            with contextlib.suppress(TimeoutError):
                question, asker = self._socket.recvfrom(4096)
                if not self.silent:
                    self._socket.sendto(self._answer(question), asker)

    def _answer(self, wire: bytes) -> bytes:
        query = dns.message.from_wire(wire)
        name = query.question[0].name
        plain = name.to_text(omit_final_dot=True).lower()
        self.asked.append(plain)
        answer = dns.message.make_response(query)
        if plain not in self.records:
            answer.set_rcode(dns.rcode.NXDOMAIN)
            return answer.to_wire()
        text = self.records[plain].decode()
        pieces = " ".join(f'"{text[start : start + 200]}"' for start in range(0, len(text), 200))
        answer.answer.append(dns.rrset.from_text(name, 300, "IN", "TXT", pieces))
        return answer.to_wire()


@contextlib.contextmanager
def name_server() -> Iterator[NameServer]:
    server = NameServer()
    try:
        yield server
    finally:
        server.stop()
