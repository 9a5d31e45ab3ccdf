"""Print what reading costs: processor time of small and large mails in a warm worker, and memory.

python tests/bench/reading.py
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from statistics import median

from greffier.model.rules import Registry, Wordings
from greffier.reading.read import read
from greffier.rules import load_rules
from greffier.shipped import shipped

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
ROUNDS = 5
MEGABYTE = 1_000_000
ATTACHMENT = os.urandom(int(7.4 * MEGABYTE))
"""Ten megabytes of mail: base64 makes four thirds of it."""


def main() -> None:
    """Measure and print."""
    wordings = load_rules(shipped("rules")).wordings
    print(f"import and rules        {started():8.0f} ms of processor, once a worker")
    small = small_mails()
    costs = [cost(mail, wordings) for mail in small]
    middle, slowest = median(costs), max(costs)
    print(f"small text mail         {middle:8.2f} ms (median of {len(small)}), {slowest:.2f} ms the slowest; goal 5")
    large = large_mail()
    print(f"{len(large) / MEGABYTE:.1f} MB mail, one file   {cost(large, wordings):8.1f} ms; goal 150")
    print(f"memory for that mail    {memory(large):8.1f} times its size; goal 3")


def cost(mail: bytes, wordings: Wordings) -> float:
    """Return the milliseconds of processor that one reading takes: the best of some, since others use the machine."""
    return min(timed(lambda: read(mail, wordings, Registry())) for _ in range(ROUNDS))


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor that `work` takes."""
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def started() -> float:
    """Return the milliseconds of processor that a new worker takes before its first mail."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "import greffier.reading.pool"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def small_mails() -> list[bytes]:
    """Return the corpus's mails without attachments; one of our own where there is no corpus."""
    if not CORPUS.is_dir():
        return [plain("Bonjour,\n\nNous acceptons les CGU.\n\nCordialement,\nPaul").as_bytes()]
    with tempfile.TemporaryDirectory() as folder:
        compose = (CORPUS / "compose.py", CORPUS / "mails.jsonl", CORPUS.parent / "specimens", folder)
        subprocess.run([sys.executable, *map(str, compose)], check=True, capture_output=True)
        mails = [mail.read_bytes() for mail in sorted(Path(folder).glob("*.eml"))]
    return [mail for mail in mails if b"Content-Disposition" not in mail]


def plain(text: str) -> EmailMessage:
    """Return a mail that says this."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "Paul <paul@operateur.example>", "Re: Votre demande"
    message.set_content(text)
    return message


def large_mail() -> bytes:
    """Return a mail with one attachment of random bytes."""
    message = plain("Bonjour,\n\nVoici.\n")
    message.add_attachment(ATTACHMENT, maintype="application", subtype="octet-stream", filename="dossier.bin")
    return message.as_bytes()


MEASURE_MEMORY = """
import sys
from pathlib import Path
from greffier.reading.read import read
from greffier.model.rules import Registry, Wordings
knowing = Wordings(freemail=())
read(b"From: a@b.example\\r\\n\\r\\nBonjour", knowing, Registry())
def peak():
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
before = peak()
read(Path(sys.argv[1]).read_bytes(), knowing, Registry())
print(peak() - before)
"""


def memory(mail: bytes) -> float:
    """Return how many times its size a mail takes in a worker of its own, the mail itself included."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(mail)
        file.flush()
        said = subprocess.run(
            [sys.executable, "-c", MEASURE_MEMORY, file.name], check=True, capture_output=True, text=True
        )
    return int(said.stdout) / len(mail)


if __name__ == "__main__":
    main()
