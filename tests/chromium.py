"""Headless Chromium: what a page looks like, and what it measures. Nothing is fetched from anywhere."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

COMMAND = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
)
DARK = "--blink-settings=preferredColorScheme=0"
NARROWEST_WINDOW = 500
"""Of headless Chromium; a telephone is shown in a frame within it."""
SECONDS = 120
MEASURE = Path(__file__).with_name("measure.js")


def program() -> str | None:
    """Return where Chromium is."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def run(*arguments: str) -> bytes:
    """Run it once, in a profile of its own."""
    found = program()
    assert found
    with tempfile.TemporaryDirectory() as profile:
        command = [found, *COMMAND, f"--user-data-dir={profile}", *arguments]
        return subprocess.run(command, check=True, capture_output=True, timeout=SECONDS).stdout


def photograph(page: Path, picture: Path, size: tuple[int, int], *, dark: bool = False) -> None:
    """Take a picture of a window of this size."""
    width, height = size
    window = f"--window-size={max(width, NARROWEST_WINDOW)},{height}"
    run(*([DARK] if dark else []), f"--screenshot={picture}", window, page.as_uri())


def frame(html: str, width: int, height: int, name: str = "") -> str:
    """Return a frame that shows a page as narrow as a telephone."""
    return f'<iframe title="{name}" width={width} height={height} frameborder=0 srcdoc="{escape(html)}"></iframe>'


def measured(pages: Sequence[tuple[str, str, int]], folder: Path, *, dark: bool = False) -> dict[str, Any]:
    """Show pages (name, HTML, width), and return what `measure.js` says of each, by name."""
    frames = "\n".join(frame(html, width, 800, name) for name, html, width in pages)
    page = folder / "frames.html"
    page.write_text(f"<body>{frames}<pre></pre><script>{MEASURE.read_text('utf-8')}</script>", encoding="utf-8")
    out = run(*([DARK] if dark else []), "--virtual-time-budget=20000", "--dump-dom", page.as_uri())
    reader = Preformatted()
    reader.feed(out.decode())
    told: dict[str, Any] = json.loads("".join(reader.words))
    return told


class Preformatted(HTMLParser):
    """Collects the words of the page's own <pre>."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.words: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.inside = tag == "pre"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.append(data)
