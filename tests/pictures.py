"""Take pictures of the digest and of letters, as wide screens, telephones and dark screens show them.

`python tests/pictures.py FOLDER` needs Chromium; nothing is fetched from anywhere.
"""

import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from PIL import Image, ImageChops

from greffier.letters import Letters
from greffier.letters.samples import NOW, samples
from greffier.model.letter import LetterKind
from greffier.model.rules import Registry
from greffier.rules import load_rules
from greffier.shipped import shipped

CHROMIUM = (
    *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
)
SHOWN = {
    "digest-12": (LetterKind.DIGEST, "fr", 0),
    "digest-0": (LetterKind.DIGEST, "fr", 1),
    "digest-1": (LetterKind.DIGEST, "fr", 2),
    "digest-300": (LetterKind.DIGEST, "fr", 3),
    "welcome": (LetterKind.WELCOME, "fr", 1),
    "receipt": (LetterKind.RECEIPT, "fr", 0),
    "access": (LetterKind.ACCESS, "fr", 0),
    "reminder-en": (LetterKind.REMINDER, "en", 1),
}
"""Name: kind, language, and which sample."""
LOOKS = {"wide": (700, ()), "phone": (380, ()), "dark": (700, ("--blink-settings=preferredColorScheme=0",))}
TALLEST = 9000
"""Pixels of a page; what is left empty below is cut off."""
NARROWEST_WINDOW = 500
"""Of headless Chromium; a telephone is shown in a frame within it."""


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    letters = Letters(shipped("templates"), Registry(), load_rules(shipped("rules")))
    for name, (kind, language, number) in SHOWN.items():
        letter = samples(kind, language, letters.rules.procedure)[number]
        page = folder / f"{name}.html"
        page.write_text(letters.write(letter, NOW).html, encoding="utf-8")
        for look, (width, options) in LOOKS.items():
            picture = folder / f"{name}-{look}.png"
            photograph(page if width >= NARROWEST_WINDOW else framed(page, width), picture, width, options)
            trim(picture, width)
            print(picture, f"{picture.stat().st_size // 1000} kB")


def photograph(page: Path, picture: Path, width: int, options: tuple[str, ...]) -> None:
    window = f"--window-size={max(width, NARROWEST_WINDOW)},{TALLEST}"
    with tempfile.TemporaryDirectory() as profile:
        command = [*CHROMIUM, *options, f"--user-data-dir={profile}", f"--screenshot={picture}", window, page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=60)


def framed(page: Path, width: int) -> Path:
    frame = page.with_name(f"{page.stem}.frame.html")
    inside = escape(page.read_text(encoding="utf-8"))
    frame.write_text(f'<body style="margin:0"><iframe width={width} height={TALLEST} frameborder=0 srcdoc="{inside}">')
    return frame


def trim(picture: Path, width: int) -> None:
    """Cut off the empty foot of the page, and keep 256 colours: these pictures are looked at, not printed."""
    image = Image.open(picture).convert("RGB").crop((0, 0, width, TALLEST))
    empty = Image.new("RGB", image.size, image.getpixel((0, TALLEST - 1)))
    foot = ImageChops.difference(image, empty).getbbox()
    image.crop((0, 0, width, min(TALLEST, (foot[3] if foot else 0) + 24))).quantize(256).save(picture, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
