"""Measures the search on judged sets."""

import json
import tempfile
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines import get_engine
from search.evaluation import FIELDS, Figures, evaluate, index_set, judged_sets


class Command(BaseCommand):
    """Prints R@1, R@10 and MRR@10 of an engine on each set, from a throw-away index."""

    help = "Measures the search on a judged set, or on a folder of them; see docs for the format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declares the folder and the options."""
        parser.add_argument("folder", type=Path, help="a judged set, or a folder of judged sets")
        parser.add_argument("--engine", help="name of the engine; by default the one of the settings")
        parser.add_argument("--field", choices=FIELDS, help="which writing of the queries; by default all three")
        parser.add_argument("--split", default="", help="only queries of this split; by default all in the file")
        parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout, nothing else")

    def handle(self, **options: Any) -> None:
        """Runs the measurement; raises CommandError when the folder holds no set."""
        try:
            sets = judged_sets(options["folder"])
        except OSError as error:
            raise CommandError(str(error)) from error
        if not options["json"]:
            self.stdout.write(_line("set", "split", "field", "n", "R@1", "R@10", "MRR@10"))
        for judged in sets:
            self.stderr.write(f"{judged.name}: indexing")
            with tempfile.TemporaryDirectory(prefix="evaluate-search-") as folder:
                engine = get_engine(options["engine"], folder=Path(folder))
                try:
                    names = index_set(judged, engine)
                    for field in [options["field"]] if options["field"] else FIELDS:
                        self._report(evaluate(judged, engine, names, field, options["split"]), options["json"])
                finally:
                    engine.drop()

    def _report(self, figures: Figures, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(asdict(figures), ensure_ascii=False))
            return
        shown = (f"{value:.3f}" for value in (figures.r1, figures.r10, figures.mrr10))
        self.stdout.write(_line(figures.set, figures.split, figures.field, str(figures.n), *shown))


def _line(name: str, *columns: str) -> str:
    return f"{name:<24}" + "".join(f"{column:>14}" for column in columns)
