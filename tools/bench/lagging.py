"""One run of the lag bench: a worker of its own drains the queue while entries are changed at a steady rate."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings
from rich.progress import Progress, TaskID

from search import indexing
from search.engines import get_engine
from search.models import Entry, IndexChange
from tools.bench import bars
from tools.bench.archive import Archive
from tools.bench.figures import Report, percentile, progress_on_stderr
from tools.bench.place import ROOT
from tools.bench.watching import Changer, Watcher

STOPPED = 130
BATCH = 2_000
PATIENCE = 60.0  # seconds the worker may take to start, and to finish after the last change


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the bench and returns the exit code: 0, or 130 when it was stopped."""
    options = _parser().parse_args(arguments)
    report = Report(as_json=options.json)
    began = time.monotonic()
    try:
        with progress_on_stderr() as progress:
            call_command("migrate", verbosity=0)
            changer = _entries(Archive(options.texts, options.seed), options.entries, progress)
            for engine in options.engines:
                _measure(engine, changer, options, report, progress)
    except KeyboardInterrupt:
        sys.stderr.write("stopped; what this run made is removed\n")
        return STOPPED
    report.end(engines=options.engines, seconds=time.monotonic() - began, missed=bars.missed(report.rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    both = ["embedded", *(["elasticsearch"] if os.environ.get("ELASTICSEARCH_URL") else [])]
    parser = argparse.ArgumentParser(
        prog="outbox_lag.py", description="Measures how far the search index lags behind the entries."
    )
    parser.add_argument("--engines", nargs="+", choices=("embedded", "elasticsearch"), default=both)
    parser.add_argument("--entries", type=int, default=10_000, metavar="N", help="public entries in the database")
    parser.add_argument("--rate", type=float, default=50.0, help="entries changed a second")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long entries are changed")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other entries")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="real texts to make the entries from")
    parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout, nothing else")
    return parser


def _entries(archive: Archive, count: int, progress: Progress) -> Changer:
    """Makes the entries, as an import does, and gives what changes them."""
    changer = Changer(archive)
    task = progress.add_task("making entries", total=count)
    for first in range(1, count + 1, BATCH):
        changer.make(range(first, min(first + BATCH, count + 1)))
        progress.update(task, advance=min(BATCH, count + 1 - first), refresh=True)
    return changer


def _measure(name: str, changer: Changer, options: argparse.Namespace, report: Report, progress: Progress) -> None:
    with override_settings(SEARCH_ENGINE=name, SEARCH_STANDBY=""):
        engine = get_engine(name)
        try:
            indexing.rebuild(name)
            IndexChange.objects.all().delete()  # a rebuild queues once more what was just made
            with _worker(name):
                watcher = Watcher(name, engine)
                watcher.wait_for([changer.change()], PATIENCE)
                lags, rate = _lags(changer, watcher, options, progress.add_task(f"changing, {name}", total=1), progress)
        finally:
            engine.drop()
    report.add(
        "outbox_lag",
        engine=name,
        documents=Entry.objects.public().count(),
        database=connection.vendor,
        changes=len(lags),
        changes_per_second=rate,
        p50_s=percentile(lags, 0.5),
        p95_s=percentile(lags, 0.95),
        max_s=max(lags, default=0.0),
        unfinished=watcher.unfinished,
    )


def _lags(
    changer: Changer, watcher: Watcher, options: argparse.Namespace, task: TaskID, progress: Progress
) -> tuple[list[float], float]:
    """Changes entries at the rate asked for, and returns the lag of each change in seconds and the rate achieved."""
    total = max(int(options.rate * options.seconds), 1)
    progress.update(task, total=total)
    with watcher.beside():
        began = time.monotonic()
        for place in range(total):
            time.sleep(max(began + place / options.rate - time.monotonic(), 0.0))
            watcher.expect(changer.change())
            progress.update(task, advance=1, refresh=place % 50 == 0)
        rate = total / (time.monotonic() - began)
        watcher.wait_until_all(PATIENCE)
    return watcher.lags, rate


@contextmanager
def _worker(engine: str) -> Iterator[None]:
    """Runs `manage.py worker` for one engine beside this process."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=ROOT,
        env=os.environ | {"SEARCH_ENGINE": engine},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the bench, which then stops the worker
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
