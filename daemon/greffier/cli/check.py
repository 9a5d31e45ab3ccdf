"""`greffier check`: every setting, the rules read aloud, each neighbour tried; what is wrong is said with its mend."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from greffier import mailbox, sending
from greffier.cli.common import console, settings_of
from greffier.cli.keys import sealed_folders
from greffier.errors import BadTemplate, GreffierError
from greffier.letters import Letters
from greffier.rounds.incoming.examined import clamd_of
from greffier.rules import aloud, load_rules
from greffier.settings import Settings, described
from greffier.shipped import shipped
from greffier.store.database import Database
from greffier.store.failures import NoKey
from greffier.store.keys import Keyring
from greffier.store.sealed import key_names

BESIDE = (
    "store.keys is not set: mails and papers are sealed with a key that lies beside them, in {0}, and whoever takes "
    "that disk has both. Give one as the README says (Its secrets): the credential store-keys, and store.keys_file."
)
PLACES = "give {0}.password_file and the right to read it; the service itself takes the credential {0}-password."


@dataclass(frozen=True, slots=True)
class Trial:
    """Something to try: it returns a plain sentence, or raises with the mend."""

    name: str
    attempt: Callable[[Settings], str]


def check(context: typer.Context) -> None:
    """Show every setting, read the rules aloud, try every neighbour, and say what to mend."""
    settings = settings_of(context)
    console.print(settings_table(settings))
    for warning in warnings(settings):
        console.print(f"[bold black on yellow] ATTENTION [/] {escape(warning)}", highlight=False)
    read_aloud(settings)
    wrongs = [trial.name for trial in TRIALS if not passes(trial, settings, console)]
    if wrongs:
        console.print(f"\n[bold red]To mend: {', '.join(wrongs)}.[/]", highlight=False)
        raise typer.Exit(1)
    console.print("\n[bold green]All is well.[/]")


def settings_table(settings: Settings) -> Table:
    """Lay out the settings in force."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("Setting", "Value", "Meaning"):
        table.add_column(heading, overflow="fold")
    for key, value, meaning in described(settings):
        table.add_row(key, escape(value) or "[dim]not set[/]", f"[dim]{escape(meaning)}[/]")
    return table


def warnings(settings: Settings) -> Iterator[str]:
    """Yield what works, but not as anybody would wish."""
    registry, imap, smtp = settings.registry, settings.imap, settings.smtp
    if registry.proven_by != "signatures" and registry.authserv_id is None:
        yield (
            "registry.authserv_id is not set: no sender is proven, and every step that binds (terms, RIB, technical "
            "lead) asks staff. Look for Authentication-Results in a mail delivered to you: give its first word, and as "
            "registry.authserv_depth how many Received lines stand above it. Where there is none, set "
            'registry.proven_by = "signatures".'
        )
    if not registry.staff:
        yield "registry.staff is empty: nobody gets the digest or the questions. Name who decides."
    if imap.sign_in == "password" and imap.password is None:
        yield f"imap.password is not set: {PLACES.format('imap')}"
    if smtp.user and smtp.sign_in == "password" and smtp.password is None:
        yield f"smtp.password is not set: {PLACES.format('smtp')}"
    if settings.antivirus.socket is None:
        yield (
            "antivirus.socket is not set: no document is looked into before staff see it. Install clamav-daemon, and "
            "give /run/clamav/clamd.ctl."
        )
    if settings.store.keys is None:
        yield BESIDE.format(settings.store.folder / "keys")
    if settings.store.keys == ():
        yield "store.keys_file is not ours to read: no paper opens here; the service takes the credential store-keys."
    if smtp.user is None:
        yield "smtp.user is not set: nobody signs in at the SMTP server. Right for a relay of your own only."


def read_aloud(settings: Settings) -> None:
    """Read the rules; wrong ones are told by their trial."""
    try:
        sentences = aloud(load_rules(settings.rules or shipped("rules")))
    except GreffierError:
        return
    listed = Table.grid(padding=(0, 1))
    for sentence in sentences:
        listed.add_row("•", escape(sentence))
    console.print("\n[bold]The rules, read aloud[/]", listed, "", sep="\n")


def passes(trial: Trial, settings: Settings, out: Console) -> bool:
    """Try one thing and tell what came of it."""
    try:
        sentence = trial.attempt(settings)
    except GreffierError as wrong:
        out.print(f"[red]✗ {trial.name}[/]: {escape(str(wrong))}", highlight=False)
        return False
    out.print(f"[green]✓ {trial.name}[/]: {escape(sentence)}", highlight=False)
    return True


def try_rules(settings: Settings) -> str:
    """Load the rules."""
    folder = settings.rules or shipped("rules")
    rules = load_rules(folder)
    return f"version {rules.version}, {len(rules.procedure.items)} items, from {folder}"


def try_templates(settings: Settings) -> str:
    """Render every letter, from every sample, in every language."""
    folder = settings.templates or shipped("templates")
    letters = Letters(folder, settings.registry, load_rules(settings.rules or shipped("rules")))
    if problems := letters.check():
        raise BadTemplate("\n".join(problems))
    return f"every letter can be written, from {folder}"


def try_database(settings: Settings) -> str:
    """Look at the database without changing it."""
    database = Database.open(settings.store.database)
    try:
        return database.check()
    finally:
        database.close()


def try_papers(settings: Settings) -> str:
    """Tell whether the keys at hand open all that is sealed; make none."""
    keyring = Keyring(settings.store)
    if not keyring.is_given and not keyring.beside.exists():
        return "nothing is sealed yet"
    at_hand, folders = key_names(keyring), sealed_folders(settings.store, keyring)
    sealed = [name for folder in folders for _, name in folder.sealed_with()]
    if lost := sum(name not in at_hand for name in sealed):
        raise NoKey(f"{lost} of {len(sealed)} are sealed with a key that is not at hand; see greffier keys list")
    return f"{len(sealed)} mails and papers, all of which open"


def try_antivirus(settings: Settings) -> str:
    """Ask the antivirus who it is."""
    clamd = clamd_of(settings.antivirus)
    return clamd.check() if clamd else "none is configured"


def try_smtp(settings: Settings) -> str:
    """Connect and sign in; where letters leave by token, with that of [imap]."""
    by_token = settings.smtp.sign_in == "xoauth2"
    return sending.check(settings.smtp, mailbox.Tokens(settings.imap).access_token if by_token else None)


TRIALS = (
    Trial("rules", try_rules),
    Trial("templates", try_templates),
    Trial("database", try_database),
    Trial("papers", try_papers),
    Trial("antivirus", try_antivirus),
    Trial("imap", lambda settings: mailbox.check(settings.imap)),
    Trial("smtp", try_smtp),
)
