"""How long to wait before asking a neighbour again: twice as long each time, and never all at the same instant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Waits in seconds, from `first` to `longest`."""

    first: float
    longest: float

    def wait(self, failures: int, chance: float) -> float:
        """Return the seconds to wait after so many failures in a row; `chance`, from 0 to 1, takes up to half away."""
        doubled = self.first * 2.0 ** min(failures - 1, 30)
        return min(doubled, self.longest) * (1 - chance / 2)
