"""Take pictures of the digest and of letters, as wide screens, telephones and dark screens show them.

`python tests/pictures.py FOLDER` needs Chromium; nothing is fetched from anywhere.
"""

import sys
from pathlib import Path

from PIL import Image, ImageChops

import chromium
from greffier.letters import Letters
from greffier.letters.samples import NOW, samples
from greffier.model.letter import LetterKind
from greffier.model.rules import Registry
from greffier.rules import load_rules
from greffier.shipped import shipped

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
LOOKS = {"wide": (700, False), "phone": (380, False), "dark": (700, True)}
"""Name: width, and whether the reader likes the dark."""
TALLEST = 9000
"""Pixels of a page; what is left empty below is cut off."""


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    letters = Letters(shipped("templates"), Registry(), load_rules(shipped("rules")))
    for name, (kind, language, number) in SHOWN.items():
        letter = samples(kind, language, letters.rules.procedure)[number]
        html = letters.write(letter, NOW).html
        for look, (width, dark) in LOOKS.items():
            picture = folder / f"{name}-{look}.png"
            photograph(html, folder / f"{name}.html", picture, width, dark)
            print(picture, f"{picture.stat().st_size // 1000} kB")


def photograph(html: str, page: Path, picture: Path, width: int, dark: bool) -> None:
    """Show the page as wide as it is asked for, in a frame where no window is so narrow, and take its picture."""
    narrow = width < chromium.NARROWEST_WINDOW
    shown = page.with_suffix(".frame.html") if narrow else page
    frame = f'<body style="margin:0">{chromium.frame(html, width, TALLEST)}'
    shown.write_text(frame if narrow else html, encoding="utf-8")
    chromium.photograph(shown, picture, (width, TALLEST), dark=dark)
    trim(picture, width)


def trim(picture: Path, width: int) -> None:
    """Cut off the empty foot of the page, and keep 256 colours: these pictures are looked at, not printed."""
    image = Image.open(picture).convert("RGB").crop((0, 0, width, TALLEST))
    empty = Image.new("RGB", image.size, image.getpixel((0, TALLEST - 1)))
    foot = ImageChops.difference(image, empty).getbbox()
    image.crop((0, 0, width, min(TALLEST, (foot[3] if foot else 0) + 24))).quantize(256).save(picture, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
