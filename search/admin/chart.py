"""Bars drawn on the server: of those who were shown answers, how many were helped, asked, or went away."""

from dataclasses import dataclass
from typing import Any

from search.reports import FunnelRow

WIDTH, BAR, STEP, LEFT, RIGHT = 640, 18, 30, 70, 60
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """One coloured piece of a bar, in units of the drawing."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    y: int
    shown: int
    parts: list[Part]
    end: float


def bars(rows: list[FunnelRow]) -> dict[str, Any] | None:
    """Return the last twelve months as bars, the oldest on top; None when there is nothing to draw."""
    drawn = [row for row in reversed(rows[:MONTHS]) if row.counts["shown"]]
    if not drawn:
        return None
    scale = (WIDTH - LEFT - RIGHT) / max(row.counts["shown"] for row in drawn)
    return {
        "width": WIDTH,
        "height": STEP * len(drawn),
        "bar": BAR,
        "bars": [_bar(row, place * STEP, scale) for place, row in enumerate(drawn)],
    }


def _bar(row: FunnelRow, y: int, scale: float) -> Bar:
    parts, x = [], float(LEFT)
    for kind, count in (("solved", row.counts["solved"]), ("still", row.counts["still"]), ("left", row.left)):
        if count:
            parts.append(Part(kind, round(x, 1), round(count * scale, 1)))
            x += count * scale
    return Bar(f"{row.month:%m/%Y}", y, row.counts["shown"], parts, round(x + 6, 1))
