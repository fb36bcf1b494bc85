"""What the import commands of all rooms do alike: options, progress, the end in one line of figures."""

import json
import sys
import time
from abc import abstractmethod
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from base.importing import sources
from base.importing.columns import Columns
from base.importing.report import Report, printable
from base.importing.rows import Unreadable
from base.importing.running import Checker, Import, Loader
from base.importing.sheets import Sheet
from search.importing.indexer import Indexer

SHOWN = 100
INTERRUPTED = 130
LONGEST_SOURCE = 15


class ImportCommand(BaseCommand):
    """A command that loads rows of a file; a room tells its columns, how a row is checked and how things are loaded."""

    columns: Columns
    loader: Loader

    @abstractmethod
    def checker(self, mapping: dict[str, str], defaults: dict[str, str], source: str) -> Checker:
        """Return what checks the rows, having made sure that the defaults mean something; raise Unreadable."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=".jsonl, .csv or .xlsx; the first two also as .gz")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="OURS=THEIRS",
            help=f"which column is which of ours ({', '.join(self.columns.ours)}); columns of these names need no map",
        )
        parser.add_argument(
            "--default",
            action="append",
            default=[],
            metavar="OURS=VALUE",
            help=f"what an empty cell means ({', '.join(self.columns.with_default)})",
        )
        parser.add_argument("--format", choices=sources.FORMATS, help="when the file's name does not tell")
        parser.add_argument("--source", default="", help="a name that keeps apart archives whose keys are alike")
        parser.add_argument("--dry-run", action="store_true", help="check every row and load none")
        parser.add_argument(
            "--report", type=Path, help="write refused rows, and texts of old encodings as they were, to this CSV"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            report = Report(options["report"])
            # In a test or another program this process may see what no other does; only a command of its own is safe.
            indexer = Indexer(beside=bool(getattr(self, "_called_from_command_line", False)))
            with closing(_source(options["file"], options["format"])) as source:
                checker = self._checker(source, options)
                with report, _Bar(source, report, shown=self.stderr.isatty()) as bar:
                    running = Import(
                        checker, self.loader, report, options["dry_run"], loaded=indexer.go_on, moved=bar.move
                    )
                    stopped, left = _run(running, source, indexer, bar)
        except (OSError, Unreadable) as error:
            raise CommandError(f"{options['file']}: {error}") from error
        seconds = time.monotonic() - started
        if options["json"]:
            more = {"seconds": round(seconds, 1), "waiting_for_index": left, "dry_run": options["dry_run"]}
            self.stdout.write(json.dumps(report.figures() | more | {"stopped": stopped}, ensure_ascii=False))
        else:
            self._tell(report, options["dry_run"], left, seconds)
        if stopped:
            self.stderr.write("Stopped; the same command goes on from here.")
            sys.exit(INTERRUPTED)
        if report.refused and not (report.loaded or report.already_there):
            sys.exit(1)

    def _checker(self, source: sources.Source, options: dict[str, Any]) -> Checker:
        if len(options["source"]) > LONGEST_SOURCE:
            raise Unreadable(f"--source may have {LONGEST_SOURCE} characters.")
        return self.checker(
            self.columns.mapping_from(options["map"], source.columns()),
            self.columns.defaults_from(options["default"]),
            options["source"],
        )

    def _tell(self, report: Report, dry_run: bool, left: int, seconds: float) -> None:
        for refusal in report.refusals[:SHOWN]:
            self.stdout.write(f"line {refusal.line}: {printable(str(refusal))}")
        if report.refused > SHOWN:
            self.stdout.write(f"… and {report.refused - SHOWN:,} more; --report FILE lists all of them.")
        if report.retitled:
            self.stdout.write(
                f"{report.retitled:,} of those already there have another title in the portal; "
                "if this is another archive, name it with --source."
            )
        if report.converted:
            self.stdout.write(
                f"{report.converted:,} texts were in TCVN3 or VNI and are Unicode now; "
                "--report FILE keeps them as they were."
            )
        if left:
            self.stdout.write(f"{left:,} entries wait for the search index; `manage.py worker` takes them.")
        self.stdout.write(
            f"{report.loaded:,} {'would be loaded' if dry_run else 'loaded'}, {report.already_there:,} already there, "
            f"{report.refused:,} refused, of {report.rows:,} rows in {seconds:.1f} s"
        )


def _source(path: Path, form: str | None) -> sources.Source:
    suffixes = [suffix.lower().lstrip(".") for suffix in path.suffixes]
    if suffixes[-1:] == ["gz"]:
        suffixes.pop()
    form = form or (suffixes[-1] if suffixes else "")
    kinds: dict[str, type[sources.Source]] = {"jsonl": sources.JsonLines, "csv": sources.Csv, "xlsx": Sheet}
    if form not in kinds:
        raise Unreadable(f"Its name does not tell its format; give --format ({', '.join(kinds)}).")
    return kinds[form](path)


def _run(running: Import, source: sources.Source, indexer: Indexer, bar: "_Bar") -> tuple[bool, int]:
    """Run the import and return whether it was stopped and how many entries wait for the index."""
    try:
        running.run(source.rows())
        bar.say("indexing")
        return False, 0 if running.dry_run else indexer.finish()
    except KeyboardInterrupt:
        return True, indexer.stop()
    except BaseException:
        indexer.stop()
        raise


class _Bar:
    """A progress bar on stderr when that is a terminal."""

    def __init__(self, source: sources.Source, report: Report, *, shown: bool) -> None:
        self._source, self._report = source, report
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[figures]}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            disable=not shown,
        )
        self._task = self._progress.add_task("loading", total=source.size, figures="")

    def __enter__(self) -> "_Bar":
        self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def say(self, what: str) -> None:
        self._progress.update(self._task, description=what, total=None)

    def move(self) -> None:
        figures = f"{self._report.rows:,} rows, {self._report.loaded:,} loaded, {self._report.refused:,} refused"
        self._progress.update(self._task, completed=self._source.position, figures=figures)
