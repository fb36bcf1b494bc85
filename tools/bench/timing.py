"""Asking several engines the same in turn, one query at a time, and filling them against the clock."""

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from rich.progress import Progress

from search.engines import Document, Engine, EngineUnavailable, SearchQuery
from tools.bench.archive import Archive
from tools.bench.figures import percentile

Ask = Callable[[str], object]
BLOCK = 500


@dataclass
class Contestant:
    """An engine that is asked: its name and, for each measure it takes part in, the way to ask."""

    name: str
    asks: dict[str, Ask]


@dataclass
class Times:
    """Milliseconds by the clock and of this thread's processor, one of each a query, and how many queries failed."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    failed: int = 0

    def figures(self) -> dict[str, float | int]:
        """Returns the number of queries, p50 and p95 in ms, and the failures if there were any."""
        found: dict[str, float | int] = {"queries": len(self.wall)}
        for name, values in (("", self.wall), ("cpu_", self.cpu)):
            found |= {f"{name}p50_ms": percentile(values, 0.5), f"{name}p95_ms": percentile(values, 0.95)}
        return found | ({"failed": self.failed} if self.failed else {})


@dataclass
class Filled:
    """How long an engine took for its documents: seconds by the clock and of the processor, making them left out."""

    documents: int
    seconds: float
    cpu_seconds: float
    making_seconds: float

    def figures(self) -> dict[str, float | int]:
        """Returns documents a second by the clock and by the processor, and the seconds behind them."""
        return {
            "documents_per_second": self.documents / max(self.seconds, 1e-9),
            "documents_per_cpu_second": self.documents / max(self.cpu_seconds, 1e-9),
            "seconds": self.seconds,
            "making_seconds": self.making_seconds,
        }


def asks_of(engine: Engine) -> dict[str, Ask]:
    """Returns how an engine of the portal is asked for each measure, as the pages of the portal do."""
    return {
        "words4": lambda text: engine.search(SearchQuery(text)),
        "words4_facets": lambda text: engine.search(SearchQuery(text, with_facets=True)),
        "suggestion": engine.suggest,
        "similar": engine.similar,
        "question": lambda text: engine.search(SearchQuery(text)),
        "question_facets": lambda text: engine.search(SearchQuery(text, with_facets=True)),
    }


def time_in_turn(
    contestants: list[Contestant], texts: dict[str, list[str]], warm_up: int, progress: Progress
) -> dict[tuple[str, str], Times]:
    """Asks every contestant every text and returns the times by name and measure.

    The contestants take turns query by query, each going first as often as the others, so that what else the machine
    does falls on all alike. The first `warm_up` texts of a measure do not count.
    """
    times = {(one.name, measure): Times() for one in contestants for measure in one.asks}
    count = min(map(len, texts.values()))
    task = progress.add_task("asking", total=count)
    gc.collect()
    gc.freeze()  # the archive's own millions of objects are not the engines' to collect
    for place in range(count):
        turn = place % len(contestants)
        for measure, asked in texts.items():
            for one in contestants[turn:] + contestants[:turn]:
                if ask := one.asks.get(measure):
                    _time(ask, asked[place], times[one.name, measure] if place >= warm_up else Times())
        progress.update(task, advance=1, refresh=place % 10 == 0)
    gc.unfreeze()
    progress.update(task, refresh=True)
    return times


def _time(ask: Ask, text: str, times: Times) -> None:
    cpu, start = time.thread_time_ns(), time.perf_counter_ns()
    try:
        ask(text)
    except EngineUnavailable:
        times.failed += 1
    times.wall.append((time.perf_counter_ns() - start) / 1e6)
    times.cpu.append((time.thread_time_ns() - cpu) / 1e6)


def fill(
    name: str, take: Callable[[Iterator[Document]], object], archive: Archive, count: int, progress: Progress
) -> Filled:
    """Gives an engine the first `count` answers and returns how long it took for them, without the making of them."""
    making = making_cpu = 0.0
    task = progress.add_task(f"filling {name}", total=count)

    def documents() -> Iterator[Document]:
        nonlocal making, making_cpu
        source = archive.documents(count)
        while True:
            start, cpu = time.perf_counter(), time.thread_time()
            block = list(islice(source, BLOCK))
            progress.update(task, advance=len(block), refresh=True)
            making += time.perf_counter() - start
            making_cpu += time.thread_time() - cpu
            if not block:
                return
            yield from block

    start, cpu = time.perf_counter(), time.process_time()
    take(documents())
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    return Filled(count, seconds - making, cpu_seconds - making_cpu, making)
