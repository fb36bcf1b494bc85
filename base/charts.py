"""Bars drawn on the server, for templates/includes/chart.html.

Widths are shares of the picture, letters keep their size: the same bars are read on a phone, a desk and on paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEP, LABEL, VALUE, BAR = 62, 14, 32, 38
THICKNESS = 14
LONGEST_LABEL = 42


@dataclass(frozen=True, slots=True)
class Amount:
    """What one bar shows: its name, what is written beside it, and its parts as (kind, amount)."""

    label: str
    value: str
    parts: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bar: where it begins and how wide it is, in hundredths of the picture's width."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: str
    label_y: int
    value_y: int
    y: int
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars one under the other; heights in pixels."""

    height: int
    thickness: int
    bars: list[Bar]


def stacked(amounts: Iterable[Amount]) -> Drawing | None:
    """Return bars of parts side by side, the longest as wide as the picture; None when there is nothing to draw."""
    drawn = list(amounts)
    longest = max((sum(size for _, size in amount.parts) for amount in drawn), default=0)
    if not longest:
        return None
    bars = [_bar(amount, place * STEP, longest) for place, amount in enumerate(drawn)]
    return Drawing(height=STEP * len(bars), thickness=THICKNESS, bars=bars)


def _bar(amount: Amount, top: int, longest: int) -> Bar:
    parts, x = [], 0
    for kind, size in amount.parts:
        if size:
            parts.append(Part(kind, f"{100 * x / longest:.2f}%", f"{100 * size / longest:.2f}%"))
            x += size
    cut = amount.label if len(amount.label) <= LONGEST_LABEL else f"{amount.label[: LONGEST_LABEL - 1].rstrip()}…"
    return Bar(cut, amount.value, top + LABEL, top + VALUE, top + BAR, parts)
