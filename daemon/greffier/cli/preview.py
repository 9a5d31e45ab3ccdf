"""`greffier preview LETTER`: a letter as it would look, from sample dossiers, with the templates in force."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Annotated, Literal

import typer

from greffier.cli.common import console, settings_of
from greffier.errors import BadSetting
from greffier.letters import Letters
from greffier.model.letter import LetterKind
from greffier.model.rules import Registry
from greffier.rules import load_rules
from greffier.settings import Settings
from greffier.shipped import shipped


def preview(
    context: typer.Context,
    letter: Annotated[LetterKind, typer.Argument(help="Which letter.")],
    language: Annotated[Literal["fr", "en"], typer.Option(help="For operators who write in English: en.")] = "fr",
    sample: Annotated[int, typer.Option(min=1, help="Which invented dossier: nothing yet, half, a person ...")] = 1,
    into: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as .html, or as .eml for a mail program.")
    ] = None,
) -> None:
    """Show a letter written from sample facts; nothing is sent."""
    raw = letters_of(context).preview(letter, language, sample)
    message = message_from_bytes(raw, policy=policy.default)
    if into is None:
        console.print(
            f"{message['Subject']}\n\n{body(message, 'plain')}", highlight=False, markup=False, soft_wrap=True
        )
    elif into.suffix == ".html":
        into.write_text(body(message, "html"), "utf-8")
    else:
        into.write_bytes(raw)


def letters_of(context: typer.Context) -> Letters:
    """Return the letters that are in force; without a configuration, those that came along."""
    try:
        settings: Settings | None = settings_of(context)
    except BadSetting:
        if context.find_root().obj.config:
            raise
        settings = None
    rules = load_rules((settings and settings.rules) or shipped("rules"))
    registry = settings.registry if settings else Registry()
    return Letters((settings and settings.templates) or shipped("templates"), registry, rules)


def body(message: EmailMessage, kind: Literal["plain", "html"]) -> str:
    """Return one of the two forms of the letter."""
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
