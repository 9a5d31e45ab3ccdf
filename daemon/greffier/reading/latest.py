"""What was last made of some values, kept until it is asked for others: they are the same for thousands of mails."""

from collections.abc import Callable
from typing import Generic, TypeVar, TypeVarTuple

Made = TypeVar("Made")
Of = TypeVarTuple("Of")


class Latest(Generic[Made, *Of]):
    """Calls `make` anew only where a value is another object: to compare large ones would cost what it spares."""

    def __init__(self, make: Callable[[*Of], Made]) -> None:
        self._make = make
        self._kept: tuple[tuple[object, ...], Made] | None = None

    def __call__(self, *of: *Of) -> Made:
        """Return what `make` makes of these values."""
        asked: tuple[object, ...] = of
        kept = self._kept
        if kept is None or any(known is not one for known, one in zip(kept[0], asked, strict=True)):
            kept = self._kept = (asked, self._make(*of))
        return kept[1]
