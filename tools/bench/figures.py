"""Figures on stdout, as lines to read or one JSON object a line; progress goes to stderr."""

import json
import sys
from collections.abc import Sequence
from math import ceil
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Row = dict[str, Any]
MEGABYTE = 1_000_000


def percentile(values: Sequence[float], share: float) -> float:
    """Returns the value that this share (0 to 1) of the values does not pass, by nearest rank; 0 without values."""
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)), 1) - 1] if ordered else 0.0


def progress_on_stderr() -> Progress:
    """Returns a progress that is drawn only when asked to: a thread that draws would be part of what is timed."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), auto_refresh=False)


class Report:
    """The figures of a run: prints each row at once and keeps it."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self.rows: list[Row] = []

    def add(self, measure: str, **figures: Any) -> Row:
        """Prints and returns a row of figures; floats are given with three decimals."""
        row: Row = {"measure": measure}
        row |= {name: round(value, 3) if isinstance(value, float) else value for name, value in figures.items()}
        self.rows.append(row)
        self._print(json.dumps(row, ensure_ascii=False) if self._as_json else _in_words(row))
        return row

    def end(self, **figures: Any) -> None:
        """Prints the last line of a run."""
        self.add("end", **figures)

    def _print(self, line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _in_words(row: Row) -> str:
    heads = [f"{row['measure']:<16}"]
    if "engine" in row:
        heads.append(f"{row['engine']:<14}{row.get('documents', 0):>10,}")
    rest = (f"{name} {_short(row[name])}" for name in row if name not in ("measure", "engine", "documents"))
    return " ".join([*heads, *rest])


def _short(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
