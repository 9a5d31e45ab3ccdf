"""Tell systemd how we are (sd_notify(3)): a datagram to the socket it names; silence where there is none."""

import os
import socket


def notify(*lines: str) -> None:
    """Send lines such as `READY=1` or `STATUS=...`; do nothing outside systemd."""
    path = os.environ.get("NOTIFY_SOCKET")
    if not path:
        return
    address = f"\0{path[1:]}" if path.startswith("@") else path
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as datagram:
        datagram.sendto("\n".join(lines).encode(), address)


def watchdog_seconds() -> float | None:
    """Return how often systemd wants a sign of life, halved for safety; None where it wants none."""
    wanted, pid = os.environ.get("WATCHDOG_USEC"), os.environ.get("WATCHDOG_PID")
    if not wanted or (pid and int(pid) != os.getpid()):
        return None
    return int(wanted) / 1_000_000 / 2
