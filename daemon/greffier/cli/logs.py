"""Logs are events with ids, one a line on standard error, where the journal puts a date to each."""

import logging
import sys
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
            structlog.processors.format_exc_info,
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
