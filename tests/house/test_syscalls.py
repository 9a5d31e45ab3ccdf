"""The unit's list of system calls fits the real daemon: traced over a mail that is read, decided and answered."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from installed import configured
from servers import Servers

PROGRAM = Path(sys.executable).with_name("greffier")
ONLY_AS_ROOT = {"fchown", "chown"}
"""SQLite and we give files to the owner of what they lie in when we run as root; the service does not."""

MAIL = (
    "From: helene@trajeo.test\r\nTo: {to}\r\nSubject: CGU\r\nMessage-ID: <syscalls@trajeo.test>\r\n\r\n"
    "Bonjour, nous souhaitons rejoindre le registre et nous en acceptons les CGU.\r\n"
)


def calls_of(group: str) -> set[str]:
    """Return the system calls of a group of systemd's, those of its inner groups included."""
    listed = subprocess.run(["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, check=True)
    names = [line.strip() for line in listed.stdout.splitlines()[1:] if line.strip() and "#" not in line]
    inner = [calls_of(name) for name in names if name.startswith("@")]
    return {name for name in names if not name.startswith("@")}.union(*inner)


@pytest.mark.servers
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_the_daemon_asks_the_kernel_for_nothing_that_its_unit_refuses(servers: Servers, tmp_path: Path) -> None:
    config = configured(tmp_path, servers)
    registry = re.search(r'user = "(check[^"]*)"', config.read_text("utf-8"))
    assert registry
    servers.deliver(MAIL.format(to=registry[1]).encode(), registry[1])
    trace = tmp_path / "trace"

    run = subprocess.run(
        ["strace", "-f", "-qq", "-o", trace, PROGRAM, "--config", config, "run", "--once"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert run.returncode == 0, run.stderr
    assert "event=letter_sent" in run.stderr
    asked = set(re.findall(r"^\d+ +(\w+)\(", trace.read_text("utf-8", "replace"), re.MULTILINE))
    assert len(asked) > 40
    assert asked - calls_of("@system-service") - ONLY_AS_ROOT == set()
    assert asked & (calls_of("@privileged") | calls_of("@resources")) - ONLY_AS_ROOT == set()
