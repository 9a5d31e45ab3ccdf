"""The sums of a machine-readable zone, from its lines alone."""

from collections.abc import Sequence

from greffier.reading.documents.mrz import OLD_CARD, TD1, TD2, TD3, Shape, faults


def shape_of(lines: Sequence[str]) -> Shape | None:
    """Return the format that lines have by number, length and first letters."""
    sizes = [len(line) for line in lines]
    if sizes == [30, 30, 30]:
        return TD1
    if sizes == [44, 44]:
        return TD3
    if sizes == [36, 36]:
        return OLD_CARD if lines[0].startswith("IDFRA") else TD2
    return None


def zone_faults(lines: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the sums that do not close; `shape` where the lines have none."""
    shape = shape_of(lines)
    return faults(lines, shape) if shape else ("shape",)
