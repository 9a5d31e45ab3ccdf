"""`greffier paper`: saved under a name of ours, for its owner's eyes, and told where."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import anyio
import pytest
from typer.testing import CliRunner

from greffier.cli import app
from greffier.demo import papers
from offices import TUESDAY, mail_with, office_in, receive_mail

KBIS = papers.kbis("TRAJEO", papers.siren(7), date(2026, 11, 2))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """An office that was sent a Kbis under a name that climbs out of any folder."""
    office = office_in(tmp_path)
    anyio.run(receive_mail, office, mail_with({"../../kbis.pdf": KBIS}), TUESDAY)
    office.database.close()
    return tmp_path / "greffier.toml"


def test_a_paper_is_saved_and_the_history_says_who_took_it(config: Path, tmp_path: Path) -> None:
    digest = sha256(KBIS).hexdigest()
    words = ["--config", str(config), "paper", digest[:12], "--into", str(tmp_path / "out"), "--by", "Claire"]

    saved = CliRunner().invoke(app, words, catch_exceptions=False)

    (place,) = (tmp_path / "out").iterdir()
    assert place.name == f"registration-{digest[:8]}.pdf"
    assert str(place) in saved.output
    assert place.read_bytes() == KBIS
    assert place.stat().st_mode & 0o777 == 0o600
    told = CliRunner().invoke(app, ["--config", str(config), "dossier", "Trajeo"], env={"COLUMNS": "200"})
    assert f"Claire a enregistré la pièce {digest[:12]}" in told.output
