"""`greffier digest --preview FILE`: today's digest, looked at before it leaves; nothing is sent or marked."""

from email import message_from_bytes, policy
from pathlib import Path
from typing import Annotated

import typer

from greffier.cli.common import console, office_of
from greffier.model.letter import Letter, LetterKind
from greffier.rounds.office import Office
from greffier.rounds.people.notices import for_person
from greffier.rounds.telling.report import BEGINNING, MARK, gather
from greffier.service.clock import wall_clock
from greffier.store import marks


def digest(
    context: typer.Context,
    preview: Annotated[Path | None, typer.Option(help="Write the HTML here; without it, show the text.")] = None,
) -> None:
    """Show the digest as it would leave now."""
    office = office_of(context)
    text, html = parts(office)
    if preview is None:
        console.print(text, highlight=False, markup=False)
        return
    preview.write_text(html, "utf-8")
    console.print(f"Écrit dans {preview}")


def parts(office: Office) -> tuple[str, str]:
    """Render today's digest as the first person of staff would get it; return its text and its HTML."""
    now = wall_clock()
    person = next(iter(office.registry.staff), office.registry.address)
    with office.database.reading() as session:
        built = gather(session, office, marks.instant(session, MARK) or BEGINNING, now)
    told = for_person(office, built, person, now)
    letter = Letter("digest:preview", LetterKind.DIGEST, (person,), told)
    raw = office.letters.render(letter, message_id=f"preview@{office.registry.id_domain}", now=now)
    message = message_from_bytes(raw, policy=policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return (text.get_content() if text else ""), (html.get_content() if html else "")
