"""The colour of words in HTML: people who answer within a quoted letter say `en rouge`, and mean it."""

import re
from collections.abc import Mapping

_STYLED = re.compile(r"(?:^|;)color:([^;!]{1,40})")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
_RGB = re.compile(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})")
_NAMES = {"red": "red", "darkred": "red", "crimson": "red", "blue": "blue", "darkblue": "blue", "navy": "blue",
          "green": "green", "darkgreen": "green", "lime": "green"}  # fmt: skip
_STANDS_OUT = 60
"""How much stronger than the others a primary colour must be, of 255: less is a grey."""


def colour_of(attributes: Mapping[str, str | None]) -> str | None:
    """Return `red`, `green`, `blue` or, for any other colour, an empty string; None where none is set."""
    styled = _STYLED.search((attributes.get("style") or "").lower().replace(" ", ""))
    written = styled[1] if styled else (attributes.get("color") or "").lower().replace(" ", "")
    if not written:
        return None
    parts = _parts(written)
    return _NAMES.get(written, "") if parts is None else _strongest(parts)


def _parts(written: str) -> tuple[int, ...] | None:
    if found := _HEX.match(written):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return tuple(map(int, found.groups())) if (found := _RGB.match(written)) else None


def _strongest(parts: tuple[int, ...]) -> str:
    strongest = max(range(3), key=lambda at: parts[at])
    others = max(part for at, part in enumerate(parts) if at != strongest)
    return ("red", "green", "blue")[strongest] if parts[strongest] - others >= _STANDS_OUT else ""
