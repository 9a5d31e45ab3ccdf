"""The geometry of a photographed page: how it is turned and tilted, and where each line stands once it is upright.

Pure arithmetic on quadrilaterals (four points, clockwise from any corner); no picture is touched here.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from greffier.reading.documents.page import Box

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Turn:
    """A rotation about the middle of a picture, counter-clockwise in degrees, the frame widened to hold it."""

    degrees: float
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Return the widened frame."""
        cos, sin = self._wave()
        return (
            abs(self.width * cos) + abs(self.height * sin),
            abs(self.width * sin) + abs(self.height * cos),
        )

    def apply(self, point: Point) -> Point:
        """Return where a point of the picture lies once it is turned."""
        cos, sin = self._wave()
        x, y = point[0] - self.width / 2, point[1] - self.height / 2
        wide, high = self.size
        return cos * x + sin * y + wide / 2, -sin * x + cos * y + high / 2

    def undo(self, point: Point) -> Point:
        """Return the point of the picture that was turned to here."""
        cos, sin = self._wave()
        wide, high = self.size
        x, y = point[0] - wide / 2, point[1] - high / 2
        return cos * x - sin * y + self.width / 2, sin * x + cos * y + self.height / 2

    def _wave(self) -> tuple[float, float]:
        angle = math.radians(self.degrees)
        return math.cos(angle), math.sin(angle)


def lines_turn(quads: Sequence[Quad], width: float, height: float) -> Turn:
    """Return the turn that makes the lines horizontal; which way is up stays open."""
    angles = [(_slope(quad), length(quad)) for quad in quads if length(quad) > 2.0 * thickness(quad)]
    standing = sum(size for angle, size in angles if abs(angle) > 45)
    quarter = 90.0 if 2 * standing > sum(size for _, size in angles) else 0.0
    leaning = [(_within(angle - quarter), size) for angle, size in angles if abs(_within(angle - quarter)) < 30]
    return Turn(quarter + _weighted_median(leaning), width, height)


def half_turned(turn: Turn) -> Turn:
    """Return the same turn, upside down."""
    return Turn(turn.degrees + 180.0, turn.width, turn.height)


def _slope(quad: Quad) -> float:
    """Return the direction of the longer sides, in degrees from -90 to 90, falling lines positive."""
    first, second = _longer_side(quad)
    return _within(math.degrees(math.atan2(second[1] - first[1], second[0] - first[0])))


def _longer_side(quad: Quad) -> tuple[Point, Point]:
    across, down = math.dist(quad[0], quad[1]), math.dist(quad[1], quad[2])
    return (quad[0], quad[1]) if across >= down else (quad[1], quad[2])


def length(quad: Quad) -> float:
    """Return the length of the longer sides."""
    return max(math.dist(quad[0], quad[1]), math.dist(quad[1], quad[2]))


def thickness(quad: Quad) -> float:
    """Return the length of the shorter sides, never zero."""
    return max(min(math.dist(quad[0], quad[1]), math.dist(quad[1], quad[2])), 1.0)


def _within(angle: float) -> float:
    """Return an angle of a line from -90 to 90: a line has no beginning."""
    return (angle + 90.0) % 180.0 - 90.0


def _weighted_median(values: Sequence[tuple[float, float]]) -> float:
    half, passed = sum(size for _, size in values) / 2, 0.0
    for value, size in sorted(values):
        passed += size
        if passed >= half:
            return value
    return 0.0


def upright(quad: Quad, turn: Turn) -> Quad:
    """Return a line's corners in the turned frame: top left, top right, bottom right, bottom left."""
    points = sorted((turn.apply(point) for point in quad), key=lambda point: point[0])
    left, right = sorted(points[:2], key=lambda point: point[1]), sorted(points[2:], key=lambda point: point[1])
    return left[0], right[0], right[1], left[1]


@dataclass(frozen=True, slots=True)
class Tilt:
    """How much lines still fall, as a photograph from the side has it: a little more at one edge than at the other."""

    base: float = 0.0
    growth: float = 0.0
    middle: float = 0.0

    def level(self, quad: Quad) -> Box:
        """Return the box that a line has once all lines are level."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
        x, y = (ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4
        y -= (self.base + self.growth * y) * (x - self.middle)
        half = (math.dist(quad[0], quad[3]) + math.dist(quad[1], quad[2])) / 4
        return Box(min(ax, dx), y - half, max(bx, cx), y + half)


def tilt_of(quads: Sequence[Quad], width: float) -> Tilt:
    """Fit the fall of long lines by a straight line over the height of the page (least squares, weighted by length)."""
    points = []
    for quad in quads:
        wide = math.dist(quad[0], quad[1])
        if wide > 6 * math.dist(quad[0], quad[3]):
            fall = ((quad[1][1] - quad[0][1]) + (quad[2][1] - quad[3][1])) / (2 * wide)
            points.append(((quad[0][1] + quad[2][1]) / 2, fall, wide))
    total = sum(size for _, _, size in points)
    if len(points) < 4 or not total:
        return Tilt(middle=width / 2)
    mean_y, mean_fall = (sum(point[place] * point[2] for point in points) / total for place in (0, 1))
    spread = sum(size * (y - mean_y) ** 2 for y, _, size in points)
    common = sum(size * (y - mean_y) * (fall - mean_fall) for y, fall, size in points)
    growth = common / spread if spread else 0.0
    return Tilt(mean_fall - growth * mean_y, growth, width / 2)
