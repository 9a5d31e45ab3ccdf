"""The folder that the demonstration leaves behind: configuration, state, letters, the last digest."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from greffier.demo.cast import REGISTRY, STAFF
from greffier.demo.letters import Letter
from greffier.demo.servers import HOST, NAME, PASSWORD, SENT, PostOffice
from greffier.errors import BadSetting
from greffier.model.letter import LetterKind
from greffier.settings import Settings, load_settings

MARK = ".greffier-demo"
"""Only a folder that bears this mark is emptied: the others hold somebody's files."""

CONFIGURATION = f"""# Written by `greffier demo`, to look at what it left: greffier --config THIS dossiers
[registry]
address = "{REGISTRY}"
staff = ["{STAFF}"]
id_domain = "registre.example"
authserv_id = "{NAME}"

[imap]
host = "{HOST}"
port = {{imap_port}}
security = "plain"
user = "{REGISTRY}"
sent_folder = "{SENT}"

[smtp]
host = "{HOST}"
port = {{smtp_port}}
security = "plain"

[store]
folder = "state"
"""


def emptied(folder: Path) -> Path:
    """Return the folder, empty; raise BadSetting where it holds anything that no demonstration left."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise BadSetting(f"{folder} n'est pas vide ; donnez à --into un dossier vide ou nouveau")
        shutil.rmtree(folder)
    (folder / "letters").mkdir(parents=True)
    (folder / MARK).touch()
    return folder.absolute()


def settings_in(folder: Path, post: PostOffice) -> Settings:
    """Write the configuration, and read it as the daemon does."""
    path = folder / "greffier.toml"
    path.write_text(CONFIGURATION.format(imap_port=post.imap_port, smtp_port=post.smtp_port), "utf-8")
    return load_settings(path, {"GREFFIER_IMAP_PASSWORD": PASSWORD})


def leave_letters(folder: Path, letters: Sequence[Letter]) -> None:
    """Leave every letter as a mail that any mail program opens, in the order in which they left."""
    for number, letter in enumerate(letters, start=1):
        whom = letter.recipients[0].partition("@")[0]
        (folder / "letters" / f"{number:02}-{letter.kind}-{whom}.eml").write_bytes(letter.raw)


def leave_digest(folder: Path, letters: Sequence[Letter]) -> Path:
    """Leave the newest digest as a page, and return where."""
    newest = next((letter for letter in reversed(letters) if letter.kind is LetterKind.DIGEST), None)
    body = newest.opened.get_body(("html",)) if newest else None
    page = folder / "digest.html"
    page.write_text(body.get_content() if body else "", "utf-8")
    return page
