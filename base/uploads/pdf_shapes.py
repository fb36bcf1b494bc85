"""Shapes on a page, in its own points: where a text lies, what is painted over it."""

from dataclasses import dataclass
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def corners(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    return [at(matrix, x0, y0), at(matrix, x1, y0), at(matrix, x1, y1), at(matrix, x0, y1)]


def box_of(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def common(one: Box, other: Box) -> Box:
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


def is_empty(box: Box) -> bool:
    return box[0] >= box[2] or box[1] >= box[3]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character that is no space: the middle of its body, when it was drawn, how light, and whether it is drawn."""

    box: Box
    order: int
    light: float
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """What hides what lies under it: closed figures within a clip, how light they are, when they were painted."""

    figures: list[list[Point]]
    box: Box
    order: int
    light: float
    even_odd: bool = False

    def hides(self, x: float, y: float) -> bool:
        left, low, right, high = self.box
        if not (left <= x <= right and low <= y <= high):
            return False
        turns = sum(_turns(figure, x, y) for figure in self.figures)
        return bool(turns % 2) if self.even_odd else turns != 0


@dataclass(frozen=True, slots=True)
class Picture:
    """An opaque picture: where its unit square lies, its part of the page, and the stream it is read from."""

    matrix: Matrix
    box: Box
    order: int
    stream: Any


def _turns(figure: list[Point], x: float, y: float) -> int:
    """Return how often the figure winds round a point."""
    turns = 0
    x0, y0 = figure[-1]
    for x1, y1 in figure:
        side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
        if y0 <= y < y1 and side > 0:
            turns += 1
        elif y1 <= y < y0 and side < 0:
            turns -= 1
        x0, y0 = x1, y1
    return turns
