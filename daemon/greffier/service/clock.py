"""The watch of the house: nobody below this floor reads another."""

from datetime import UTC, datetime


def wall_clock() -> datetime:
    """Return the instant (UTC)."""
    return datetime.now(UTC)
