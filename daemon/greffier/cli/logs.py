"""Logs are events with ids, one a line on standard error, where the journal puts a date to each."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog


def configure_logs(*, as_json: bool) -> None:
    """Write events as `key=value`, or as JSON."""
    shown: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.processors.LogfmtRenderer(key_order=["level", "event"], drop_missing=True, bool_as_flag=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            without_words,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # asked for each line: a caller may replace it
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def without_words(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Write an exception by its kind and place: its message, and what surrounds it, may quote a mail or a secret."""
    wrong = sys.exception() if event.pop("exc_info", None) else None
    if wrong is not None:
        frames = traceback.extract_tb(wrong.__traceback__)
        places = (f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno}" for frame in reversed(frames))
        event["exception"] = f"{type(wrong).__name__} at {' < '.join(places)}"
    return event
