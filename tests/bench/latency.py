"""How long from a mail's arrival to the receipt in the operator's mailbox, beside the same machine's raw times.

    python tests/bench/latency.py [COUNT]

The real process watches the mailbox by IDLE over real servers. The raw times are those of the very same servers: one
SMTP transaction until the mail can be fetched by IMAP; twice, for a mail in and a letter out.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path
from secrets import token_hex

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "journeys")]

from office_at_work import Operator, Work, until

from servers import Servers, running_servers

TEXT = (
    "Bonjour,\n\nNous souhaitons rejoindre le registre et nous acceptons ses conditions générales d'utilisation.\n\n"
    "Hélène Vasseur\n{body} SAS\n"
)


def answered_in(work: Work) -> float:
    """Write as an operator not yet known, nor like one, and return the seconds until the welcome letter can be read."""
    who, where = token_hex(4), token_hex(6)
    operator = Operator(work, f"{who}@{where}.example", who)
    started = time.perf_counter()
    operator.write(TEXT.format(body=where))
    until(operator.letters, what="the letter")
    return time.perf_counter() - started


def raw_trip(servers: Servers) -> float:
    """Send a mail of the same size straight to a mailbox, and return the seconds until it can be read."""
    address = servers.address("raw")
    started = time.perf_counter()
    servers.inject(f"Subject: raw\r\n\r\n{TEXT}".replace("\n", "\r\n").encode(), address, address)
    until(lambda: servers.mails(address), what="the raw mail")
    return time.perf_counter() - started


def told(name: str, seconds: list[float]) -> None:
    """Print a median and the slowest."""
    print(f"{name:42} median {statistics.median(seconds):6.3f} s   slowest {max(seconds):6.3f} s")


def main() -> None:
    """Measure, and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with running_servers(with_postfix=True) as servers, tempfile.TemporaryDirectory() as folder:
        work = Work(servers, Path(folder), servers.address("contact"), servers.address("staff"))
        work.configure()
        work.start()
        try:
            answered_in(work)
            answers = [answered_in(work) for _ in range(count)]
            trips = [raw_trip(servers) for _ in range(count)]
        finally:
            work.stop()
    told("arrival to receipt (IDLE)", answers)
    told("raw SMTP to IMAP, one trip", trips)
    ratio = statistics.median(answers) / (2 * statistics.median(trips))
    print(f"{'arrival to receipt / two raw trips':42} ratio  {ratio:6.2f}   (Dovecot holds IDLE news back for 0.5 s)")


if __name__ == "__main__":
    main()
