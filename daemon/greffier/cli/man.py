"""`greffier man`: the manual page, made of the commands' own words so that it cannot drift from them (man-pages(7))."""

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import typer

HEAD = """.TH GREFFIER 1 "" "greffier {version}" "Greffier"
.SH NAME
greffier \\- the clerk of a registry: reads its mailbox, keeps each operator's dossier, writes the letters
.SH SYNOPSIS
.B greffier
[\\fB\\-\\-config\\fR \\fIFILE\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]
"""
TAIL = """.SH FILES
.TP
.I /etc/greffier/greffier.toml
The configuration; \\fBgreffier example\\-config\\fR prints it with every key explained,
\\fBgreffier check\\fR tries it.
.TP
.I /var/lib/greffier
The database, the mails and the papers, as the unit sets it up.
.SH EXIT STATUS
0 where all went well; 1 where something is to be mended, which is then said on standard error;
2 for a wrong command line.
.SH SEE ALSO
.BR systemctl (1),
.BR journalctl (1)
"""


def man(context: typer.Context) -> None:
    """Print the manual page: greffier man > /usr/local/share/man/man1/greffier.1."""
    typer.echo("".join(page(context.find_root())), nl=False)


def page(root: Any) -> Iterator[str]:  # noqa: ANN401 - typer keeps the types of contexts and commands to itself
    """Yield the page, a piece at a time."""
    yield HEAD.format(version=version("greffier"))
    yield ".SH OPTIONS\n"
    yield from parameters(root.command)
    panel = ""
    for name in root.command.list_commands(root):
        command = root.command.get_command(root, name)
        if command.rich_help_panel != panel:
            panel = command.rich_help_panel
            yield f".SH {quoted(panel.upper())}\n"
        yield from section(name, command)
    yield TAIL


def section(name: str, command: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield what one command does and takes; a group of commands, each of its members."""
    members = getattr(command, "commands", {})
    if not members:
        words = " ".join(shown(parameter) for parameter in command.params if metavar(parameter))
        yield f".SS {quoted(f'{name} {words}'.strip())}\n{said(command.help)}\n"
        yield from parameters(command)
    for member, below in members.items():
        yield from section(f"{name} {member}", below)


def parameters(command: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield each argument and option with its meaning."""
    for parameter in command.params:
        if parameter.name != "help":
            names = metavar(parameter) or ", ".join(parameter.opts)
            yield f".TP\n.B {said(names)}\n{said(parameter.help or '')}\n"


def metavar(parameter: Any) -> str:  # noqa: ANN401 - as above
    """Return how an argument is called; empty for an option."""
    if parameter.param_type_name != "argument":
        return ""
    return str(parameter.metavar or parameter.name).upper()


def shown(argument: Any) -> str:  # noqa: ANN401 - as above
    """Return an argument as a synopsis has it: in brackets where it may be left out."""
    return metavar(argument) if argument.required else f"[{metavar(argument)}]"


def said(words: str) -> str:
    """Return words as roff has them: hyphens that can be copied, no line that begins a request."""
    flat = " ".join((words or "").split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{flat}" if flat.startswith((".", "'")) else flat


def quoted(words: str) -> str:
    """Return words as one argument of a request."""
    return '"' + said(words).replace('"', "'") + '"'
