"""Which commands there are, and in which file each lives."""

from collections.abc import Mapping
from dataclasses import dataclass

SERVICE = "The service"
DOSSIERS = "The dossiers"
LOOKING = "Looking and trying"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: `greffier.cli.<module>` holds `<function>`."""

    module: str
    function: str
    panel: str


COMMANDS: Mapping[str, Entry] = {
    "run": Entry("run", "run", SERVICE),
    "check": Entry("check", "check", SERVICE),
    "example-config": Entry("example_config", "example_config", SERVICE),
    "backup": Entry("backup", "backup", SERVICE),
    "restore": Entry("restore", "restore", SERVICE),
    "backfill": Entry("backfill", "backfill", SERVICE),
    "reconcile": Entry("reconcile", "reconcile", SERVICE),
    "keys": Entry("keys", "keys", SERVICE),
    "status": Entry("status", "status", DOSSIERS),
    "dossiers": Entry("dossier", "dossiers", DOSSIERS),
    "dossier": Entry("dossier", "dossier", DOSSIERS),
    "paper": Entry("paper", "paper", DOSSIERS),
    "review": Entry("review", "review", DOSSIERS),
    "outbox": Entry("outbox", "outbox", DOSSIERS),
    "quarantine": Entry("quarantine", "quarantine", DOSSIERS),
    "open": Entry("desk", "open_access", DOSSIERS),
    "remind": Entry("desk", "remind", DOSSIERS),
    "resend": Entry("desk", "resend", DOSSIERS),
    "ask": Entry("desk", "ask", DOSSIERS),
    "note": Entry("desk", "note", DOSSIERS),
    "waive": Entry("desk", "waive", DOSSIERS),
    "suspend": Entry("desk", "suspend", DOSSIERS),
    "hold": Entry("desk", "hold", DOSSIERS),
    "release": Entry("desk", "release", DOSSIERS),
    "close": Entry("desk", "close", DOSSIERS),
    "reopen": Entry("desk", "reopen", DOSSIERS),
    "export": Entry("export", "export", DOSSIERS),
    "erase": Entry("erase", "erase", DOSSIERS),
    "replay": Entry("replay", "replay", LOOKING),
    "audit": Entry("audit", "audit", LOOKING),
    "stats": Entry("stats", "stats", LOOKING),
    "demo": Entry("demo", "demo", LOOKING),
    "digest": Entry("digest", "digest", LOOKING),
    "read": Entry("read", "read", LOOKING),
    "preview": Entry("preview", "preview", LOOKING),
    "man": Entry("man", "man", LOOKING),
}
