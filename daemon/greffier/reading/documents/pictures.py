"""Pictures through Pillow, in the formats that people send. Nothing is decoded before its size is known."""

import contextlib
import importlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageStat

from greffier.reading.documents import limits

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "HEIF")
_THUMB = 96  # pixels: enough to tell a drawing from a photograph


class BadPicture(Exception):
    """A picture cannot be decoded; its argument is the problem's code."""


@dataclass(frozen=True, slots=True)
class Look:
    """What can be said of a picture without reading it."""

    width: int
    height: int
    transparent: bool
    colours: int
    """Distinct colours of a thumbnail, 4 bits a channel: a drawing has few."""
    blank: bool


def decode(content: bytes) -> Image.Image:
    """Return the first frame, upright as its EXIF says; raise BadPicture."""
    _know_heic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd EXIF is no reason to refuse a photo; sizes are checked below
            picture = Image.open(io.BytesIO(content), formats=_known_formats())
            _check_size(picture)
            picture.load()
            return ImageOps.exif_transpose(picture)
    except BadPicture:
        raise
    except (Image.DecompressionBombError, MemoryError) as error:
        raise BadPicture("limit") from error
    except Exception as error:
        raise BadPicture("corrupted") from error


def look(picture: Image.Image) -> Look:
    """Look at a decoded picture."""
    small = picture.convert("RGBA" if _has_alpha(picture) else "RGB")
    transparent = small.mode == "RGBA" and small.getchannel("A").getextrema()[0] < 250  # type: ignore[operator]  # one band: two numbers
    small.thumbnail((_THUMB, _THUMB))
    flat = Image.new("RGB", small.size, "white")
    flat.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    coarse = flat.point([value & 0xF0 for value in range(256)] * 3)
    colours = len(coarse.getcolors(_THUMB * _THUMB) or ())
    visible = small if small.mode == "RGBA" else flat
    blank = max(ImageStat.Stat(visible).stddev) < 2.0
    return Look(picture.width, picture.height, transparent, colours, blank)


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > limits.PIXELS or max(picture.size) > limits.SIDE:
        raise BadPicture("limit")
    if min(picture.size) < 1:
        raise BadPicture("empty")
    if picture.format == "TIFF" and _has_frame(picture, limits.FRAMES):
        raise BadPicture("limit")


def _has_frame(picture: Image.Image, number: int) -> bool:
    try:
        picture.seek(number)
    except EOFError:
        return False
    finally:
        picture.seek(0)
    return True


def _known_formats() -> list[str]:
    return [name for name in _FORMATS if name in Image.OPEN] or list(_FORMATS[:-1])


def _know_heic() -> None:
    """Register the HEIC decoder where the ocr extra brought it."""
    Image.preinit()
    Image.init()
    if "HEIF" not in Image.OPEN:
        with contextlib.suppress(ImportError):
            importlib.import_module("pi_heif").register_heif_opener()


def as_read(picture: Image.Image, degrees: float) -> Image.Image:
    """Return a picture turned, counter-clockwise, as its page was turned to be read."""
    return picture.convert("RGB").rotate(degrees, expand=True, fillcolor="white") if degrees % 360 else picture
