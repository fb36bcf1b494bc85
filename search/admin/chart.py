"""Bars of the funnel: of those who were shown answers, how many were helped, asked, or went away."""

from base.charts import Amount, Drawing, stacked
from search.reports import FunnelRow

MONTHS = 12


def bars(rows: list[FunnelRow]) -> Drawing | None:
    """Return the last twelve months as bars, the oldest on top; None when there is nothing to draw."""
    return stacked(_month(row) for row in reversed(rows[:MONTHS]) if row.counts["shown"])


def _month(row: FunnelRow) -> Amount:
    parts = [("solved", row.counts["solved"]), ("still", row.counts["still"]), ("left", row.left)]
    return Amount(f"{row.month:%m/%Y}", str(row.counts["shown"]), parts)
