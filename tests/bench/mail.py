"""The two doors to mail beside what the same servers give to plain sockets and the standard library.

    python tests/bench/mail.py [MAILS]

Processor seconds are of this process alone; the servers run beside it on the same machine.
"""

import asyncio
import base64
import contextlib
import random
import resource
import smtplib
import socket
import ssl
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from greffier.mailbox import Mailbox, Watch
from greffier.sending import Transport
from servers import Servers, running_servers

LETTER = b"Subject: bonjour\r\n\r\n" + b"Une ligne de texte comme une autre.\r\n" * 80
SIZES = (3_000, 3_000, 6_000, 60_000, 500_000, 3_000_000)
"""Of mails as operators send them, in equal parts: half of them short, one with a scan."""


@contextlib.contextmanager
def told(name: str, count: int, size: int = 0) -> Iterator[None]:
    """Print how many a second, and what it cost."""
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    yield
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    rate = f"{size / seconds / 1e6:7.0f} MB/s" if size else " " * 12
    print(f"{name:44} {count / seconds:6.0f}/s {rate}  {seconds:6.2f} s  processor {processor:5.2f} s")


def fill(servers: Servers, count: int) -> str:
    """Bring `count` mails into a fresh mailbox, and return its address."""
    address = servers.address("bench")
    for number in range(count):
        size = SIZES[number % len(SIZES)]
        lines = [random.randbytes(38).hex().encode() for _ in range(size // 78)]
        servers.deliver(b"Subject: bench\r\n\r\n" + b"\r\n".join(lines) + b"\r\n", address)
    return address


def raw_fetch(servers: Servers, address: str) -> int:
    """Ask for all mails at once over a bare socket, drop the bytes, and return how many they were."""
    context = ssl.create_default_context(cafile=servers.ca_file)
    plain = socket.create_connection(("127.0.0.1", servers.dovecot.tls))
    with context.wrap_socket(plain, server_hostname="127.0.0.1") as line:
        line.sendall(f'a LOGIN {address} "{servers.password}"\r\nb SELECT INBOX\r\n'.encode())
        line.sendall(b"c UID FETCH 1:* (BODY.PEEK[])\r\n")
        total, tail = 0, b""
        while b"\r\nc OK" not in tail:
            received = line.recv(1 << 20)
            total, tail = total + len(received), (tail + received)[-200:]
    return total


def our_fetch(servers: Servers, address: str) -> int:
    """Take all mails through the mailbox, drop the bytes, and return how many they were."""
    with Mailbox(servers.mailbox_settings(address)) as mailbox:
        mailbox.open_folder("INBOX")
        return sum(len(chunk) for mail in mailbox.fetch(mailbox.listed_after(0)) for chunk in mail.chunks)


def smtplib_sends(servers: Servers, address: str, count: int) -> None:
    """Send over one encrypted connection with the standard library."""
    assert servers.postfix
    context = ssl.create_default_context(cafile=servers.ca_file)
    with smtplib.SMTP("127.0.0.1", servers.postfix.submission, "bench") as client:
        client.starttls(context=context)
        client.ehlo()
        secret = f"\0daemon@{servers.domain}\0{servers.password}".encode()
        client.docmd("AUTH PLAIN", base64.b64encode(secret).decode())  # smtplib's own knows ASCII alone
        for _ in range(count):
            client.sendmail(f"daemon@{servers.domain}", [address], LETTER)


async def our_sends(servers: Servers, address: str, count: int) -> None:
    """Send through the transport."""
    async with Transport(servers.smtp_settings()) as transport:
        for _ in range(count):
            await transport.send(LETTER, f"daemon@{servers.domain}", [address])


def ring_times(servers: Servers, times: int) -> list[float]:
    """Return how long after its delivery a mail rings."""
    address, rung = servers.address("bench"), threading.Event()
    watch = Watch(servers.mailbox_settings(address), rung.set)
    watch.start()
    rung.wait(5)
    waits = []
    for _ in range(times):
        rung.clear()
        started = time.perf_counter()
        servers.deliver(LETTER, address)
        rung.wait(5)
        waits.append(time.perf_counter() - started)
    watch.stop()
    return waits


def in_turn(*acts: Callable[[], None]) -> None:
    """Do each twice, in turn: the first time fills the machine's caches for all alike."""
    for act in acts * 2:
        act()


def main() -> None:
    """Measure, and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    with running_servers(with_postfix=True) as servers:
        address, other = fill(servers, count), servers.address("other")
        total = our_fetch(servers, address)

        def reading(name: str, act: Callable[[Servers, str], int]) -> None:
            with told(name, count, total):
                act(servers, address)

        in_turn(
            lambda: reading("read: bare socket, one FETCH for all", raw_fetch),
            lambda: reading("read: Mailbox, batches and pieces", our_fetch),
        )
        with told("send: smtplib, one connection", count):
            smtplib_sends(servers, other, count)
        with told("send: Transport, one connection", count):
            asyncio.run(our_sends(servers, other, count))
        print(f"ring: median {statistics.median(ring_times(servers, 5)):.3f} s (Dovecot gathers news for 0.5 s)")


if __name__ == "__main__":
    main()
