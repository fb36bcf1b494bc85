"""The benches of pages and of load run and say what they measured; how quick the portal is is not asked."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.bench import bars
from tools.bench.page_costs import MEASURES
from tools.bench.performance_page import page

ROOT = Path(__file__).resolve().parents[2]


def bench(place: Path, *arguments: str) -> list[dict[str, Any]]:
    """Run a bench on SQLite with a folder of its own for what is temporary, and return its lines."""
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORTAL_DATA_DIR", "SEARCH_ENGINE")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    done = subprocess.run(
        [sys.executable, *arguments, "--json"],
        cwd=ROOT,
        env=environment | {"TMPDIR": str(place)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(place.iterdir()) == []
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_page_of_a_small_archive_is_measured(tmp_path: Path) -> None:
    rows = bench(tmp_path, "tools/bench/pages.py", "--size", "40", "--rounds", "2")
    assert [row["measure"] for row in rows] == [*MEASURES, "end"]
    for row in rows[:-1]:
        assert row["answers"] == 40
        assert row["database"] == "sqlite"
        assert row["queries"] > 0
        assert 0 < row["p50_ms"] <= row["p95_ms"]
        assert row["cpu_p50_ms"] > 0


@pytest.mark.processes
def test_submissions_are_counted_while_workers_die(tmp_path: Path) -> None:
    rows = bench(
        tmp_path, "tools/bench/load.py", "--size", "40", "--seconds", "0", "--submissions", "12", "--rate", "3"
    )
    (row,) = (row for row in rows if row["measure"] == "submissions")
    assert (row["sent"], row["with_codes"], row["lost"], row["double"]) == (12, 12, 0, 0)
    assert rows[-1]["missed"] == []


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"measure": "growth", "of": "feed", "queries": 1.0, "p50": 2.1, "cpu_p50": 1.0}, ["growth feed: p50 2.1 > 2"]),
        ({"measure": "growth", "of": "feed", "queries": 1.0, "p50": 2.0, "cpu_p50": 1.0}, []),
        (
            {"measure": "submissions", "sent": 10, "with_codes": 9, "lost": 1, "double": 0},
            ["submissions : lost 1 > 0", "submissions : with_codes 9 < 10"],
        ),
    ],
)
def test_a_bar_that_is_missed_is_named(row: dict[str, Any], named: list[str]) -> None:
    assert bars.missed([row]) == named


def test_the_page_of_figures_shows_every_part() -> None:
    common = {"part": "pages on SQLite", "on": "2026-11-22", "queries": 3, "p50_ms": 20.4, "p95_ms": 31.0}
    common |= {"cpu_p50_ms": 10.0}
    reads = {"workers": 2, "threads": 4, "cores": 2, "p50_ms": 1.0, "p95_ms": 2.0, "failed": 0.0}
    shown = page(
        [
            {"measure": "listing", "answers": 1000, **common},
            {"measure": "listing", "answers": 10000, **common},
            {"measure": "growth", "of": "listing", "answers": 10000, **common, "p50": 1.02, "cpu_p50": 0.97},
            {"measure": "end", "missed": ["growth feed: p50 2.1 > 2"], "part": "pages on SQLite"},
            {"measure": "reads", "part": "reads", "on": "2026-11-22", "engine": "granian", **reads}
            | {"reads_per_second": 52.6, "percent": 0.1},
        ]
    )
    assert "| the archive | 3 | 20 / 31, CPU 10 | 20 / 31, CPU 10 | 1.02 · 0.97 |" in shown
    assert "| granian | 53 | 0.1 % | 1.0 | 2.0 | 0 |" in shown
    assert "- growth feed: p50 2.1 > 2" in shown
