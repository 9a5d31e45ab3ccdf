"""RapidOCR on onnxruntime, its models in the wheel: the only module that knows them, for those who installed `ocr`."""

import importlib
import importlib.util
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from PIL import Image

from greffier.reading.documents import limits
from greffier.reading.documents.upright import Quad, length

_DETECTION_SIDE = 1280  # pixels: finds what larger does in half the time; at 960 small lines of cards are lost
_LINES = 250  # recognised a page; a dense A4 page has 120
_LATIN = str.maketrans(
    "\N{GREEK CAPITAL LETTER ALPHA}\N{GREEK CAPITAL LETTER BETA}\N{GREEK CAPITAL LETTER EPSILON}"
    "\N{GREEK CAPITAL LETTER ZETA}\N{GREEK CAPITAL LETTER ETA}\N{GREEK CAPITAL LETTER IOTA}"
    "\N{GREEK CAPITAL LETTER KAPPA}\N{GREEK CAPITAL LETTER MU}\N{GREEK CAPITAL LETTER NU}"
    "\N{GREEK CAPITAL LETTER OMICRON}\N{GREEK CAPITAL LETTER RHO}\N{GREEK CAPITAL LETTER TAU}"
    "\N{GREEK CAPITAL LETTER CHI}",
    "ABEZHIKMNOPTX",
)  # the engine knows every script; our papers have one

Reading = tuple[str, float]
"""A text, and how sure the engine is of it."""


@cache
def available() -> bool:
    """Tell whether the engine is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@cache
def _engine() -> Any:  # noqa: ANN401 - the extra may be absent, its types with it
    """Start the engine, once a process; two settings out of its many matter more than the choice of engine."""
    rapidocr = importlib.import_module("rapidocr")
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": limits.RENDER_SIDE,
            "Det.limit_type": "max",  # the default enlarges strips to four thousand pixels
            "Det.limit_side_len": _DETECTION_SIDE,
            "Rec.rec_batch_num": 1,  # a batch is padded to its widest line
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _pixels(picture: Image.Image) -> Any:  # noqa: ANN401 - an array of the extra
    numpy = importlib.import_module("numpy")
    return numpy.ascontiguousarray(numpy.asarray(picture)[:, :, ::-1])


def detect(picture: Image.Image) -> list[Quad]:
    """Return the corners of the lines, the longest where there are too many."""
    found = _engine()(_pixels(picture), use_det=True, use_cls=False, use_rec=False)
    boxes = [] if found.boxes is None else [tuple((float(x), float(y)) for x, y in box) for box in found.boxes]
    quads: list[Quad] = [box for box in boxes if len(box) == 4]
    return sorted(quads, key=length, reverse=True)[:_LINES]


def recognise(strips: Sequence[Image.Image]) -> list[Reading]:
    """Return the text of each strip, which holds one upright line."""
    if not strips:
        return []
    found = _engine().recognize_txt([_pixels(strip) for strip in strips])
    return [
        (" ".join(unicodedata.normalize("NFKC", text).translate(_LATIN).split()), float(score))
        for text, score in zip(found.txts, found.scores, strict=True)
    ]
