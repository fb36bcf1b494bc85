"""One run of the search bench: fill every engine, ask them in turn, print the figures, remove the indices."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from rich.progress import Progress

from search.engines import Engine, EngineUnavailable, SearchQuery, get_engine
from tools.bench import bars, memory, stock
from tools.bench.archive import Archive
from tools.bench.figures import MEGABYTE, Report, percentile, progress_on_stderr
from tools.bench.place import make_tables_of_search
from tools.bench.questions import MEASURES, WITH_FACETS, drawn
from tools.bench.timing import Contestant, Filled, Times, asks_of, fill, time_in_turn

EMBEDDED, ELASTICSEARCH, STOCK = ENGINES = ("embedded", "elasticsearch", bars.STOCK)
SIZES = (100_000, 1_000_000)
WARM_UP = 100  # queries of each kind; a server in Java answers its first ones slowly
AWAY, UNUSABLE, STOPPED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the bench and returns the exit code: 0; 1 when an engine went away, 2 without texts, 130 when stopped."""
    options = _parser().parse_args(arguments)
    make_tables_of_search()
    began = time.monotonic()
    report = Report(as_json=options.json)
    try:
        archive = Archive(options.texts, options.seed)
        for documents in options.documents:
            with progress_on_stderr() as progress:
                Run(documents, archive, options, report, progress).run()
    except FileNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    except EngineUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return AWAY
    except KeyboardInterrupt:
        sys.stderr.write("stopped; the indices of this run are removed\n")
        return STOPPED
    sizes = [f"{documents:,}" for documents in options.documents]
    report.end(sizes=sizes, engines=options.engines, seconds=time.monotonic() - began, missed=bars.missed(report.rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    here = [EMBEDDED, *((ELASTICSEARCH, STOCK) if os.environ.get("ELASTICSEARCH_URL") else ())]
    parser = argparse.ArgumentParser(prog="search.py", description="Measures the search engines on a made-up archive.")
    parser.add_argument("--documents", type=int, nargs="+", default=SIZES, metavar="N", help="sizes of the archive")
    parser.add_argument(
        "--engines",
        nargs="+",
        choices=ENGINES,
        default=here,
        help="by default embedded, and the other two when ELASTICSEARCH_URL is set",
    )
    parser.add_argument("--queries", type=int, default=300, metavar="N", help="queries of each kind")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes another archive")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="real texts to make the archive from")
    parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout, nothing else")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the embedded index here and use it again")
    return parser


class Run:
    """The measurement of one size of archive."""

    def __init__(
        self, documents: int, archive: Archive, options: argparse.Namespace, report: Report, progress: Progress
    ) -> None:
        self.documents = documents
        self.archive = archive
        self.report = report
        self.progress = progress
        self._engines: list[str] = options.engines
        self._queries: int = options.queries
        self._keep: Path | None = options.keep

    def run(self) -> None:
        """Fills, asks and reports; the indices are removed however it ends."""
        warm_up = min(self._queries, WARM_UP)
        texts = drawn(self.archive, self.documents, warm_up + self._queries)
        with ExitStack() as leaving:
            contestants = []
            folder = Path(leaving.enter_context(tempfile.TemporaryDirectory(prefix="doi-thoai-bench-index-")))
            if EMBEDDED in self._engines:
                if self._keep:
                    folder = self._keep / f"{self.documents}-{self.archive.fingerprint}"
                contestants.append(self._embedded(folder))
            if {ELASTICSEARCH, STOCK} & set(self._engines):
                contestants += self._on_the_server(leaving)
            self._report_times(time_in_turn(contestants, texts, warm_up, self.progress))
            if {ELASTICSEARCH, STOCK} & set(self._engines):
                self._report_heap()
            if EMBEDDED in self._engines:
                self._add("memory", EMBEDDED, **memory.growth_of_a_reader(folder, texts))

    def _embedded(self, folder: Path) -> Contestant:
        """Fills an index in the folder, unless a run before this one has left it there complete."""
        engine = get_engine(EMBEDDED, folder=folder)
        note = folder / "filled.json"
        kept = note.exists() and _answers(engine)
        if kept:
            filled = Filled(**json.loads(note.read_text(encoding="utf-8")))
        else:
            filled = fill(EMBEDDED, engine.rebuild, self.archive, self.documents, self.progress)
            if self._keep:
                note.write_text(json.dumps(asdict(filled)), encoding="utf-8")
        size = memory.folder_size(folder)
        again = {"from_an_earlier_run": True} if kept else {}
        self._add("index", EMBEDDED, **filled.figures(), disk_mb=size / MEGABYTE, **again)
        return Contestant(EMBEDDED, asks_of(engine))

    def _on_the_server(self, leaving: ExitStack) -> list[Contestant]:
        """Fills our index and the stock index on the server, one after the other, and waits until it rests."""
        server = stock.client()
        leaving.callback(server.close)
        contestants = []
        if ELASTICSEARCH in self._engines:
            engine = get_engine(ELASTICSEARCH, folder=Path(f"{self.documents}"))
            leaving.callback(engine.drop)
            filled = fill(ELASTICSEARCH, engine.rebuild, self.archive, self.documents, self.progress)
            ours = os.environ["ELASTICSEARCH_INDEX"]
            stock.settle(server, f"{ours}*")
            size = sum(size for name, size in stock.sizes(server).items() if name.startswith(ours))
            self._add("index", ELASTICSEARCH, **filled.figures(), disk_mb=size / MEGABYTE)
            contestants.append(Contestant(ELASTICSEARCH, asks_of(engine)))
        if STOCK in self._engines:
            index = stock.Stock(server)
            leaving.callback(index.drop)
            filled = fill(STOCK, index.fill, self.archive, self.documents, self.progress)
            stock.settle(server, index.index)
            self._add("index", STOCK, **filled.figures(), disk_mb=stock.sizes(server)[index.index] / MEGABYTE)
            contestants.append(Contestant(STOCK, index.asks()))
        return contestants

    def _report_heap(self) -> None:
        server = stock.client()
        used = stock.heap(server)
        server.close()
        self._add("memory", "server", heap_used_mb=used["used"] / MEGABYTE, heap_most_mb=used["most"] / MEGABYTE)

    def _report_times(self, times: dict[tuple[str, str], Times]) -> None:
        for (name, measure), found in sorted(times.items(), key=lambda item: MEASURES.index(item[0][1])):
            self._add(measure, name, facets=measure.endswith(WITH_FACETS), **found.figures())
        for (name, measure), found in times.items():
            beside = times.get((STOCK, measure))
            if name != STOCK and beside:
                p50, p95 = (percentile(found.wall, share) / percentile(beside.wall, share) for share in (0.5, 0.95))
                self._add("times_stock", name, of=measure, facets=measure.endswith(WITH_FACETS), p50=p50, p95=p95)

    def _add(self, measure: str, engine: str, **figures: object) -> None:
        self.report.add(measure, engine=engine, documents=self.documents, **figures)


def _answers(engine: Engine) -> bool:
    """Tells whether the engine can read its index: not when it was made in a format before this one."""
    try:
        return engine.search(SearchQuery("")).total > 0
    except EngineUnavailable:
        return False
