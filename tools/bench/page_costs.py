"""One run of the bench of pages: a portal for each size of archive, asked in turn for each page."""

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tools.bench import bars
from tools.bench.figures import Report, percentile, progress_on_stderr
from tools.bench.place import ROOT, UNHINDERED, place_for

MEASURES = (
    "detail",
    "listing",
    "listing_1000",
    "field",
    "feed",
    "sitemap",
    "sitemap_index",
    "front",
    "ask",
    "receipt",
    "explorer",
    "explorer_unit",
)
UNUSABLE, STOPPED = 2, 130
WARM_UP = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the bench and returns the exit code: 0; 2 when a portal could not be filled, 130 when stopped."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = _parser().parse_args(arguments)
    report = Report(as_json=options.json)
    began = time.monotonic()
    try:
        with ExitStack() as leaving:
            askers = {
                size: leaving.enter_context(_asker(size, options))
                for size in sorted(options.size)  # one is filled before the next
            }
            rows = _ask(askers, options, report)
    except EOFError:
        return UNUSABLE
    except KeyboardInterrupt:
        sys.stderr.write("stopped; what was to be kept is kept\n")
        return STOPPED
    _add_growth(rows, report)
    report.end(sizes=sorted(options.size), seconds=time.monotonic() - began, missed=bars.missed(report.rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pages.py",
        description="Measures the SQL queries, time and processor time of pages as the archive grows. Each size has a "
        "database of its own: on the PostgreSQL server of DATABASE_URL if it is set, else a SQLite file.",
    )
    parser.add_argument("texts", type=Path, nargs="?", help="folder of real texts to make answers from")
    parser.add_argument("--size", type=int, nargs="+", default=[1_000, 10_000], metavar="N", help="answers")
    parser.add_argument("--rounds", type=int, default=30, metavar="N", help="times each page is asked for")
    parser.add_argument("--pages", nargs="+", choices=MEASURES, default=MEASURES)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep databases and folders and use them again")
    parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout, nothing else")
    return parser


class Asker:
    """A process beside this one that has a portal of one size and asks it for pages."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, measure: str) -> dict[str, Any]:
        """Asks for a page once and returns the figures; EOFError when the process has ended."""
        assert self._process.stdin is not None  # noqa: S101 - opened as a pipe
        self._process.stdin.write(f"{measure}\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe
        line = self._process.stdout.readline()
        if not line:
            raise EOFError
        found: dict[str, Any] = json.loads(line)
        return found


@contextmanager
def _asker(size: int, options: argparse.Namespace) -> Iterator[Asker]:
    with place_for(str(size), options.keep) as environment:
        command = [
            sys.executable,
            "-m",
            "tools.bench.page_asker",
            str(size),
            *([str(options.texts)] if options.texts else []),
        ]
        process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            cwd=ROOT,
            env=environment | UNHINDERED,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            asker = Asker(process)
            asker.answer()
            yield asker
        finally:
            process.terminate()
            process.wait()


def _ask(askers: dict[int, Asker], options: argparse.Namespace, report: Report) -> list[dict[str, Any]]:
    """Asks every portal for every page in turn, so that what else the machine does falls on all sizes alike."""
    rows = []
    with progress_on_stderr() as progress:
        task = progress.add_task("asking", total=options.rounds * len(options.pages))
        for measure in options.pages:
            asked: dict[int, list[dict[str, Any]]] = {size: [] for size in askers}
            for turn in range(WARM_UP + options.rounds):
                for size in sorted(askers, reverse=bool(turn % 2)):
                    figures = askers[size].ask(measure)
                    if turn >= WARM_UP:
                        asked[size].append(figures)
                progress.update(task, advance=turn >= WARM_UP, refresh=True)
            rows += [report.add(measure, answers=size, **_figures(found)) for size, found in asked.items()]
    return rows


def _figures(found: list[dict[str, Any]]) -> dict[str, Any]:
    milliseconds = [figures["ms"] for figures in found]
    return {
        "database": found[0]["database"],
        "queries": max(figures["queries"] for figures in found),
        "p50_ms": percentile(milliseconds, 0.5),
        "p95_ms": percentile(milliseconds, 0.95),
        "cpu_p50_ms": percentile([figures["cpu_ms"] for figures in found], 0.5),
        "kilobytes": found[0]["bytes"] / 1000,
    }


def _add_growth(rows: list[dict[str, Any]], report: Report) -> None:
    """Adds, for each page, how many times as dear it is in the largest archive as in the smallest."""
    for measure in dict.fromkeys(row["measure"] for row in rows):
        of_measure = sorted((row for row in rows if row["measure"] == measure), key=lambda row: row["answers"])
        least, most = of_measure[0], of_measure[-1]
        if least is not most:
            report.add(
                "growth",
                of=measure,
                answers=most["answers"],
                database=most["database"],
                queries=most["queries"] / max(least["queries"], 1),
                p50=most["p50_ms"] / least["p50_ms"],
                cpu_p50=most["cpu_p50_ms"] / least["cpu_p50_ms"],
            )
