"""Makes docs/performance.md: `python tools/bench/performance.py TEXTS`; see README.md beside it.

Each part runs one bench and keeps its lines in docs/performance.jsonl, so that one part can be measured anew; the page
is written from all of them.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LINES = ROOT / "docs" / "performance.jsonl"
PAGE = ROOT / "docs" / "performance.md"
Row = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the parts asked for, keeps their lines and writes the page; returns the exit code of what failed last."""
    parser = argparse.ArgumentParser(prog="performance.py", description="Measures and writes docs/performance.md.")
    parser.add_argument("texts", type=Path, nargs="?", help="folder of real texts to make answers from")
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=list(PARTS), help="none: only write the page")
    parser.add_argument("--size", type=int, nargs="+", default=[1_000, 100_000, 1_000_000], help="of postgresql")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep databases and folders and use them again")
    options = parser.parse_args(arguments)
    status = 0
    for part in options.parts:
        done = _run(part, options)
        status = done.returncode or status
        if done.returncode == 0:
            _keep(part, [json.loads(line) for line in done.stdout.splitlines()])
    from tools.bench.performance_page import page

    PAGE.write_text(page(_kept()), encoding="utf-8")
    return status


def _run(part: str, options: argparse.Namespace) -> "subprocess.CompletedProcess[str]":
    script, *more = PARTS[part]
    texts = [str(options.texts.resolve())] if options.texts else []
    if script == "facets.py":
        texts = ["--texts", *texts] if texts else []
    keep = ["--keep", str(options.keep.resolve())] if options.keep else []
    sizes = ["--size", *map(str, options.size)] if part == "pages on PostgreSQL" else []
    environment = dict(os.environ)
    if part.endswith("on SQLite") or script == "facets.py":
        environment.pop("DATABASE_URL", None)
    elif not environment.get("DATABASE_URL", "").startswith("postgres"):
        sys.exit(f"{part}: DATABASE_URL must name a PostgreSQL server")
    command = [sys.executable, f"tools/bench/{script}", *texts, *more, *sizes, *keep, "--json"]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603


def _keep(part: str, rows: list[Row]) -> None:
    others = [row for row in _kept() if row["part"] != part]
    new = [{"part": part, "on": date.today().isoformat(), **row} for row in rows]  # noqa: DTZ011 - the day here
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in others + new)
    LINES.write_text("".join(lines), encoding="utf-8")


def _kept() -> list[Row]:
    return [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()] if LINES.exists() else []


PARTS = {
    "pages on PostgreSQL": ("pages.py",),
    "pages on SQLite": ("pages.py", "--size", "1000", "10000"),
    "reads": ("load.py", "--servers", "granian", "gunicorn", "--rounds", "5", "--submissions", "0"),
    "submissions": ("load.py", "--seconds", "0"),
    "submissions on SQLite": ("load.py", "--seconds", "0"),
    "a register on the embedded engine": ("facets.py",),
    "a register on Elasticsearch": ("facets.py", "--engine", "elasticsearch"),
}

if __name__ == "__main__":
    # Python puts this folder first, where search.py would hide the app `search`.
    sys.path[0] = str(ROOT)
    sys.exit(main())
